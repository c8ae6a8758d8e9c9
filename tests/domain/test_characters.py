"""Hidden characters: what is refused with words, what honest writing keeps, and how the rest is shown."""

from __future__ import annotations

import json
import sys
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectors.conformance import folder
from tipdesk.domain.characters import escaped, is_blank, refuse_hidden, visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import LongText, Text, Texts

ANY_TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\u200c\u200d\u200f\u202e\ufe0f"))
VISIBLE_FORMATS = ("ARABIC", "SYRIAC", "KAITHI")
HONEST = {
    "accents": "Zo\u00eb D\u2019Aubign\u00e9-Nguy\u1ec5n",
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Arabic abbreviation": "\u0647\u200d \u0661\u0664\u0664\u0665",
    "Arabic with marks of direction": "\u200f\u0645\u0631\u064a\u0645 (Maryam)\u200f",
    "Hebrew with a mark": "\u05de\u05e8\u05d9\u05dd\u200e Miriam",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf \u0d9a\u0dca\u200d\u0dc2",
    "Bengali": "\u09b0\u200d\u09cd\u09af \u09a4\u09cd\u200d",
    "Malayalam": "\u0d05\u0d35\u0d28\u0d4d\u200d \u0d15\u0d2e\u0d32\u0d4d\u200d",
    "Hindi": "\u0915\u094d\u200c\u0937 \u0915\u094d\u200d\u0937",
    "Nepali": "\u0917\u0930\u094d\u200d\u092f\u094b",
    "Khmer": "\u1797\u17b6\u179f\u17b6\u200b\u1781\u17d2\u1798\u17c2\u179a",
    "Thai": "\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22",
    "Mongolian": "\u182e\u1823\u1829\u182d\u1823\u182f\u180b \u1820\u180e\u1820",
    "Japanese variant": "\u845b\U000e0100\u57ce\u5e02",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \u2764\ufe0f",
    "emoji": "\U0001f3f3\ufe0f\u200d\U0001f308 \U0001f469\U0001f3fd\u200d\u2695\ufe0f \U0001f642\u200d\u2194\ufe0f",
    "keycap": "1\ufe0f\u20e3 #\ufe0f\u20e3 \u203c\ufe0f",
    "flags": "\U0001f1f1\U0001f1e8 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "spaces": "12\u00a0kg\u202f! \u3000",
    "lines": "one\r\ntwo\tthree",
    "private use": "\ue000",
    "a script of tomorrow": "\U0002fffd",
}
HOSTILE = {
    "escape": "Ann\x1b[31m",
    "bell": "\x07",
    "delete": "a\x7f",
    "C1": "a\x9b31m",
    "next line": "Ann\x85",
    "override": "Ann\u202eeeL",
    "embedding": "\u202aAnn\u202c",
    "isolate": "\u2066Ann\u2069",
    "mark without letters from the right": "Ann\u200f",
    "line separator": "Ann\u2028Lee",
    "paragraph separator": "\u2029",
    "zero width alone": "\u200b",
    "joiner alone": "\u200d",
    "joiner at an end": "Ann\u200d",
    "joiners in a row": "a\u200d\u200db",
    "joiner beside a space": "Ann \u200dLee",
    "space of Khmer in Latin": "An\u200bn",
    "word joiner": "An\u2060n",
    "byte order mark": "\ufeffAnn",
    "soft hyphen": "An\xadn",
    "filler": "\u3164",
    "half filler": "Ann\uffa0",
    "blank braille": "\u2800",
    "variation of a letter": "Ann\ufe0f",
    "variations in a row": "\u263a\ufe0f\ufe0f",
    "ideographic variation in a row": "\u845b\U000e0100\U000e0101",
    "tags": "Ann\U000e0041\U000e0042",
    "tags after no flag": "\U0001f3f4\U000e0067",
    "language tag": "\U000e0001",
    "noncharacter": "\ufdd0",
    "last of a plane": "\U0010ffff",
    "half a pair": "\ud83d",
    "annotation": "\ufff9Ann",
    "object": "\ufffc",
    "musical": "\U0001d173",
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_honest_writing_stays(text: str) -> None:
    """Joiners, signs of form and marks that a script or an emoji needs are neither refused nor marked."""
    refuse_hidden(text)
    assert visible(text.replace("\r", "")) == text.replace("\r", "")
    assert Text(1, "t").read(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_nobody_sees_is_refused_with_words(text: str) -> None:
    """The sentence says which character it is and what to do, repeats nothing of the text; it is shown with marks."""
    for field in (Text(1, "t"), LongText(2, "t"), Texts(3, "t")):
        with pytest.raises(UserError) as caught:
            field.read(text)
        assert caught.value.code == "bad-text"
        place = int(str(caught.value.values["place"])) - 1
        assert f"U+{ord(text[place]):04X}" in caught.value.text()
        assert "Ann" not in caught.value.text()
        assert "Delete" in caught.value.text() or "Type a space" in caught.value.text()
    assert "‹U+" in visible(text)


def test_blanks_are_no_answer_and_hide_nothing() -> None:
    """Spaces of every width and line breaks are empty; a separator among them is not."""
    assert all(is_blank(text) for text in ("", " \n\t", "\u00a0\u3000\u202f", "\r\n"))
    assert not any(is_blank(text) for text in ("\u2028", " \x85", "\u200b ", "\x1f", "a"))
    assert Text(1, "t").read("\u00a0 ") is None


def test_every_control_of_unicode_is_judged() -> None:
    """No control, separator or invisible format that Python knows slips past the table, in no plane."""
    slipped = []
    for number in range(sys.maxunicode + 1):
        sign = chr(number)
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and sign not in "\n\t":
            is_seen = unicodedata.name(sign, "").startswith(VISIBLE_FORMATS) and number != ord("\u061c")
            if (visible(f"Ann{sign}") == f"Ann{sign}") is not is_seen:
                slipped.append(f"U+{number:04X}")
    assert slipped == []


@given(ANY_TEXT)
def test_what_is_shown_is_always_taken(text: str) -> None:
    """Marks hide nothing, stand still when shown again, and what was not refused is shown as it is."""
    shown = visible(text)
    refuse_hidden(shown)
    assert visible(shown) == shown
    assert "\n" not in visible(text, paragraphs=False)
    try:
        refuse_hidden(text)
    except UserError:
        assert shown != text
    else:
        assert shown == text.replace("\r", "‹U+000D›")


@given(ANY_TEXT)
def test_a_document_says_the_same_with_escapes(text: str) -> None:
    """A document of JSON means the same afterwards, and holds nothing that a terminal obeys."""
    document = json.dumps({text: [text]}, ensure_ascii=False, indent=1)
    safe = escaped(document)
    assert json.loads(safe) == json.loads(document)
    assert visible(safe) == safe


def test_a_long_text_is_judged_at_once() -> None:
    """Fifty thousand hostile characters take no longer than a blink: nothing is judged by looking at all again."""
    started = process_time()
    for sign in ("\u200f", "\u200d", "\U000e0041", "\ufe0f", "\U0001f3f4\U000e0067"):
        assert visible(sign * 50_000)
    assert process_time() - started < 5


def test_naughty_strings_are_taken_or_refused_with_words() -> None:
    """Of the public list only what nobody sees is refused; every one can be shown."""
    strings: list[str] = json.loads((folder("strings", "naughty strings") / "blns.json").read_text("utf-8"))
    refused = []
    for text in strings:
        refuse_hidden(visible(text))
        try:
            LongText(1, "t").read(text)
        except UserError:
            refused.append(text)
    assert all(visible(text) != text for text in refused)
    assert 0 < len(refused) < len(strings) / 10
