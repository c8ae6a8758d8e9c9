"""Words once a shift, and notes of incidents from a device whose store may be in anybody's hands."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.desk import MORNING, make_actor, make_desk, make_store
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.fields import change_of_row
from tipdesk.services.integrity.note_incident import find_open, note_incident, take_note
from tipdesk.services.integrity.shift_words import SHIFT_MS, is_due, note_compared
from tipdesk.sync.document import IncidentNote

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.rows import Row

DEVICE, ID = b"device-of-post-1", b"incident-note-01"
AT = 1_795_000_000_000
NOTE = IncidentNote(ID, "store", AT, -240, "details of it", "K7Q-42MX", b"d" * 32)


def test_words_are_due_once_in_eight_hours() -> None:
    """Not before the first were written; then eight hours after the last, and at once where the clock was set back."""
    store = make_store()
    desk = make_desk(store)
    assert not is_due(desk)
    note_compared(desk)
    told = []
    for since_ms in (0, SHIFT_MS - 1, SHIFT_MS, 0, -1, 1):
        store.clock.set_wall(MORNING + since_ms)
        told.append(is_due(desk))
    assert told == [False, False, True, False, True, False]
    assert SHIFT_MS == 8 * 60 * 60 * 1000


def taken(note: IncidentNote, store: FakeStore | None = None) -> Row | None:
    """Take a note in and return the row of it."""
    held = store or make_store(9, is_headquarters=True)
    with held.work(make_actor()) as work:
        take_note(work, note, DEVICE)
    with held.read() as reader:
        return reader.get_row(BY_NAME["Incident"], note.id)


def test_a_note_is_taken_once_and_urgent() -> None:
    """It becomes one row under its own id, and goes out without waiting; the same note again is not new."""
    store = make_store(9, is_headquarters=True)
    with store.work(make_actor()) as work:
        assert take_note(work, NOTE, DEVICE)
        assert not take_note(work, NOTE, DEVICE)
        assert not take_note(work, msgspec.structs.replace(NOTE, id=ID[:15]), DEVICE)
    assert len(store.held) == len(store.urgent) == 1
    row = taken(NOTE, store)
    assert row is not None
    assert row.values == {
        "kind": "store",
        "device": DEVICE,
        "noted_at": datetime(2026, 11, 18, 7, 6, tzinfo=timezone(timedelta(minutes=-240))),
        "detail": "details of it",
        "call_code": "K7Q-42MX",
        "digest": b"d" * 32,
    }


def test_what_a_note_says_is_cut() -> None:
    """Each part to what its field takes, without what cannot be printed; what is empty then is left out."""
    row = taken(IncidentNote(ID, "k" * 41, AT, 0, "a\nb\x00" + "x" * 600, " " + "c" * 21, b"d" * 40))
    assert row is not None
    assert (row["kind"], row["call_code"], row["digest"]) == ("k" * 40, "c" * 19, b"d" * 32)
    assert row["detail"] == "a b " + "x" * 496
    row = taken(IncidentNote(ID, "store", AT, 0, "\n", "", b""))
    assert row is not None
    assert {"detail", "call_code"}.isdisjoint(row.values)


@pytest.mark.parametrize(
    ("at", "offset", "told"),
    [
        (AT, 0, True),
        (0, 0, True),
        (-1, 0, False),
        (4_102_444_799_999, 0, True),
        (4_102_444_800_000, 0, False),
        (AT, 1439, True),
        (AT, 1440, False),
        (AT, -1439, True),
        (AT, -1440, False),
    ],
)
def test_a_moment_out_of_all_reason_is_left_out(at: int, offset: int, *, told: bool) -> None:
    """A clock of before 1970 or after 2099, or a zone that there is none of, tells no moment."""
    row = taken(msgspec.structs.replace(NOTE, at=at, offset=offset))
    assert row is not None
    assert ("noted_at" in row.values) is told


def test_an_incident_is_noted_until_somebody_has_dealt_with_it() -> None:
    """The same kind, device and detail once, and urgent; any other is new, and so is the same after it was closed."""
    store = make_store()
    desk, other = make_desk(store), b"device-of-post-2"

    def noted(kind: str, device: bytes, detail: str) -> bool:
        with desk.work() as work:
            return note_incident(desk, work, kind, device, detail)

    assert noted("store", DEVICE, "5:abc")
    for again in (("head", DEVICE, "5:abc"), ("store", other, "5:abc"), ("store", DEVICE, "6:abc")):
        assert not noted("store", DEVICE, "5:abc")
        assert noted(*again)
    assert len(store.held) == len(store.urgent) == 4
    with desk.work() as work:
        first, *others = find_open(work)
        told = {"kind": "store", "device": DEVICE, "noted_at": moment_now(desk), "detail": "5:abc", "seq": 0}
        assert first.values == told
        closed = change_of_row(first, {"closed_at": moment_now(desk)})
        assert closed is not None
        work.append(Scope.REGISTER, None, [closed])
        assert find_open(work) == others
    assert noted("store", DEVICE, "5:abc")


def test_an_incident_names_log_and_place() -> None:
    """Where the log and the entry are known they are told."""
    desk = make_desk(make_store())
    with desk.work() as work:
        assert note_incident(desk, work, "store", DEVICE, "fork", log=b"log-of-the-post1", seq=7)
        [row] = find_open(work)
    assert (row["log"], row["seq"]) == (b"log-of-the-post1", 7)
