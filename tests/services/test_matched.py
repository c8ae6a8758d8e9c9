"""Where the words of a search stand: marked in what is shown, and never in what a mask or a seal hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.rooms import COLLEAGUE, OWNER, Room
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.find_words import find_words, fold
from tipdesk.services.case.matched import AFTER, BEFORE, find_marks


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("Marie Doe met Anne-Marie", "marie", ["Marie", "Marie"]),
        ("José Ñandú", "jose nandu", ["José", "Ñandú"]),
        ("Passport 44 55-66", "4455", ["44 55"]),
        ("Straße 7", "strasse", ["Straße"]),
        ("a bus and an ambush", "bus", ["bus"]),
        ("an ambush", "bus", ["bus"]),
        ("nothing", "marie", []),
    ],
)
def test_words_are_marked_as_search_compares_them(text: str, sought: str, marked: list[str]) -> None:
    """Without capitals, accents, hyphens in numbers; at beginnings of words where there are any, else inside."""
    assert [text[begin:end] for begin, end in find_marks(text, fold(sought).split())] == marked


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marks_lie_in_the_text_and_apart(text: str, words: list[str]) -> None:
    """Whatever is typed, marks lie within the text, in order, and none touches another."""
    marks = find_marks(text, [word for one in words for word in fold(one).split()])
    flat = [place for mark in marks for place in mark]
    assert flat == sorted(set(flat))
    assert all(0 <= place <= len(text) for place in flat)


def test_typing_marks_no_name_and_a_search_in_earnest_does(room: Room) -> None:
    """Of the same person, the officer in charge sees nothing marked while typing, and the name when they pressed."""
    typed = [one for one in find_words(room.desk(OWNER), "doe", finished=False) if one.kind == "Person"]
    assert typed
    assert all(one.matched is None for one in typed)
    told = [one.matched for one in find_words(room.desk(OWNER), "doe") if one.kind == "Person"]
    assert any(one is not None and "Doe" in one.text for one in told)


def test_no_mask_is_seen_through(room: Room) -> None:
    """To a colleague who may not see names, nothing of a row with the name is handed out: no text, no field, no row."""
    for is_finished in (False, True):
        for one in find_words(room.desk(COLLEAGUE), "doe", finished=is_finished):
            if one.level is Level.EXISTS:
                assert (one.matched, one.kind, one.row, one.label) == (None, "", None, "")
            else:
                assert one.matched is None or "Doe" not in one.matched.text


def test_a_long_text_is_cut_around_its_first_word(room: Room) -> None:
    """What is handed out is short, whatever was written, and the mark stands on the word."""
    title = f"{'before ' * 12}zebrafish {'after ' * 14}"
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], {"title": title})
    [found] = [one for one in find_words(room.desk(OWNER), "zebrafish") if one.kind == "Task"]
    assert found.matched is not None
    [(begin, end)] = found.matched.marks
    assert found.matched.text[begin:end] == "zebrafish"
    assert len(found.matched.text) <= BEFORE + AFTER + 2 < len(title)
