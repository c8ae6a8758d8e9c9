"""What the directory has said of an officer over time: whose a signing key was, and who might sign when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.rooms import COLLEAGUE, COORDINATOR, COORDINATOR2, OWNER, Room
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.officers.officer_past import (
    DISABLED,
    GOOD,
    NOT_YET_KNOWN,
    OTHER_KEY,
    OfficerPast,
    judge_key,
    read_officers_past,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.kinds import Value

FIRST, SECOND, STRANGE = b"1" * 32, b"2" * 32, b"3" * 32
HIDDEN = b"not-in-directory"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)


def register(room: Room, officer: bytes, key: bytes | None, row: bytes = b"r" * 16) -> None:
    """Write what a post registers of an officer's keys before headquarters has compared them."""
    with room.store.work(OWNER) as unit:
        values: Mapping[str, Value] = {"officer": officer, "sign_key": key}
        unit.append(Scope.REGISTER, None, [change_of_new(BY_NAME["OfficerKey"], row, values)])


def amend(room: Room, officer: bytes, **values: Value) -> None:
    """Write fields of an officer's row in the directory again, `disabled=False` too."""
    record = BY_NAME["Officer"]
    fields = {record.by_name[name].number: record.by_name[name].to_wire(value) for name, value in values.items()}
    with room.store.work(OWNER) as unit:
        unit.append(Scope.DIRECTORY, None, [Change(record.number, officer, fields)])


def pasts(room: Room) -> Mapping[bytes, OfficerPast]:
    """Return what is known of everybody."""
    with room.store.read() as reader:
        return read_officers_past(reader)


def test_an_officer_is_disabled_from_that_moment_until_another() -> None:
    """Before, at and after each moment; nobody is disabled of whom nothing was said."""
    past = OfficerPast({FIRST}, [(100, True), (200, False)])
    assert [past.was_disabled(at) for at in (99, 100, 199, 200, 201)] == [False, True, True, False, False]
    assert not OfficerPast().was_disabled(10**15)


def test_whose_key_it_is() -> None:
    """Good by any key they ever had; of somebody without keys nothing is known yet; of a strange key all is."""
    past = OfficerPast({FIRST, SECOND})
    assert [judge_key(past, key, NOON) for key in (FIRST, SECOND, STRANGE)] == [GOOD, GOOD, OTHER_KEY]
    assert judge_key(None, FIRST, NOON) == judge_key(OfficerPast(), FIRST, NOON) == NOT_YET_KNOWN


@pytest.mark.parametrize(("since", "verdict"), [(NOON_MS - 1, DISABLED), (NOON_MS, DISABLED), (NOON_MS + 1, GOOD)])
def test_a_disabled_officer_signs_nothing(since: int, verdict: str) -> None:
    """To the millisecond of the clock; a key that is not theirs stays a strange one whatever else holds."""
    past = OfficerPast({FIRST}, [(since, True)])
    assert judge_key(past, FIRST, NOON) == verdict
    assert judge_key(past, STRANGE, NOON) == OTHER_KEY


def test_every_key_that_the_directory_ever_named(room: Room) -> None:
    """A later key does not unsay the earlier one; each officer has their own."""
    for key in (FIRST, SECOND):
        amend(room, OWNER.officer, sign_key=key)
    amend(room, COLLEAGUE.officer, sign_key=STRANGE)
    found = pasts(room)
    assert (found[OWNER.officer].keys, found[COLLEAGUE.officer].keys) == ({FIRST, SECOND}, {STRANGE})


def test_who_was_disabled_and_came_back(room: Room) -> None:
    """Each moment is that of headquarters' clock when it was written."""
    clock, at = room.store.clock, []
    for value in (True, False):
        clock.pass_minutes(10)
        amend(room, OWNER.officer, disabled=value)
        at.append(clock.at_ms)
    assert pasts(room)[OWNER.officer].disabled == [(at[0], True), (at[1], False)]


def test_rows_of_one_officer_share_their_past(room: Room) -> None:
    """Keys from before and after the two ids were joined count under both, and so does being disabled."""
    amend(room, COLLEAGUE.officer, sign_key=FIRST)
    amend(room, OWNER.officer, sign_key=SECOND)
    amend(room, COLLEAGUE.officer, same_as=OWNER.officer)
    amend(room, COLLEAGUE.officer, sign_key=STRANGE, disabled=True)
    found = pasts(room)
    assert found[OWNER.officer] is found[COLLEAGUE.officer]
    assert found[OWNER.officer].keys == {FIRST, SECOND, STRANGE}
    assert [is_off for _at, is_off in found[OWNER.officer].disabled] == [True]


def test_rows_joined_before_the_first_was_written(room: Room) -> None:
    """The row that another names may come later; what is said of it then is said of both."""
    first = b"written-later---"
    amend(room, COLLEAGUE.officer, same_as=first, sign_key=FIRST)
    amend(room, first, sign_key=SECOND)
    assert pasts(room)[COLLEAGUE.officer].keys == {FIRST, SECOND}


def test_what_a_post_registered_counts_while_the_directory_has_no_row(room: Room) -> None:
    """Before the grant the post's own register tells the keys; of whom the directory knows, it alone does."""
    register(room, HIDDEN, FIRST)
    register(room, HIDDEN, SECOND, b"s" * 16)
    register(room, OWNER.officer, STRANGE, b"t" * 16)
    found = pasts(room)
    assert found[HIDDEN].keys == {FIRST, SECOND}
    assert found[OWNER.officer].keys == set()


def test_a_registered_row_without_a_key_says_nothing(room: Room) -> None:
    """Neither for the past nor for what may be believed meanwhile; a whole one is told as officer and key."""
    register(room, HIDDEN, None)
    register(room, OWNER.officer, STRANGE, b"t" * 16)
    assert HIDDEN not in pasts(room)
    with room.store.read() as reader:
        assert Directory(reader).registered == {(OWNER.officer, STRANGE)}


def test_one_person_under_several_ids(room: Room) -> None:
    """Everybody by the first of their ids, whom the directory does not know by their own; who coordinates likewise."""
    amend(room, COLLEAGUE.officer, same_as=OWNER.officer, roles=frozenset({"coordinator"}))
    with room.store.read() as reader:
        directory = Directory(reader)
        assert directory.person(COLLEAGUE.officer) == directory.person(OWNER.officer) == OWNER.officer
        assert directory.person(HIDDEN) == HIDDEN
        assert directory.coordinators == {OWNER.officer, COORDINATOR.officer, COORDINATOR2.officer}
