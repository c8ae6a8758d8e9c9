"""How an officer stands to a case, in lists and on opening: by post, place, level of sealing, task and service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.rooms import (
    ANALYST,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    OWNER,
    PASSPHRASE,
    PROSECUTOR,
    REASON,
    SUPERVISOR,
    a_room,
    confirm,
)
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level, Relation
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.access.serve_case import serve_case
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.find_case_lines import find_case_lines
from tipdesk.services.case.find_words import find_words
from tipdesk.services.eyes import Eyes

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor, Desk

POST = b"the-post-of-room"


def listed(desk: Desk, case: bytes) -> Level:
    """Return the level of the case's line in a list, NONE where it has none."""
    return next((line.level for line in find_case_lines(desk, [case])), Level.NONE)


def relations(desk: Desk, case: bytes) -> set[Relation]:
    """Return every relation of an officer to the case."""
    with desk.read() as reader:
        row = reader.get_row(BY_NAME["Case"], case)
        assert row is not None
        return set(Eyes(reader, desk, row).relations(Action.VIEW))


def elsewhere(room: Room) -> Room:
    """Return a PC of another post that holds the case."""
    there = make_store(3)
    there.take_in(room.store)
    made = type(room)(there, room.case, room.reference)
    there.clock.at_ms = room.store.clock.at_ms
    return made


LISTED = {
    "ordinary": {OWNER: "FULL", COLLEAGUE: "SUMMARY", SUPERVISOR: "SUMMARY", CARER: "EXISTS", PROSECUTOR: "NONE"},
    "restricted": {OWNER: "FULL", COLLEAGUE: "EXISTS", SUPERVISOR: "SUMMARY", CARER: "EXISTS", PROSECUTOR: "NONE"},
}


@pytest.mark.parametrize("level", LISTED)
def test_lists_at_the_post(level: str) -> None:
    """At the post that opened it: the owner all, colleagues a summary, of “these people only” the existence."""
    room = a_room(sealing=level)
    for actor, expected in LISTED[level].items():
        found = listed(room.desk(actor), room.case)
        assert min(found, Level.FULL).name == expected, actor.login


@pytest.mark.parametrize("actor", [COLLEAGUE, SUPERVISOR, CARER, ANALYST], ids=lambda actor: actor.login)
def test_lists_elsewhere_and_at_headquarters(actor: Actor) -> None:
    """Another post and headquarters know that it exists, without stage and counts; the coordinator sees all of it."""
    room = a_room()
    for place in (elsewhere(room), room.headquarters()):
        [line] = find_case_lines(place.desk(actor), [room.case])
        assert (line.level, line.summary.status, line.summary.people) == (Level.EXISTS, "", 0)
        assert listed(place.desk(COORDINATOR), room.case) is Level.SEALED
    assert Relation.OTHER in relations(elsewhere(room).desk(actor), room.case)
    assert Relation.HEADQUARTERS in relations(room.headquarters().desk(actor), room.case)


@pytest.mark.parametrize(("post", "expected"), [(POST, Level.SUMMARY), (b"another-post-cas", Level.EXISTS)])
def test_a_second_pc_of_the_post_is_of_the_post(post: bytes, expected: Level) -> None:
    """A device that the directory puts at the same post lists the case as the post's own; at another, it does not."""
    room = a_room()
    other = elsewhere(room)
    for store, at in ((room.store, POST), (other.store, post)):
        other.write_directory("Device", store.place.device, {"name": "PC", "post": at})
        other.write_directory("Post", at, {"code": at.decode()[-3:], "name": "Post"})
    desk = other.desk(COLLEAGUE)
    assert listed(desk, room.case) is expected
    assert (Relation.SAME_POST in relations(desk, room.case)) is (expected is Level.SUMMARY)


def test_every_relation_that_holds_is_told() -> None:
    """In charge, assigned, served and of the post at once; each alone where only it holds."""
    room = a_room()
    assert relations(room.desk(OWNER), room.case) == {Relation.IN_CHARGE, Relation.ASSIGNED, Relation.SAME_POST}
    assert relations(room.desk(COLLEAGUE), room.case) == {Relation.SAME_POST}
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], {"title": "Ring", "assigned_to": COLLEAGUE.officer})
    assert relations(room.desk(COLLEAGUE), room.case) == {Relation.ASSIGNED, Relation.SAME_POST}
    assert listed(room.desk(COLLEAGUE), room.case) is Level.FULL
    serve_case(room.desk(OWNER), room.case, COLLEAGUE.login, "full", REASON)
    assert Relation.SERVED in relations(room.desk(COLLEAGUE), room.case)
    open_in_emergency(room.desk(CARER), room.case, REASON, confirm, PASSPHRASE)
    assert relations(room.desk(CARER), room.case) == {Relation.EMERGENCY, Relation.SAME_POST}
    exclude_officer(room.desk(OWNER), room.case, COLLEAGUE.login, REASON)
    assert relations(room.desk(COLLEAGUE), room.case) == {Relation.EXCLUDED}


def test_serving_adds_and_never_takes_away() -> None:
    """A lower level served to somebody who sees more changes nothing; a higher one lifts what they see."""
    room = a_room()
    desk = room.desk(COLLEAGUE)
    serve_case(room.desk(OWNER), room.case, COLLEAGUE.login, "summary", REASON)
    with desk.read() as reader:
        [row] = reader.find_rows(BY_NAME["Case"])
        assert Eyes(reader, desk, row).level is Level.SUMMARY
        assert Eyes(reader, desk, row, Action.EDIT).level is Level.SUMMARY
    serve_case(room.desk(OWNER), room.case, COLLEAGUE.login, "identity", REASON)
    with desk.read() as reader:
        assert Eyes(reader, desk, row).level is Level.IDENTITY
        assert Eyes(reader, desk, row, Action.EDIT).level is Level.SUMMARY
    assert [found.level for found in find_words(desk, "heron")] == [Level.SUMMARY]


def test_what_was_served_for_a_time_ends_in_lists_too() -> None:
    """A case served until noon is in the prosecutor's list before, and in none after."""
    room = a_room()
    desk = room.desk(PROSECUTOR)
    until = moment_now(desk) + timedelta(minutes=30)
    serve_case(room.desk(OWNER), room.case, PROSECUTOR.login, "full", REASON, until)
    assert listed(desk, room.case) is Level.SUMMARY
    room.store.clock.pass_minutes(30)
    assert listed(desk, room.case) is Level.NONE
    assert make_desk(room.store, PROSECUTOR).permits == {}
