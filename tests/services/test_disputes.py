"""Cases in dispute as services tell them: lists, who may open them, how long they are kept, and the JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.rooms import ANALYST, CARER, COLLEAGUE, OWNER, SUPERVISOR, a_room
from tipdesk.domain.changes import Change
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level, Relation
from tipdesk.domain.schema import Scope
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.open_case import open_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.headquarters.erasure.retention_of import Retention, retention_of
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.domain.kinds import Wire

CASE, ROLE, TASK = BY_NAME["Case"], BY_NAME["CaseRole"], BY_NAME["Task"]
CLOSED = frozenset({"closed", "closed_referred"})
OVER: dict[str, object] = {"status": "closed", "date_closed": "2001-05", "closure_reason": "not_tip"}


def dispute(room: Room, name: str, *wires: Wire, record: str = "Case", row: bytes | None = None) -> None:
    """Write values of a field whose authors have not seen each other, the last one latest."""
    [seen] = [one for one in room.rows(record) if row is None or one.id == row]
    field = seen.record.by_name[name].number
    replaced = {field: seen.replaced_by_write(field)}
    for wire in wires:
        room.store.clock.pass_minutes(1)
        with room.store.work(OWNER) as unit:
            change = Change(seen.record.number, seen.id, {field: wire}, replaced)
            unit.append(Scope.CASE, room.case, [change])


def told(room: Room, *, stages: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the one case of the list as JSON holds it."""
    answer: Any = list_cases(room.desk(OWNER), stages=stages).to_json()
    [case] = answer["cases"]
    return dict(case)


def kept(room: Room) -> Retention:
    """Return how long the case is kept."""
    with room.store.read() as reader:
        return retention_of(reader, room.case)


def test_a_case_is_in_both_lists_and_open_in_my_work(room: Room) -> None:
    """Closed later elsewhere, it stays among the open ones and in My work, shown as open, and among the closed."""
    dispute(room, "status", "open", "closed")
    dispute(room, "risk_level", "high", "low")
    desk = room.desk(OWNER)
    for asked in ({"only_open": True}, {"stages": CLOSED}, {"mine": True, "only_open": True}):
        assert find_case_ids(desk, **asked) == [room.case], asked
    assert find_case_ids(desk, stages=frozenset({"screening"})) == []
    [line] = my_work(desk).cases
    assert (line.summary.status, line.summary.risk) == ("open", "high")


def test_the_list_as_json(room: Room) -> None:
    """The stage to go by stands under its old key; what is in dispute beside it, by field, with all its values."""
    assert told(room)["disputed"] == []
    dispute(room, "status", "open", "closed")
    dispute(room, "owner", OWNER.officer, COLLEAGUE.officer)
    case = told(room, stages=CLOSED)
    assert (case["stage"], case["conflicts"]) == ("open", 1)
    status, owner = case["disputed"]
    assert status == {"field": "status", "values": ["open", "closed"]}
    assert (owner["field"], set(owner["values"])) == ("owner", {id_text(OWNER.officer), id_text(COLLEAGUE.officer)})


def test_both_officers_have_a_case_in_dispute(room: Room) -> None:
    """It stands in the lists of both, both may open it, and it is in nobody else's."""
    before = find_case_lines(room.desk(COLLEAGUE), [room.case])[0].level
    dispute(room, "owner", COLLEAGUE.officer, OWNER.officer)
    for actor in (OWNER, COLLEAGUE):
        desk = room.desk(actor)
        assert find_case_ids(desk, mine=True) == [room.case]
        [line] = find_case_lines(desk, [room.case])
        assert line.level >= Level.FULL > before
        with desk.read() as reader:
            row = reader.get_row(CASE, room.case)
            assert row
            assert Relation.IN_CHARGE in Eyes(reader, desk, row).relations(Action.VIEW)
            assert Eyes(reader, desk, row).level >= Level.FULL
    declare_interest(room.desk(COLLEAGUE), room.case, knows_somebody=False)
    assert open_case(room.desk(COLLEAGUE), room.case).view.level >= Level.FULL
    assert find_case_ids(room.desk(SUPERVISOR), mine=True) == []


def test_whoever_only_knows_of_a_case_is_told_no_dispute(room: Room) -> None:
    """A line that is cut to the existence of a case says nothing of its values, nor that they differ."""
    dispute(room, "status", "open", "closed")
    [line] = list_cases(room.desk(ANALYST)).lines
    assert (line.summary.status, line.summary.disputed) == ("", ())


def test_these_people_only_holds_while_it_is_disputed(room: Room) -> None:
    """Restricted by one value, ordinary by a later one or by one that cannot be read: closed to the post."""
    for wires in (("restricted", "ordinary"), ("of_a_later_release", "ordinary")):
        held = a_room()
        dispute(held, "sealing", *wires)
        desk = held.desk(COLLEAGUE)
        [line] = find_case_lines(desk, [held.case])
        with desk.read() as reader:
            row = reader.get_row(CASE, held.case)
            assert row
            assert Relation.RESTRICTED in Eyes(reader, desk, row).relations(Action.VIEW)
        assert line.level is Level.EXISTS


@pytest.mark.parametrize("second", [None, True])
def test_a_disputed_case_is_not_due(second: bool | None) -> None:
    """Open or closed, held or not: whichever is right, nothing is erased before it is settled."""
    room = a_room(**OVER)
    assert kept(room) == Retention(room.case, room.reference, date(2003, 5, 31), ())
    dispute(room, "status", "open", "closed")
    assert kept(room).holds == ("open",)
    other = a_room(**OVER)
    dispute(other, "legal_hold", second, False)
    assert kept(other).holds == ("legal_hold",)


def test_an_unreadable_hold_or_stage_holds() -> None:
    """What this release cannot read keeps a case, in dispute or not."""
    room = a_room(**OVER)
    dispute(room, "legal_hold", {0: 1})
    assert kept(room).holds == ("legal_hold",)
    room = a_room(**OVER)
    dispute(room, "status", "closed_in_a_later_release")
    assert kept(room).holds == ("open",)


def test_a_disputed_day_keeps_a_case_longest() -> None:
    """Of days, reasons and named days the one that keeps it longest; none of it where a value names no day."""
    room = a_room(**OVER)
    dispute(room, "date_closed", "2015-03", "2001-05")
    assert kept(room).until == date(2017, 3, 31)
    dispute(room, "closure_reason", "completed", "not_tip")
    assert kept(room).until == date(2025, 3, 31)
    dispute(room, "retention_until", "2060", "2020")
    assert kept(room).until == date(2060, 12, 31)
    dispute(room, "date_closed", None, "2001-05")
    assert kept(room).until == date(2060, 12, 31)
    room = a_room(**OVER)
    dispute(room, "date_closed", None, "2001-05")
    assert kept(room).until is None


def test_a_disputed_suspect_holds() -> None:
    """Somebody who is a suspect by one of several values keeps the case."""
    room = a_room(**OVER)
    dispute(room, "role", "suspect", "witness", record="CaseRole")
    assert kept(room).holds == ("suspect",)


def test_a_task_in_dispute_stays_with_both_and_to_be_done(room: Room) -> None:
    """Given to two officers apart from each other it stands in the work of both; done by one value, it is not done."""
    task = b"task-of-the-room"
    with room.store.work(OWNER) as unit:
        values: dict[int, Wire] = {1: "Ring the shelter", 7: "open", 5: "2026-11-30"}
        unit.append(Scope.CASE, room.case, [Change(TASK.number, task, dict(values))])
    dispute(room, "assigned_to", COLLEAGUE.officer, CARER.officer, record="Task", row=task)
    dispute(room, "status", "in_progress", "done", record="Task", row=task)
    dispute(room, "due", "2026-11-02", "2026-12-24", record="Task", row=task)
    for actor in (COLLEAGUE, CARER):
        [line] = my_work(room.desk(actor)).tasks
        assert (line.task.id, line.status, line.is_overdue, line.is_unowned) == (task, "in_progress", True, False)
        assert str(line.due) == "2026-11-02"
        assert look(room.desk(actor), room.case).level >= Level.SUMMARY
    assert my_work(room.desk(OWNER)).tasks == []
    dispute(room, "status", "done", "cancelled", record="Task", row=task)
    assert my_work(room.desk(COLLEAGUE)).tasks == []
