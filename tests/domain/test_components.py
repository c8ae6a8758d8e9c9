"""The file of what others wrote: whatever is written reads back, and a search finds by the beginning of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.components import Component, components_text, find_components, read_components

AWKWARD = ["", ".", "..", " ", "Component: another", "Text:", "# head", "a\x0cb", "a\x85b", "a\u2028b"]
VALUES = st.lists(
    st.sampled_from(AWKWARD) | st.text(st.characters(codec="utf-8", exclude_characters="\n")), min_size=1, max_size=4
).map("\n".join)
COMPONENTS = st.builds(Component, *[VALUES] * 8).filter(lambda one: bool(one.name))
QT = Component("Qt", "6.11.3", "LGPL-3.0-only", "Copyright (C) The Qt Company Ltd.", text="words of a licence")
ICU = Component("ICU", "", "Unicode-3.0", "Copyright (c) Unicode, Inc.", within="Qt")


@given(st.lists(COMPONENTS, max_size=3))
def test_what_is_written_reads_back(components: list[Component]) -> None:
    """Empty lines, lines of dots, lines that look like a head, and signs that break lines elsewhere: all come back."""
    text = components_text(components)
    assert list(read_components(text)) == components
    assert list(read_components(f"An introduction.\nOf two lines.\n\n{text}")) == components


def test_it_reads_as_people_expect() -> None:
    """One line stands beside its head, several below it and set in, with a dot for an empty one."""
    text = components_text([Component("Inter", licence="OFL-1.1", text="First.\n\nSecond.")])
    assert text == "Component: Inter\nLicence: OFL-1.1\nText:\n First.\n .\n Second.\n"


def test_a_head_that_a_later_version_adds_is_passed_over() -> None:
    """A file of another version of the program still reads."""
    assert read_components("Component: Qt\nColour: green\nVersion: 6\n") == (Component("Qt", "6"),)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [QT, ICU]),
        ("qt", [QT, ICU]),
        ("icu", [ICU]),
        ("uni", [ICU]),
        ("lgpl company", [QT]),
        ("words", []),
        ("(c", [QT, ICU]),
        ("[", []),
    ],
)
def test_a_search_finds_by_the_beginning_of_words(words: str, found: list[Component]) -> None:
    """Name, licence, holder and what brings it are searched, upper or lower case; the text of the licence is not."""
    assert find_components([QT, ICU], words) == found


def test_a_search_asks_for_the_beginning() -> None:
    """The middle of a word finds nothing."""
    assert find_components([QT, ICU], "ompany") == []
