"""Texts without what people write differently: small letters, no accents, no apostrophes; and the words of one."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("'.`\u2018\u2019\u00b4\u02bc"))
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i",
})  # fmt: skip


def fold(text: str) -> str:
    """Return a text in small letters without accents; apostrophes and full stops are gone."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(one for one in plain if not unicodedata.combining(one)).translate(_LETTERS)
    return text.casefold().translate(_APOSTROPHES)


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in their order, each once."""
    return tuple(dict.fromkeys(WORD.findall(fold(text))))
