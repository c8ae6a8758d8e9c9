"""Somebody is asked how they are 1, 3, 6 and 12 months later: the days come with the deed, and are seen when due."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_store
from tests.services.gates_scenes import CLOSING, agreed, closed, person
from tests.services.gates_scenes import amend as amend_case
from tests.services.rooms import CARER, COORDINATOR, OTHER_CARER, OWNER, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.following import MONTHS
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.plan_follow_ups import plan_follow_ups
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor

ZONE = timezone(timedelta(hours=-4))
HOME = {"kind": "assisted_voluntary", "country": "VC"}
DAY = 24 * 60


def days(room: Room) -> list[str]:
    """Return the days that are planned."""
    return sorted(str(row["due"]) for row in room.rows("FollowUp"))


def noon(day: int) -> datetime:
    """Return noon of a day of this November."""
    return datetime(2026, 11, day, 12, tzinfo=ZONE)


def returning(room: Room, **values: object) -> bytes:
    """Add the return of the person of the case."""
    desk = room.desk(OWNER)
    wish = add_record(desk, room.case, BY_NAME["VictimWish"], {"person": person(room), "afraid_to_go_home": "no"}).row
    given = {**HOME, "person": person(room), "wish": wish, "status": "wished", **values}
    return add_record(desk, room.case, BY_NAME["Return"], given).row or b""


def amend(room: Room, record: str, row: bytes, **given: object) -> None:
    """Change a row of the case."""
    desk = room.desk(OWNER)
    [seen] = [one for one in look(desk, room.case).of(record) if one.id == row]
    amend_record(desk, seen, given)


def waiting(room: Room, actor: Actor) -> list[str]:
    """Return the clocks in somebody's My work."""
    return [one.about.clock.id for one in my_work(room.desk(actor)).lines if isinstance(one.about, ClockLine)]


def test_the_closing_brings_the_days_in_its_own_entry() -> None:
    """For each victim and nobody else, once; closed again on the same day it brings none anew."""
    room = a_room(status="open")
    held = len(room.store.held)
    closed(room)
    assert days(room) == ["2026-12-18", "2027-02-18", "2027-05-18", "2027-11-18"]
    entries = {dot for row in room.rows("FollowUp") for dot in row.all_dots}
    assert len(entries) == 1
    [case] = room.rows("Case")
    assert entries <= case.all_dots
    assert len(room.store.held) > held


def test_a_closing_that_a_rule_refuses_brings_nothing() -> None:
    """All of it is one deed."""
    room = a_room(status="open")
    desk = room.desk(OWNER)
    with pytest.raises(UserError, match="there is no final decision"):
        amend_record(desk, look(desk, room.case).case, {**CLOSING, "status": "closed"})
    assert days(room) == []


def test_an_arrival_brings_the_days_and_moves_them() -> None:
    """They count from the arrival; noted on another day they move, but for what is done; of long ago it brings none."""
    room = a_room(status="open")
    home = returning(room, arrived_at=noon(10))
    assert days(room) == ["2026-12-10", "2027-02-10", "2027-05-10", "2027-11-10"]
    assert {row["journey_home"] for row in room.rows("FollowUp")} == {home}
    first = min(room.rows("FollowUp"), key=lambda row: str(row["due"]))
    amend(room, "FollowUp", first.id, done_on="2026-11-17", result="safe")
    amend(room, "Return", home, arrived_at=noon(14))
    assert days(room) == ["2026-12-10", "2027-02-14", "2027-05-14", "2027-11-14"]
    returning(room, arrived_at=datetime(2020, 1, 1, tzinfo=ZONE))
    assert len(days(room)) == 4


@pytest.mark.parametrize(("second", "differ"), [(10, False), (12, True), (None, False)])
def test_what_is_noted_on_two_pcs_brings_the_days_once(second: int | None, *, differ: bool) -> None:
    """An arrival, or a closing: the rows are the same, and days that differ are in dispute as other answers are."""
    here = a_room(status="open")
    there = Room(make_store(2), here.case, here.reference)
    home = returning(here)
    if second is None:
        agreed(here)
    there.store.take_in(here.store)
    for room, at in ((here, 10), (there, second)):
        if at is not None and second is not None:
            amend(room, "Return", home, arrived_at=noon(at))
        else:
            amend_case(room, status="closed")
    here.store.take_in(there.store)
    rows = here.rows("FollowUp")
    assert len(rows) == len(MONTHS)
    assert all(bool(row.siblings) is differ for row in rows)


def test_days_that_were_put_away_stay_away() -> None:
    """Planned again, they are other rows."""
    room = a_room(status="open")
    closed(room)
    first = {row.id for row in room.rows("FollowUp")}
    for row in look(room.desk(OWNER), room.case).of("FollowUp"):
        delete_record(room.desk(OWNER), row)
    plan_follow_ups(room.desk(OWNER), room.case, person(room))
    again = {row.id for row in room.rows("FollowUp")}
    assert len(again) == len(MONTHS)
    assert first.isdisjoint(again)


def test_days_are_planned_before_the_journey_and_counted_from_the_arrival() -> None:
    """Once, and only when a day is known."""
    room = a_room(status="open")
    desk, home = room.desk(OWNER), returning(room)
    for journey, code in ((home, "no-day-yet"), (None, "no-day-yet")):
        with pytest.raises(UserError) as refused:
            plan_follow_ups(desk, room.case, person(room), journey)
        assert refused.value.code == code
    amend(room, "Return", home, on="2026-11-20")
    plan_follow_ups(desk, room.case, person(room), home)
    assert days(room)[0] == "2026-12-20"
    with pytest.raises(UserError) as refused:
        plan_follow_ups(desk, room.case, person(room), home)
    assert refused.value.code == "planned-already"
    amend(room, "Return", home, arrived_at=noon(17))
    assert days(room) == ["2026-12-17", "2027-02-17", "2027-05-17", "2027-11-17"]


def test_who_helped_is_told_when_it_is_due_in_a_closed_case() -> None:
    """A week before its day, to who is in charge and to victim support that had work there; asked, it is gone."""
    room = a_room(status="open")
    task = {"title": "Find a bed", "status": "done", "assigned_to": id_text(CARER.officer)}
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], task)
    closed(room)
    assert [waiting(room, one) for one in (OWNER, CARER)] == [[], []]
    room.store.clock.pass_minutes(24 * DAY)
    assert [waiting(room, one) for one in (OWNER, CARER)] == [["follow-up"], ["follow-up"]]
    assert [waiting(room, one) for one in (OTHER_CARER, COORDINATOR)] == [[], []]
    first = min(room.rows("FollowUp"), key=lambda row: str(row["due"]))
    amend(room, "FollowUp", first.id, done_on="2026-12-12", result="safe")
    assert [waiting(room, one) for one in (OWNER, CARER)] == [[], []]


def test_an_arrival_without_a_moment_brings_the_days_of_today() -> None:
    """Somebody of whom it is only said that they arrived is not forgotten; when the moment is told, the days move."""
    room = a_room(status="open")
    home = returning(room)
    assert days(room) == []
    amend(room, "Return", home, status="arrived")
    assert days(room) == ["2026-12-18", "2027-02-18", "2027-05-18", "2027-11-18"]
    amend(room, "Return", home, arrived_at=noon(10))
    assert days(room) == ["2026-12-10", "2027-02-10", "2027-05-10", "2027-11-10"]
