"""Lists of cases as services give them: what may be told, in which order, and how many there are of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrived_case
from tests.services.rooms import ANALYST, CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR, Room, a_room
from tests.services.test_disputes import dispute
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, FACETS, MINE, OPEN, RECENT, SHUT, CaseFilter
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.open_case import open_case
from tipdesk.services.lists.count_words import COLUMNS
from tipdesk.services.lists.find_cases import (
    COUNTED,
    LATEST,
    NOT_TOLD,
    SORTED,
    Sort,
    count_cases,
    find_cases,
    find_first_cases,
)
from tipdesk.services.lists.recent_cases import find_recent

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor, Desk


@pytest.fixture
def room() -> Room:
    """A post with six cases of the owner, in several stages, the first one at risk."""
    made = a_room(status="open", risk_level="high", title="Amber 1")
    for number, stage in enumerate(("reported", "closed", "open", "screening", "closed_referred"), 2):
        made.store.clock.pass_minutes(1)
        report = {"record": "Report", "fields": {"under_18": "yes" if number == 3 else "no"}}
        case = {"title": f"Heron {number}", "status": stage, "legal_hold": True if number == 2 else None}
        arrived_case(made.desk(OWNER), {"case": case, "records": [report]})
    return made


def titles(desk: Desk, asked: CaseFilter, sort: Sort = LATEST) -> list[str]:
    """Return the titles of a list, in its order."""
    return [line.summary.title for line in find_case_lines(desk, find_cases(desk, asked, sort).ids)]


def test_filters_combine(room: Room) -> None:
    """Stage and base together, a mark, and the latest change first."""
    desk = room.desk(OWNER)
    assert titles(desk, CaseFilter()) == ["Heron 5", "Heron 4", "Heron 2", "Amber 1"]
    assert titles(desk, CaseFilter(SHUT)) == ["Heron 6", "Heron 3"]
    assert titles(desk, CaseFilter(OPEN, stages=frozenset({"open"}))) == ["Heron 4", "Amber 1"]
    assert titles(desk, CaseFilter(ALL, child=True)) == ["Heron 3", "Amber 1"]
    assert titles(desk, CaseFilter(ALL, held=True)) == ["Heron 2"]
    assert titles(desk, CaseFilter(ALL, risks=frozenset({"high"}), child=True)) == ["Amber 1"]


@pytest.mark.parametrize(
    "actor", [OWNER, COLLEAGUE, SUPERVISOR, CARER, ANALYST, COORDINATOR], ids=lambda one: one.login
)
def test_every_number_is_the_length_of_its_list(room: Room, actor: Actor) -> None:
    """Whoever looks: the number beside each choice is what the list shows when it is chosen."""
    desk = room.desk(actor)
    for asked in (CaseFilter(ALL), CaseFilter(OPEN, stages=frozenset({"open"}))):
        listed = find_cases(desk, asked)
        for facet in FACETS:
            for value, number in listed.tallies[facet].items():
                plain = asked.to_plain()
                plain[facet] = [value] if isinstance(getattr(asked, facet), frozenset) else value
                assert (facet, value, number) == (facet, value, len(find_cases(desk, CaseFilter.from_plain(plain)).ids))


@pytest.mark.parametrize("actor", [CARER, ANALYST], ids=lambda one: one.login)
def test_no_filter_tells_what_a_line_does_not(room: Room, actor: Actor) -> None:
    """Of cases that may only be known to exist, no stage, risk, child or officer is found or counted."""
    desk = room.desk(actor)
    listed = find_cases(desk, CaseFilter(ALL))
    assert len(listed.ids) == 6
    assert listed.children == frozenset()
    for facet in ("stages", "risks", "owners", "child", "disputed", "held"):
        assert dict(listed.tallies[facet]) == {}
    assert find_cases(desk, CaseFilter(ALL, stages=frozenset({"open"}))).ids == []
    assert find_cases(desk, CaseFilter(SHUT)).ids == []
    assert len(find_cases(desk, CaseFilter(OPEN)).ids) == 6
    assert count_cases(desk, CaseFilter(ALL), ("stage", "risk")).counts == {(NOT_TOLD, NOT_TOLD): 6}
    assert find_case_ids(desk, stages=frozenset({"open"})) == []
    assert len(find_case_ids(desk, only_open=True)) == 6


def test_who_is_excluded_finds_and_counts_nothing(room: Room) -> None:
    """An excluded officer's lists and numbers are as if the case were not there."""
    before = find_cases(room.desk(COLLEAGUE), CaseFilter(ALL))
    declare_interest(room.desk(SUPERVISOR), room.case, knows_somebody=False)
    exclude_officer(room.desk(SUPERVISOR), room.case, COLLEAGUE.officer, "A cousin works there")
    after = find_cases(room.desk(COLLEAGUE), CaseFilter(ALL))
    assert set(before.ids) - set(after.ids) == {room.case}
    assert after.tallies["risks"].get("high", 0) == 0


def test_work_and_disputes(room: Room) -> None:
    """My cases are the owner's alone until a colleague is given a task; a dispute is counted by its careful side."""
    desk, task = room.desk(OWNER), BY_NAME["Task"]
    assert len(find_cases(desk, CaseFilter(MINE)).ids) == 6
    assert find_cases(room.desk(COLLEAGUE), CaseFilter(MINE)).ids == []
    add_record(desk, room.case, task, {"title": "Ring", "assigned_to": COLLEAGUE.login})
    assert find_cases(room.desk(COLLEAGUE), CaseFilter(MINE)).ids == [room.case]
    dispute_case(room)
    assert room.case in find_cases(desk, CaseFilter(SHUT)).ids
    assert room.case in find_cases(desk, CaseFilter(OPEN)).ids
    table = count_cases(desk, CaseFilter(ALL), ("stage",))
    assert (table.total, table.disputed) == (6, 1)
    assert table.counts["open",] == 2


def dispute_case(room: Room) -> None:
    """Let the stage of the first case be open by one answer and closed by a later one."""
    dispute(room, "status", "open", "closed", row=room.case)


@pytest.mark.parametrize("column", SORTED)
def test_lists_are_sorted_by_every_column(room: Room, column: str) -> None:
    """Each column gives all cases once, and the other direction begins with another case."""
    desk = room.desk(OWNER)
    up = find_cases(desk, CaseFilter(ALL), Sort(column, is_down=False)).ids
    down = find_cases(desk, CaseFilter(ALL), Sort(column, is_down=True)).ids
    assert sorted(up) == sorted(down) == sorted(find_cases(desk, CaseFilter(ALL)).ids)
    if column == "title":
        assert titles(desk, CaseFilter(ALL), Sort("title", is_down=False))[:2] == ["Amber 1", "Heron 2"]
    if column == "stage":
        assert titles(desk, CaseFilter(ALL), Sort("stage", is_down=False))[0] == "Heron 2"


def test_an_order_tells_nothing_of_closed_books(room: Room) -> None:
    """Sorted by risk or people, cases of which that may not be told stand in the order of their latest change."""
    desk = room.desk(CARER)
    plain = find_cases(desk, CaseFilter(ALL)).ids
    for column in ("risk", "people", "stage", "owner", "conflicts"):
        for is_down in (True, False):
            found = find_cases(desk, CaseFilter(ALL), Sort(column, is_down)).ids
            assert sorted(found) == sorted(plain)
            assert find_case_lines(desk, found)[0].level == find_case_lines(desk, plain)[0].level


def test_the_first_page_begins_as_the_whole_list(room: Room) -> None:
    """At headquarters the first cases come without the others, and are the same; elsewhere all are looked at."""
    there = room.headquarters()
    desk = there.desk(COORDINATOR)
    for base in (OPEN, ALL, SHUT):
        assert find_first_cases(desk, CaseFilter(base), LATEST, 2) == list(find_cases(desk, CaseFilter(base)).ids)[:2]
    assert find_first_cases(desk, CaseFilter(child=True), LATEST, 2) is None
    assert find_first_cases(desk, CaseFilter(), Sort("title"), 2) is None
    assert find_first_cases(room.desk(OWNER), CaseFilter(), LATEST, 2) is None


def test_recent_cases_are_those_that_were_opened(room: Room) -> None:
    """The last one opened first; nothing but the audit keeps it, and a case that is closed to the officer leaves it."""
    desk = room.desk(COLLEAGUE)
    assert find_recent(desk) == []
    latest = find_cases(desk, CaseFilter(ALL)).ids
    for case in (latest[0], latest[-1]):
        declare_interest(desk, case, knows_somebody=False)
        room.store.clock.pass_minutes(1)
        open_case(desk, case)
    assert find_cases(desk, CaseFilter(RECENT)).ids == [latest[-1], latest[0]]
    assert find_cases(desk, CaseFilter(RECENT)).tallies["base"][RECENT] == 2
    declare_interest(room.desk(SUPERVISOR), latest[0], knows_somebody=False)
    exclude_officer(room.desk(SUPERVISOR), latest[0], COLLEAGUE.officer, "A cousin works there")
    assert find_recent(desk) == [latest[-1]]


def test_each_counted_column_has_a_heading() -> None:
    """What cases are counted by is called something, in the window and on the command line alike."""
    assert COLUMNS.keys() == COUNTED.keys()
