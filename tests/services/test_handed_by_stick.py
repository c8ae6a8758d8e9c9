"""A post hands a case to another one by stick, while headquarters cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.enrolments import post_id
from tests.services.handed_stick import (
    a_country_that_hands,
    a_stick,
    answer,
    by_stick,
    grant,
    handed_case,
    handover_at,
    notes_at,
    offer,
    put,
    told,
)
from tests.services.travelling import SMALL, attach
from tests.services.writes import CASE, add_note, begin_case
from tipdesk.adapters.carriers.folder import FolderCarrier
from tipdesk.domain.errors import Trouble
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.handed.put_on_stick import put_on_stick
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.countries import Country


@pytest.fixture
def country() -> Country:
    """Headquarters and two posts, of which one may hand to the other."""
    return a_country_that_hands()


def test_a_case_comes_whole_without_headquarters(country: Country) -> None:
    """What A wrote, what its second PC wrote and what headquarters wrote lies at B after one reading of the stick."""
    a, second, b = country.posts
    case = begin_case(a)
    add_note(a, case, "by A")
    country.sync(a)
    add_note(country.office, case, "by headquarters")
    country.sync(second)
    add_note(second, case, "by the second PC")
    country.sync(second)
    country.sync(a)
    row, stick = offer(country, a, case), a_stick()
    assert put(country, a, case, row, stick).left == {}
    assert told(by_stick(b, stick)) == [("handed", "accepted", "")]
    assert notes_at(b, case) == ["by A", "by headquarters", "by the second PC"]
    seen = handover_at(b, row)
    assert seen is not None
    assert (seen["why"], seen["answer"]) == ("Lives there.", None)
    assert told(by_stick(b, stick)) == []


def test_what_is_not_of_the_case_stays_at_home(country: Country) -> None:
    """Nothing of another case of A, nor of its directory or register, is on the stick but hashes."""
    a, _second, b = country.posts
    other = begin_case(a, "Kestrel")
    country.sync(a)
    add_note(country.office, other, "of the other case")
    case = begin_case(a)
    country.sync(a)
    add_note(country.office, case, "by headquarters")
    country.sync(a)
    row, stick = offer(country, a, case), a_stick()
    put(country, a, case, row, stick)
    assert b"of the other case" not in b"".join(stick.files.values())  # these seals hide nothing
    by_stick(b, stick)
    assert notes_at(b, case) == ["by headquarters"]
    with b.desk().read() as reader:
        assert reader.get_row(CASE, other) is None


def test_another_post_leaves_it_on_the_stick(country: Country) -> None:
    """A stick for B says nothing at the PC of another post, and lies there for B as before."""
    case, row, stick = handed_case(country)
    c = country.join("C1", "B")
    stranger = country.posts[1]
    assert (told(by_stick(stranger, stick)), handover_at(stranger, row)) == ([], None)
    assert (told(by_stick(c, stick)), handover_at(c, row)) == ([], None)  # it was enrolled after the case was sealed
    assert told(by_stick(country.posts[2], stick)) == [("handed", "accepted", "")]
    assert notes_at(country.posts[2], case) == ["by A"]


def test_an_answer_comes_back_on_the_same_stick(country: Country) -> None:
    """B answers and writes on; A reads both from the stick, and nothing of it stays there."""
    a, _second, b = country.posts
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row)
    add_note(b, case, "by B")
    by_stick(b, stick)
    assert told(by_stick(a, stick)) == [("answer", "accepted", "")]
    seen = handover_at(a, row)
    assert seen is not None
    assert (seen["answer"], notes_at(a, case)) == ("accepted", ["by A", "by B"])
    assert told(by_stick(a, stick)) == []


def test_what_was_handed_goes_on_to_the_next_post(country: Country) -> None:
    """B hands on what A handed to it: C proves what A wrote by A's own word, and what B wrote by B's."""
    _a, _second, b = country.posts
    add_post(country.office.desk(), "C", "C")
    c = country.join("C1", "C")
    grant(country, "B", may_hand_to="C")
    for site in country.posts:
        country.sync(site)
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row)
    add_note(b, case, "by B")
    onward, second_stick = offer(country, b, case, to="C"), a_stick()
    put(country, b, case, onward, second_stick, to="C")
    assert told(by_stick(c, second_stick)) == [("handed", "accepted", "")]
    assert notes_at(c, case) == ["by A", "by B"]


def test_a_stick_pulled_out_at_each_write(country: Country, tmp_path: Path) -> None:
    """Wherever it is pulled out, B finds the case whole or not at all; put in again, all of it goes, and once."""
    a, _second, b = country.posts
    for site in country.posts:
        site.files.part_bytes = SMALL
    case = begin_case(a)
    contents = [attach(a, size, case) for size in (100, 150)]
    row, post = offer(country, a, case), post_id(country, "B")
    number, is_pulled, stick, home = 0, True, tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    while is_pulled:
        is_pulled, left = False, [number]

        def pull(_done: int, _total: int, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Trouble("stick-gone", "The stick is gone.")

        try:
            put_on_stick(a.desk(), FolderCarrier(stick, home, a.device), case, (row, post), pull, never)
        except Trouble:
            is_pulled, number = True, number + 1
        whole = {file.name for file in stick.iterdir()}
        assert not any(name.endswith(".part") for name in whole)
        report = sync_now(b.desk(), FolderCarrier(stick, home, b.device), no_step, never)
        assert {one.verdict for one in report.received} <= {"accepted", "replay"}
    assert number > len(contents)
    assert handover_at(b, row) is not None
    assert b.files.is_here(contents[0])
    assert b.files.is_here(contents[1])


def test_every_stick_carries_what_waits(country: Country) -> None:
    """The stick with the case is lost: the next one that A writes carries it, with what was written since."""
    a, _second, b = country.posts
    case, row, _lost = handed_case(country)
    add_note(a, case, "since")
    stick = a_stick()
    by_stick(a, stick)
    assert ("handed", "accepted", "") in told(by_stick(b, stick))
    assert notes_at(b, case) == ["by A", "since"]
    answer(b, row)
    by_stick(b, stick)
    by_stick(a, stick)
    other = a_stick()
    by_stick(a, other)
    assert [one for one in told(by_stick(b, other)) if one[0] == "handed"] == []


def test_what_was_taken_back_leaves_the_stick(country: Country) -> None:
    """A takes its offer back before B has read the stick: written again, it has nothing for B any more."""
    a, _second, b = country.posts
    _case, row, stick = handed_case(country)
    answer(a, row, "rejected")
    by_stick(a, stick)
    assert (told(by_stick(b, stick)), handover_at(b, row)) == ([], None)
