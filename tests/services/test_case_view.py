"""What an officer gets of a case when it is opened: its version, what stands in it, and when it is refused."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_store
from tests.services.rooms import CARER, OWNER, Room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.schema import Scope
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import RowStand, look, permit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.store import FakeReader


def test_a_version_is_short_and_the_same_everywhere(room: Room) -> None:
    """Eight hexadecimal digits, equal where the same entries are held, another after each entry."""
    version = look(room.desk(OWNER), room.case).version
    assert re.fullmatch("[0-9a-f]{8}", version)
    assert look(room.headquarters().desk(OWNER), room.case).version == version
    amend_record(room.desk(OWNER), look(room.desk(OWNER), room.case).case, {"title": "Maple"})
    assert look(room.desk(OWNER), room.case).version != version


def test_a_version_tells_of_what_is_in_the_trash(room: Room) -> None:
    """A deleted row is in no list and belongs to the case all the same, as do its conflicts."""
    delete_record(room.desk(OWNER), look(room.desk(OWNER), room.case).of("Note")[0])
    view = look(room.desk(OWNER), room.case)
    with room.store.read() as reader:
        rows = [row for record in CASE_RECORDS for row in reader.find_rows(record, case=room.case, with_deleted=True)]
    assert view.of("Note") == ()
    assert any(row.deleted for row in rows)
    stands = [RowStand(row.record.number, row.id, row.dots) for row in rows]
    assert view.version == replace(view, stands=stands).version


def test_a_second_case_row_is_no_part_of_a_case(room: Room) -> None:
    """Somebody with a PC's keys may put one in: the case is what it was, and that row is not in it."""
    before = look(room.desk(OWNER), room.case)
    with room.store.work(OWNER) as unit:
        row = change_of_new(BY_NAME["Case"], b"another case row", {"title": "Elm"})
        unit.append(Scope.CASE, room.case, [row])
    after = look(room.desk(OWNER), room.case)
    assert (after.version, after.case["title"], after.of("Case")) == (before.version, before.case["title"], ())


def test_a_look_is_of_one_state(room: Room) -> None:
    """What goes between the question and the answer is shown as it was decided about: the store is read once."""
    desk, times = room.desk(OWNER), iter([room.store, make_store(5)])

    @contextmanager
    def read() -> Iterator[FakeReader]:
        with next(times).read() as reader:
            yield reader

    assert look(replace(desk, read=read), room.case).of("Person")[0]["family_name"] == "Doe"
    with pytest.raises(UserError) as caught:
        look(replace(desk, read=read), room.case)
    assert caught.value.code == "no-such-case"


def test_knowing_that_it_exists_is_not_enough(room: Room) -> None:
    """Whoever may know of a case alone does nothing to it; more than that is told as the level."""
    assert permit(room.desk(OWNER), room.case, Action.LIST) is Level.SEALED
    with pytest.raises(UserError) as caught:
        permit(room.desk(CARER), room.case, Action.LIST)
    assert caught.value.code == "not-allowed"


def test_a_case_whose_reference_has_not_arrived(room: Room) -> None:
    """The refusal says so with a question mark, and not with nothing."""
    case = b"case-without-ref"
    with room.store.work(OWNER) as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME["Case"], case, {"title": "Elm"})])
    with pytest.raises(UserError) as caught:
        permit(room.desk(CARER), case, Action.VIEW)
    assert "case ?" in str(caught.value)
    assert look(room.desk(OWNER), case).reference == ""
