"""A case that was closed past a rule: listed as an open one wherever cases are listed, until somebody reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrive, arrived_case
from tests.services.rooms import COORDINATOR, OWNER, Room, a_room
from tests.services.test_disputes import dispute
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, OPEN, SHUT, CaseFilter
from tipdesk.domain.rules.caution import LISTED_OPEN
from tipdesk.domain.values import PartialDate
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.show_case import show_case
from tipdesk.services.clock_lists.find_clocks import read_clocks
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.gates.find_breaches import find_breached_cases, go_through_new
from tipdesk.services.gates.review_breach import find_owed, review_breach
from tipdesk.services.headquarters.erasure.retention_of import retention_of
from tipdesk.services.lists.find_cases import LATEST, count_cases, find_cases, find_first_cases
from tipdesk.services.look import look
from tipdesk.services.remembered.here import CASES_BREACHED, CASES_TOUCHED
from tipdesk.services.remembered.here import LISTED_OPEN as KEPT
from tipdesk.services.reports.find_reports import find_inbox

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk

TASK = BY_NAME["Task"]
CLOSED = {"status": "closed", "closure_reason": "completed", "closure_words": "Home.", "date_closed": "2026-11-18"}
STAGE = CaseFilter(ALL, stages=frozenset({LISTED_OPEN}))


@pytest.fixture
def room() -> Room:
    """An open case of the owner, which came in closed, though nobody had agreed to that."""
    made = a_room(status="open", title="Heron 1")
    arrive(made.desk(OWNER), made.case, **CLOSED)
    return made


def came(desk: Desk, case: bytes) -> None:
    """Let something have come into the case, and look through it, as after each bundle."""
    with desk.work() as work:
        note_touched(work, {case})
    go_through_new(desk)


def known(desk: Desk, case: bytes) -> Desk:
    """Let the officer say that they know nobody in the case, and return the desk."""
    declare_interest(desk, case, knows_somebody=False)
    return desk


def listed(desk: Desk, case: bytes) -> bool:
    """Tell whether the case counts as open, in every way in which cases are listed; all have to say the same."""
    [line] = find_case_lines(desk, [case])
    with desk.read() as reader:
        clocks = {one.clock.id for one in read_clocks(reader, desk, [case], {"case-quiet", "keep-until"})}
    first = find_first_cases(desk, CaseFilter(OPEN), LATEST, 9)
    told = [
        line.summary.status == LISTED_OPEN,
        case in find_cases(desk, CaseFilter(OPEN)).ids,
        case not in find_cases(desk, CaseFilter(SHUT)).ids,
        case in find_cases(desk, STAGE).ids,
        find_cases(desk, CaseFilter(ALL)).tallies["stages"].get(LISTED_OPEN, 0) == 1,
        count_cases(desk, CaseFilter(ALL), ("stage",)).counts.get((LISTED_OPEN,), 0) == 1,
        case in (find_case_ids(desk, only_open=True) if first is None else first),
        case in find_case_ids(desk, only_open=True),
        case in find_case_ids(desk, stages=frozenset({LISTED_OPEN})),
        case not in find_case_ids(desk, stages=frozenset({"closed"})),
        case in find_case_ids(desk, stages=frozenset({LISTED_OPEN, "closed"}), only_open=True),
        [one["stage"] for one in list_cases(desk).to_json()["cases"]] == [LISTED_OPEN],  # type: ignore[attr-defined] # of objects
        look(desk, case).is_listed_open,
        bool(show_case(desk, str(line.summary.reference)).get("listed_open")),
        clocks == {"case-quiet"},
    ]
    assert len(set(told)) == 1, told
    return told[0]


def test_it_is_listed_open_until_it_is_reviewed(room: Room) -> None:
    """At headquarters, once it is looked through; each rule that was passed is reviewed, and then it is closed."""
    desk = known(room.headquarters().desk(COORDINATOR), room.case)
    assert not listed(desk, room.case)
    came(desk, room.case)
    assert listed(desk, room.case)
    assert look(desk, room.case).case["status"] == "closed", "what was written stays as it is"
    gates = [one.gate for one in find_owed(desk, room.case).breaches if one.gate.startswith("closure-")]
    assert "closure-approved" in gates
    for gate in gates:
        assert listed(desk, room.case), "every rule has to be looked at"
        review_breach(desk, room.case, gate, is_upheld=False, words="Rung and talked over.")
    assert not listed(desk, room.case)


def test_a_post_lists_it_open_too(room: Room) -> None:
    """A post judges what came as headquarters does, keeps nothing but this, and forgets it when it is reopened."""
    desk = room.desk(OWNER)
    came(desk, room.case)
    assert listed(desk, room.case)
    with desk.read() as reader:
        assert (CASES_TOUCHED.get(reader), CASES_BREACHED.get(reader)) == ([], [room.case])
    arrive(desk, room.case, status="reopened")
    came(desk, room.case)
    with desk.read() as reader:
        assert (KEPT.get(reader), CASES_BREACHED.get(reader)) == ([], [])
    assert find_case_lines(desk, [room.case])[0].summary.status == "reopened"


def test_what_the_rule_needs_ends_it_at_once(room: Room) -> None:
    """The deed that mends it takes the case out of the open ones; nobody has to look through it again."""
    arrive(room.desk(OWNER), room.case, status="open")
    add_record(room.desk(OWNER), room.case, TASK, {"title": "Ring the clinic"})
    room.store.clock.pass_minutes(1)
    arrive(room.desk(OWNER), room.case, status="closed")
    desk = known(room.headquarters().desk(COORDINATOR), room.case)
    came(desk, room.case)
    for gate in {one.gate for one in find_owed(desk, room.case).breaches} - {"closure-open-work"}:
        review_breach(desk, room.case, gate, is_upheld=True, words="It was right.")
    assert listed(desk, room.case)
    [task] = look(desk, room.case).of("Task")
    amend_record(desk, task, {"status": "done"}, reason="It was done before.")
    assert not listed(desk, room.case)


def close_past(desk: Desk, case: bytes) -> None:
    """Close the case as it was before the program was here, which no gate stops."""
    with desk.work() as unit:
        row = unit.get_row(BY_NAME["Case"], case)
        assert row is not None
        values: dict[str, Value] = {**CLOSED, "date_closed": PartialDate.parse("2026-11-18")}
        change = change_of_row(row, values)
        assert change is not None
        write_case(desk, unit, case, [change], said=Said(is_historic=True))


def test_a_post_judges_its_own_closing_at_once() -> None:
    """It stands among the open ones with the very deed, and not only after the next bundle."""
    made = a_room(status="open", title="Heron 1")
    desk = made.desk(OWNER)
    close_past(desk, made.case)
    assert listed(desk, made.case)


def test_a_closing_at_headquarters_waits_in_its_inbox() -> None:
    """No bundle brings what headquarters itself writes or brings in: it is looked through all the same."""
    made = a_room(status="open", title="Heron 1")
    desk = known(made.headquarters().desk(COORDINATOR), made.case)
    close_past(desk, made.case)
    assert listed(desk, made.case)
    assert [one.case for one in find_breached_cases(desk)] == [made.case]


def test_its_reports_wait_and_it_is_kept(room: Room) -> None:
    """A report that nobody has read waits in the inbox, and nothing of the case may be erased."""
    report = {"record": "Report", "fields": {"danger_now": "yes"}}
    case = arrived_case(room.desk(OWNER), {"case": {"title": "Heron 2", **CLOSED}, "records": [report]}).id
    desk = known(room.headquarters().desk(COORDINATOR), case)

    def stands() -> tuple[bool, bool]:
        with desk.read() as reader:
            return case in {one.case.id for one in find_inbox(desk).waiting}, "open" in retention_of(reader, case).holds

    assert stands() == (False, False)
    came(desk, case)
    assert stands() == (True, True)


def test_a_case_in_dispute_says_that(room: Room) -> None:
    """Closed by one answer and open by another: it is open and in dispute, as ever."""
    desk = room.desk(OWNER)
    came(desk, room.case)
    dispute(room, "status", "closed", "open", row=room.case)
    came(desk, room.case)
    [line] = find_case_lines(desk, [room.case])
    assert (line.summary.status, find_cases(desk, STAGE).ids) == ("open", [])
    assert find_cases(desk, CaseFilter(SHUT)).ids == [room.case]
