"""Looks that leave a PC: after ninety days from the receipt that covered them, of the own log alone, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import MORNING, make_desk, make_store
from tests.fakes.keys import FakeSigner
from tests.fakes.store import Held
from tests.services.rooms import SUPERVISOR
from tipdesk.domain.changes import Entry, Head
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import note_look
from tipdesk.services.fields import change_of_new
from tipdesk.services.from_headquarters import keep_receipt
from tipdesk.services.looks.prune_looks import prune_looks
from tipdesk.sync.document import RECEIPT, Receipt, write_payload

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore

DAY = 86_400_000


@pytest.fixture
def store() -> FakeStore:
    """A post whose own log has seven looks and nothing else."""
    made = make_store()
    for _number in range(7):
        note_look(make_desk(made, SUPERVISOR), "view")
    return made


def receipted(store: FakeStore, seq: int) -> None:
    """Keep a receipt of headquarters over the own log."""
    place = store.place
    receipt = Receipt(place.device, place.log, seq, b"h" * 32, 0, 0, None, 1, (0, b""), (1, 0), 0)
    with store.work(SUPERVISOR) as unit:
        keep_receipt(unit, write_payload(RECEIPT, receipt, FakeSigner(b"headquarters")))


def pruned(store: FakeStore, at: int) -> int:
    """Prune at a moment, in ms after the first receipt; return how many looks went."""
    store.clock.set_wall(MORNING + at)
    return prune_looks(make_desk(store, SUPERVISOR))


def gone(store: FakeStore) -> list[list[tuple[object, ...]]]:
    """Return what the redactions name, entry by entry."""
    with store.read() as reader:
        rows = {row.id: (row["log"], row["seq"], row["kind"]) for row in reader.find_rows(BY_NAME["Redaction"])}
    return [[rows[change.row] for change in entry.changes] for entry in store.entries_of(Scope.REGISTER)]


def test_looks_go_ninety_days_after_they_were_receipted(store: FakeStore) -> None:
    """Not a moment before; those alone that the receipt covered; and the deed is a look of its own, with its count."""
    receipted(store, 3)
    assert (pruned(store, 0), pruned(store, 90 * DAY - 1)) == (0, 0)
    assert gone(store) == []
    assert len(store.entries_of(Scope.AUDIT)) == 7, "nothing went, so nothing is told"
    assert pruned(store, 90 * DAY) == 3
    assert gone(store) == [[(store.place.log, seq, "pruned") for seq in (1, 2, 3)]]
    with store.read() as reader:
        last = reader.find_rows(BY_NAME["AuditEvent"])[-1]
    assert (last["action"], last["count"]) == ("prune", 3)


def test_nothing_goes_that_no_receipt_has_covered(store: FakeStore) -> None:
    """Whatever the clock says; ninety days count from when the receipt was first met here."""
    assert pruned(store, 0) == pruned(store, 400 * DAY) == 0
    receipted(store, 7)
    assert pruned(store, 401 * DAY) == 0
    assert pruned(store, 491 * DAY - 1) == 0
    assert pruned(store, 491 * DAY) == 7


@pytest.mark.parametrize(("later", "bound"), [(DAY - 1, 3), (DAY, 5)])
def test_how_far_headquarters_is_is_remembered_once_a_day(store: FakeStore, later: int, bound: int) -> None:
    """A receipt of the same day waits for the next mark; one of a day later counts from its own day."""
    receipted(store, 3)
    pruned(store, 0)
    receipted(store, 5)
    assert pruned(store, later) == 0
    assert pruned(store, later + 90 * DAY) == bound


def test_a_receipt_that_says_nothing_new_is_no_mark(store: FakeStore) -> None:
    """A day without news does not put off the next receipt's own mark."""
    receipted(store, 3)
    pruned(store, 0)
    pruned(store, DAY)
    receipted(store, 5)
    pruned(store, DAY + DAY // 2)
    assert pruned(store, 91 * DAY + DAY // 2) == 5


def test_the_next_day_counts_from_the_latest_mark(store: FakeStore) -> None:
    """Neither from the first one nor for what the latest one knew already."""
    for at, seq in ((0, 2), (DAY, 4), (DAY + DAY // 2, 6), (2 * DAY - 1, 6)):
        receipted(store, seq)
        pruned(store, at)
    assert pruned(store, 92 * DAY - 1) == 4


def test_a_mark_is_no_mark_twice(store: FakeStore) -> None:
    """With nothing new since the latest mark, the next news has its mark at once."""
    for at, seq in ((0, 2), (DAY, 4), (2 * DAY, 4), (2 * DAY + DAY // 2, 6)):
        receipted(store, seq)
        pruned(store, at)
    assert pruned(store, 92 * DAY + DAY // 2) == 6


def test_the_latest_mark_that_is_old_enough_counts(store: FakeStore) -> None:
    """Of several marks the furthest that is ninety days old; the next waits for its own day."""
    for number, seq in enumerate((2, 4, 6)):
        receipted(store, seq)
        pruned(store, number * DAY)
    assert pruned(store, 91 * DAY) == 4
    assert pruned(store, 92 * DAY) == 6


def test_a_mark_that_served_is_dropped(store: FakeStore) -> None:
    """Once pruned, nothing is pruned again on its account."""
    receipted(store, 3)
    pruned(store, 0)
    pruned(store, 90 * DAY)
    receipted(store, 4)
    assert pruned(store, 90 * DAY + 1) == 0


def test_a_clock_set_back_prunes_nothing(store: FakeStore) -> None:
    """A mark in the future is not ninety days old, and counts again when the clock is right."""
    receipted(store, 3)
    pruned(store, 0)
    assert pruned(store, -400 * DAY) == 0
    assert pruned(store, 90 * DAY) == 3


def test_marks_of_an_earlier_log_are_void(store: FakeStore) -> None:
    """After a restore the numbers of the log before say nothing of the new one."""
    receipted(store, 3)
    pruned(store, 0)
    restored = make_store(2)
    restored.settings = store.settings
    for _number in range(4):
        note_look(make_desk(restored, SUPERVISOR), "view")
    assert pruned(restored, 90 * DAY) == 0
    assert pruned(restored, 180 * DAY) == 3


def test_looks_of_another_log_stay(store: FakeStore) -> None:
    """What another PC looked at is its own to let go of, whatever its numbers."""
    other = make_store(2)
    for _number in range(9):
        note_look(make_desk(other, SUPERVISOR), "print")
    with store.work(SUPERVISOR) as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME["Post"], b"p" * 16, {"code": "VFT"})])
    store.take_in(other)
    receipted(store, 8)
    pruned(store, 0)
    assert pruned(store, 90 * DAY) == 7
    assert gone(store) == [[(store.place.log, seq, "pruned") for seq in range(1, 8)]]


def test_headquarters_prunes_nothing() -> None:
    """It keeps what posts let go of, and leaves no trace of having been asked."""
    there = make_store(9, is_headquarters=True)
    note_look(make_desk(there, SUPERVISOR), "view")
    receipted(there, 1)
    before = dict(there.settings)
    assert pruned(there, 0) == pruned(there, 90 * DAY) == 0
    assert (there.settings, gone(there)) == (before, [])


def looked(store: FakeStore, first: int, last: int) -> None:
    """Let the own log go on with looks that nobody reads as rows."""
    change = change_of_new(BY_NAME["AuditEvent"], b"a" * 16, {"action": "view", "result": "allowed"})
    for seq in range(first, last + 1):
        head = Head(seq, MORNING, -240, SUPERVISOR.officer, Scope.AUDIT, None, 1)
        store.held.append(Held(Entry(store.place.log, head, (change,)), store.place.device, None))


def test_many_go_in_parts(store: FakeStore) -> None:
    """Five hundred an entry, so that none grows beyond measure, in their order."""
    looked(store, 8, 1_001)
    receipted(store, 1_001)
    pruned(store, 0)
    assert pruned(store, 90 * DAY) == 1_001
    found = gone(store)
    assert [len(entry) for entry in found] == [500, 500, 1]
    assert [seq for entry in found for _log, seq, _kind in entry] == list(range(1, 1_002))


def test_very_many_go_another_time(store: FakeStore) -> None:
    """Ten thousand in one unit of work, so that it ends soon: the oldest wait for the next mark."""
    looked(store, 8, 10_001)
    receipted(store, 10_001)
    pruned(store, 0)
    assert pruned(store, 90 * DAY) == 10_000
    assert gone(store)[0][0] == (store.place.log, 2, "pruned")
