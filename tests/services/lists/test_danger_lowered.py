"""A danger that is said to be less: lists, the head and the clocks go by it once its gate holds, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.gates_scenes import approve
from tests.services.moving_scenes import assessed, last
from tests.services.rooms import COORDINATOR, OWNER, SUPERVISOR, Room, a_room
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, CaseFilter
from tipdesk.domain.values import NamedRow, PartialDate
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.open_case import open_case
from tipdesk.services.clock_lists.find_clocks import read_clocks
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates.find_breaches import go_through_new
from tipdesk.services.lists.find_cases import find_cases

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk

PAST = PartialDate.parse("2026-11-10")


@pytest.fixture
def room() -> Room:
    """A case of a victim in high danger, which somebody alone said is low since."""
    made = a_room(status="open", title="Heron 1")
    desk = made.desk(OWNER)
    person = add_record(desk, made.case, BY_NAME["Person"], {"given_names": "Ann"})
    add_record(desk, made.case, BY_NAME["CaseRole"], {"person": person.row, "role": "victim"})
    assessed(made, "high", review_due=PAST)
    assessed(made, "low")
    return made


def levels(desk: Desk, case: bytes) -> set[object]:
    """Return the level of the case by list, filter, head and clocks; all have to say the same."""
    [line] = find_case_lines(desk, [case])
    [told] = find_cases(desk, CaseFilter(ALL)).tallies["risks"]
    with desk.read() as reader:
        clocks = {one.clock.id for one in read_clocks(reader, desk, [case], {"safety-plan"})}
    space = open_case(desk, case)
    by_clock = {"high" if any(one.id == "safety-plan" for one in space.clocks) else "low", "high" if clocks else "low"}
    return {line.summary.risk, told, space.risk, space.assessed} | by_clock


def came(desk: Desk, case: bytes) -> None:
    """Let something have come into the case, and look through it, as after each bundle."""
    with desk.work() as work:
        note_touched(work, {case})
    go_through_new(desk)


def test_it_is_less_once_a_second_officer_agrees(room: Room) -> None:
    """Neither that the higher one was due, nor a row that calls itself an approval; the approval of another does."""
    desk = room.desk(OWNER)
    came(desk, room.case)
    assert levels(desk, room.case) == {"high"}
    low = last(room, "RiskAssessment")
    forged: dict[str, Value] = {
        "gate": "risk-lowered",
        "decision": "approved",
        "subject": NamedRow(low.record.number, low.id),
    }
    with desk.work() as unit:
        unit.append(low.record.scope, room.case, [change_of_new(BY_NAME["Approval"], desk.ids.new_id(), forged)])
    came(desk, room.case)
    assert levels(desk, room.case) == {"high"}
    approve(room, "risk-lowered", SUPERVISOR, low.id)
    assert levels(desk, room.case) == {"low"}
    assessed(room, "medium")
    came(desk, room.case)
    assert levels(desk, room.case) - {"low"} == {"medium"}


def test_what_came_in_agreed_is_less_at_headquarters_too(room: Room) -> None:
    """Looked through after its bundle, a case shows there what it shows at the post."""
    approve(room, "risk-lowered", SUPERVISOR, last(room, "RiskAssessment").id)
    desk = room.headquarters().desk(COORDINATOR)
    declare_interest(desk, room.case, knows_somebody=False)
    came(desk, room.case)
    assert levels(desk, room.case) == {"low"}
