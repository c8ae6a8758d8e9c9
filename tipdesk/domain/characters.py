"""Which characters may stand in a text that people read, and how the others are shown where a log holds them.

One rule serves both. `refuse_hidden` refuses a text because of the first character that cannot be seen or that changes
how the rest is read. `visible` puts a mark such as ‹U+202E› in the place of each one, and `refuse_hidden` never refuses
what `visible` returns. What honest writing needs stays: joiners and signs of form within Persian, Sinhala, Mongolian or
an emoji, marks of direction beside letters that run from right to left, the space between Khmer words. How long a text
may be is decided by the kind of its field; a text that comes from a log is never refused.

Decision: marks stand in ‹ ›, which our typeface, paper and the code pages of Windows terminals have; ␛ and ⟨ ⟩ they
have not.
"""

import re
import unicodedata
from collections.abc import Iterator

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u2028\u2029"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
_UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_SUSPECT = re.compile(f"[{_CONTROLS}{_TURNING}{_BREAKS}{_BROKEN}{_UNSEEN}]")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,8}\U000e007f")
"""The flag of England, Scotland or Wales: a black flag, tags that spell its region, and the tag that ends them."""

_LINES = "\n\t"
_JOINERS = "\u200c\u200d"
_SIDES = "\u200e\u200f\u061c"
_FORMS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = {"\u200b": ("KHMER", "THAI", "LAO", "MYANMAR"), "\u180e": ("MONGOLIAN",)}
_VIRAMA = 9
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_TAKES_FORM = frozenset({"Lo", "Lm", "Nd", "So", "Sm"})
_TAKES_FORM_TOO = "#*‼⁉〰"
_BEYOND = 0xFFFF

_NOT_SEEN = _("Character {place} of this text ({sign}) cannot be seen. Delete it, or type the words again.")
_REASONS = (
    (
        re.compile(f"[{_CONTROLS}]"),
        _("Character {place} of this text ({sign}) is a sign for machines. Delete it, or type the words again."),
    ),
    (
        re.compile(f"[{_TURNING}]"),
        _(
            "Character {place} of this text ({sign}) turns round how the rest is read. Delete it, or type the words "
            "again."
        ),
    ),
    (
        re.compile(f"[{_BREAKS}]"),
        _("Character {place} of this text ({sign}) is a line break of another program. Type a space in its place."),
    ),
    (
        re.compile(f"[{_BROKEN}]"),
        _("Character {place} of this text ({sign}) belongs to no language. Delete it, or type the words again."),
    ),
)


def refuse_hidden(text: str) -> None:
    """Raise UserError `bad-text`, which names the place of the first hidden character, if the text has one.

    Line breaks are accepted as any system writes them, a carriage return included.
    """
    if text.isascii() and text.isprintable():
        return
    for place in _hidden(text):
        if text[place] == "\r":
            continue
        reason = next((words for kind, words in _REASONS if kind.match(text[place])), _NOT_SEEN)
        raise UserError("bad-text", reason, place=place + 1, sign=_code(text[place]))


def is_blank(text: str) -> bool:
    """Tell whether a text has nothing but plain spaces and line breaks, so that it is no answer and hides nothing."""
    return not text.strip() and all(text[place] == "\r" for place in _hidden(text))


def visible(text: str, *, paragraphs: bool = True) -> str:
    """Return the text with a mark in the place of each hidden character.

    Without `paragraphs`, line breaks and tabs are marked too, so that the result is one line.
    """
    if _SUSPECT.search(text) is None:
        return text
    places = set(_hidden(text)) | (set() if paragraphs else {at for at, one in enumerate(text) if one in _LINES})
    return "".join(f"‹{_code(one)}›" if at in places else one for at, one in enumerate(text))


def escaped(document: str) -> str:
    r"""Return a JSON document with an escape such as `\u202e` in the place of each hidden character.

    What the document means stays the same.
    """
    if _SUSPECT.search(document) is None:
        return document
    places = set(_hidden(document))
    return "".join(_escape(one) if at in places else one for at, one in enumerate(document))


def _hidden(text: str) -> Iterator[int]:
    """Yield the place of each hidden character; line breaks and tabs do not count as hidden."""
    found = [match.start() for match in _SUSPECT.finditer(text) if match.group() not in _LINES]
    if not found:
        return
    flags = {place for flag in _FLAG.finditer(text) for place in range(flag.start(), flag.end())}
    runs_left = any(one.isalpha() and unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in text)
    for place in found:
        sign = text[place]
        is_honest = place in flags or (runs_left if sign in _SIDES else _belongs(text, place))
        if not is_honest:
            yield place


def _belongs(text: str, place: int) -> bool:
    """Tell whether a character without a form of its own belongs to the writing around it, as a joiner in Persian."""
    sign, before, after = text[place], text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if not before:
        return False
    if sign in _JOINERS:
        ends_word = unicodedata.combining(before) == _VIRAMA or unicodedata.bidirectional(before) == "AL"
        return _can_join(before) and (ends_word or (bool(after) and _can_join(after)))
    if _FORMS.match(sign):
        return not _FORMS.match(before) and (unicodedata.category(before) in _TAKES_FORM or before in _TAKES_FORM_TOO)
    scripts = _SPACES.get(sign)
    return scripts is not None and all(unicodedata.name(one, "").startswith(scripts) for one in (before, after) if one)


def _can_join(sign: str) -> bool:
    if _SUSPECT.match(sign):
        return _FORMS.match(sign) is not None
    return unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) in {"So", "Sk", "Sm"}


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _escape(sign: str) -> str:
    number = ord(sign)
    if number <= _BEYOND:
        return f"\\u{number:04x}"
    return f"\\u{0xD800 + (number - 0x10000 >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
