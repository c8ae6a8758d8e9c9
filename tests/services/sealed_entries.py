"""Entries of one case, written as its level asks, and what they give: for the tests of sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import make_desk
from tests.services.key_rows import CASE
from tests.services.rooms import OWNER
from tipdesk.domain.records import BY_NAME
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.sealing.unsealing import Unsealing
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes.store import FakeStore
    from tipdesk.domain.changes import Change, Entry
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor

PERSON, NOTE, CASE_RECORD = (BY_NAME[name] for name in ("Person", "Note", "Case"))
WHERE, FAMILY = (PERSON.by_name[name].number for name in ("whereabouts", "family_name"))
ROW = b"person-of-ten---"


def wrote(
    store: FakeStore,
    *changes: Change,
    actor: Actor = OWNER,
    reason: str | None = None,
    urgent: bool = False,
    named: Sequence[bytes] = (),
    is_afresh: bool = False,
) -> Entry:
    """Let an officer write one entry of the case."""
    with store.work(actor) as unit:
        desk = make_desk(store, actor)
        return write_sealed(desk, unit, CASE, changes, reason, urgent=urgent, named=named, is_afresh=is_afresh)


def of_case(level: str | None = "ordinary", **values: Value) -> Change:
    """Return the first write of the Case row."""
    return change_of_new(CASE_RECORD, CASE, {"title": "Heron", "sealing": level, **values})


def person(**values: Value) -> Change:
    """Return a write of the person's row."""
    return change_of_new(PERSON, ROW, values)


def note(text: str = "Zebra", row: bytes = b"note-of-ten-----") -> Change:
    """Return a note."""
    return change_of_new(NOTE, row, {"text": text})


def task(actor: Actor) -> Change:
    """Return a task given to somebody."""
    return change_of_new(BY_NAME["Task"], store_id(actor), {"title": "Ring", "assigned_to": actor.officer})


def store_id(actor: Actor) -> bytes:
    """Return a row id that follows from an officer."""
    return b"t" + actor.officer[1:]


def given(entry: Entry) -> list[tuple[object, object]]:
    """Return the officer and the version of every key row in an entry."""
    names = CASE_KEY.by_name
    rows = [change.fields for change in entry.changes if change.record == CASE_KEY.number]
    return [(fields.get(names["officer"].number), fields[names["version"].number]) for fields in rows]


def opened(store: FakeStore, actor: Actor) -> dict[str, Value]:
    """Return what an officer's keys open of the person."""
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        return dict(Unsealing(reader, make_desk(store, actor)).row(row).values)
