"""The audit as it is read: who reads what of it, what stands out, and that a review is a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.services.documents import a_document
from tests.services.rooms import ANALYST, AUDITOR, CARER, COLLEAGUE, COORDINATOR, OWNER, REASON, SUPERVISOR, confirm
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import LookQuery
from tipdesk.services.integrity.notice_clock import notice_clock
from tipdesk.services.look import look
from tipdesk.services.looks.exceptions import find_exceptions, review_look
from tipdesk.services.looks.find_looks import find_looks
from tipdesk.services.looks.look_filter import LookFilter, query_of

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor

EVERYTHING = LookQuery()
MINUTE = 60_000


def told(room: Room, actor: Actor, **asked: object) -> list[str]:
    """Return the actions that an officer reads in the audit, latest first, reading itself left out."""
    desk = room.desk(actor)
    lines = find_looks(desk, query_of(desk, LookFilter(**asked)))  # type: ignore[arg-type] # parts of a filter
    return [line.look.action for line in lines if line.look.action != "audit"]


def kinds(room: Room, actor: Actor = AUDITOR) -> list[str]:
    """Return the kinds of exceptions that an officer at headquarters finds."""
    return [one.kind for one in find_exceptions(room.headquarters().desk(actor))]


def test_a_look_says_who_where_when(room: Room) -> None:
    """Officer, device, case, reference, time and result come from the entry itself."""
    look(room.desk(COLLEAGUE), room.case)
    [line] = [one for one in find_looks(room.desk(SUPERVISOR), EVERYTHING) if one.look.action == "view"]
    seen = line.look
    assert (seen.actor, seen.device, seen.case) == (COLLEAGUE.officer, room.store.place.device, room.case)
    assert (seen.at, seen.result, line.reference) == (room.store.clock.at_ms, "allowed", room.reference)


def test_the_filters(room: Room) -> None:
    """Officer, case, action, result and period each narrow the list; an unknown name is refused, not empty."""
    look(room.desk(COLLEAGUE), room.case)
    room.store.clock.pass_minutes(30)
    half_past = room.store.clock.at_ms
    find_words(room.desk(OWNER), "doe")
    with pytest.raises(UserError):
        look(room.desk(ANALYST), room.case)
    assert told(room, SUPERVISOR) == ["denied", "search", "view"]
    assert told(room, SUPERVISOR, officer="officer2") == ["view"]
    assert told(room, SUPERVISOR, case=room.reference) == ["denied", "view"]
    assert told(room, SUPERVISOR, action="search") == ["search"]
    assert told(room, SUPERVISOR, result="denied") == ["denied"]
    assert told(room, SUPERVISOR, since=half_past) == ["denied", "search"]
    assert told(room, SUPERVISOR, until=half_past) == ["view"]
    assert told(room, SUPERVISOR, most=1) in (["denied"], [])
    for asked, code in (({"officer": "nobody"}, "unknown-officer"), ({"post": "XX"}, "unknown-post")):
        with pytest.raises(UserError) as caught:
            told(room, SUPERVISOR, **asked)
        assert caught.value.code == code
    with pytest.raises(UserError):
        told(room, SUPERVISOR, action="whistle")


@pytest.mark.parametrize("actor", [COLLEAGUE, CARER, ANALYST], ids=lambda actor: actor.login)
def test_who_does_not_read_it(room: Room, actor: Actor) -> None:
    """Frontline, victim support and analyst read none of it, at the post and at headquarters; the try is in it."""
    for place in (room, room.headquarters()):
        for ask in (lambda desk: find_looks(desk, EVERYTHING), find_exceptions):
            with pytest.raises(UserError) as caught:
                ask(place.desk(actor))
            assert caught.value.code == "not-allowed"
        assert place.looks()[-1] == ("denied", "denied")


def test_a_supervisor_reads_their_own_post(room: Room) -> None:
    """Looks of another post's device are not shown at a post, and at headquarters they are."""
    from tests.fakes.desk import make_store

    elsewhere = make_store(2)
    elsewhere.take_in(room.store)
    find_words(make_desk(elsewhere, OWNER), "doe")
    room.store.take_in(elsewhere)
    look(room.desk(OWNER), room.case)
    assert told(room, SUPERVISOR) == ["view"]
    assert sorted(told(room.headquarters(), AUDITOR)) == ["search", "view"]


def test_reading_the_audit_is_in_the_audit(room: Room) -> None:
    """Who reads it is written down, once in ten minutes."""
    for _time in range(3):
        find_looks(room.desk(SUPERVISOR), EVERYTHING)
    assert room.looks() == [("audit", "allowed")]


def test_looks_at_a_case_one_must_not_know_of_are_left_out(room: Room) -> None:
    """A supervisor who is excluded from a case does not learn of it from the audit."""
    look(room.desk(OWNER), room.case)
    exclude_officer(room.desk(OWNER), room.case, SUPERVISOR.login, REASON)
    assert told(room, SUPERVISOR) == []


def test_ordinary_work_does_not_stand_out(room: Room) -> None:
    """An officer who opens, shows and prints their own case by day gives no exception."""
    for action in (Action.VIEW, Action.UNMASK, Action.PRINT):
        look(room.desk(OWNER), room.case, action)
    find_words(room.desk(OWNER), "doe")
    assert kinds(room) == []


def test_what_stands_out(room: Room) -> None:
    """Names outside own cases, refusals, excluded officers, wrong passphrases: the most serious first."""
    look(room.desk(SUPERVISOR), room.case, Action.UNMASK)
    with pytest.raises(UserError):
        look(room.desk(CARER), room.case)
    with pytest.raises(UserError):
        open_in_emergency(room.desk(CARER), room.case, REASON, confirm, "guessed")
    exclude_officer(room.desk(SUPERVISOR), room.case, COLLEAGUE.login, REASON)
    with pytest.raises(UserError):
        look(room.desk(COLLEAGUE), room.case)
    assert kinds(room) == ["excluded", "denied", "login_failed", "shown_outside"]


def test_many_cases_in_a_day(room: Room) -> None:
    """More than three cases that are not one's own, and more than fifteen of any kind, stand out as one line each."""
    cases = [new_case(make_desk(room.store, OWNER), a_document()).id for _number in range(16)]
    for case in cases[:3]:
        look(room.desk(COLLEAGUE), case)
    assert kinds(room) == []
    look(room.desk(COLLEAGUE), cases[3])
    assert kinds(room) == ["outside"]
    for case in cases:
        look(room.desk(OWNER), case)
    [outside, many] = find_exceptions(room.headquarters().desk(AUDITOR))
    assert (outside.kind, outside.count, outside.cases) == ("outside", 4, 4)
    assert (many.kind, many.cases, many.mark.actor) == ("many_looks", 16, OWNER.officer)


def test_at_night_and_with_many_hits(room: Room) -> None:
    """A look at eleven at night on the officer's own clock; a search with twenty-five results or more."""
    room.store.clock.pass_minutes((22 - 6) * 60 + 40)
    look(room.desk(OWNER), room.case)
    assert kinds(room) == ["odd_hours"]
    room.store.clock.pass_minutes(9 * 60)
    for _number in range(25):
        new_case(make_desk(room.store, OWNER), a_document())
    find_words(room.desk(OWNER), "doe")
    assert kinds(room) == ["many_hits", "odd_hours"]


def test_a_clock_that_is_set(room: Room) -> None:
    """Setting the clock by more than two minutes is noted with how far; time passing, and sleep, are not."""
    desk = room.desk(OWNER)
    assert not notice_clock(desk)
    room.store.clock.pass_minutes(500)
    assert not notice_clock(desk)
    room.store.clock.set_wall(room.store.clock.at_ms - 90 * MINUTE)
    assert notice_clock(desk)
    [row] = [one for one in room.rows("AuditEvent") if one["action"] == "clock_jump"]
    assert (row["count"], row["reason"]) == (90 * 60, "back")
    assert not notice_clock(desk)
    assert kinds(room) == ["clock_jump"]


def test_a_clock_that_was_set_back_between_sessions(room: Room) -> None:
    """At the first time of a session the latest look of the own log is in the future: noted."""
    look(room.desk(OWNER), room.case)
    room.store.clock.set_wall(room.store.clock.at_ms - 24 * 60 * MINUTE)
    assert notice_clock(make_desk(room.store, OWNER))


def test_a_review_is_a_row_of_its_own(room: Room) -> None:
    """With words, it takes the exception off the list; what comes later brings it back; nobody reviews themself."""
    look(room.desk(SUPERVISOR), room.case, Action.UNMASK)
    there = room.headquarters()
    [one] = find_exceptions(there.desk(AUDITOR))
    with pytest.raises(UserError) as caught:
        review_look(there.desk(AUDITOR), one.mark.id, "ok")
    assert caught.value.code == "reason-needed"
    review_look(there.desk(AUDITOR), one.mark.id, "Asked the chief: a call to the clinic")
    assert told(there, AUDITOR) == ["review", "unmask"]
    assert find_exceptions(there.desk(COORDINATOR)) == []
    [seen] = find_exceptions(there.desk(COORDINATOR), with_reviewed=True)
    assert (seen.is_reviewed, seen.words) == (True, "Asked the chief: a call to the clinic")
    room.store.clock.pass_minutes(15)
    look(room.desk(SUPERVISOR), room.case, Action.UNMASK)
    there.store.take_in(room.store)
    assert [one.count for one in find_exceptions(there.desk(AUDITOR))] == [2]
    mine = next(one for one in find_looks(room.desk(SUPERVISOR), EVERYTHING) if one.look.action == "unmask")
    with pytest.raises(UserError) as caught:
        review_look(room.desk(SUPERVISOR), mine.look.id, REASON)
    assert caught.value.code == "not-yourself"
