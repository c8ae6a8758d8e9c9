"""What an apply asks of the ledger: what has been merged here, and how entries order when people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, ROW
from tests.adapters.store.stores import FakeDevice, change, take_in
from tipdesk.adapters.store.held import Held
from tipdesk.adapters.store.incoming import Decoded

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store

AT = 1_790_000_000_000


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store with two entries of one device and one of another."""
    one, two = FakeDevice(b"one", at=AT), FakeDevice(b"two", at=AT + 10)
    entries = [device.write(CASE, change(ROW, {FAMILY: "Paul"})) for device in (one, one, two)]
    take_in(store, [one, two], entries)
    return store


def test_what_was_merged_here(store: Store) -> None:
    """Entries up to the end of their log; none beyond it, none of a batch before its turn, none that is parked."""
    with store.work(ACTOR) as work:
        numbers = {log[:7]: no for no, log in work.link.rows("SELECT no, log FROM logs")}
        one, two = numbers[b"log one"], numbers[b"log two"]
        held = Held(work.link, [Decoded((one, 2), AT, CASE, [])])
        asked = [(one, 1), (one, 2), (one, 3), (two, 1), (two, 2), (99, 1)]
        assert [held.is_applied(*dot) for dot in asked] == [True, False, False, True, False, False]
        held.merged = 1
        assert held.is_applied(one, 2)
        work.link.run("UPDATE entries SET parked = 'no-such-officer' WHERE log_no = ?", (two,))
        assert not Held(work.link, ()).is_applied(two, 1)


def test_an_entry_that_came_alone(store: Store) -> None:
    """Of a log that is not held as a whole, an entry counts where it lies in the ledger, and its neighbours do not."""
    with store.work(ACTOR) as work:
        [two] = [no for no, log in work.link.rows("SELECT no, log FROM logs") if log.startswith(b"log two")]
        work.link.run("UPDATE logs SET seq = 0 WHERE no = ?", (two,))
        held = Held(work.link, ())
        assert [held.is_applied(two, seq) for seq in (0, 1, 2)] == [True, True, False]


def test_how_entries_order(store: Store) -> None:
    """By the time they were written, then by log and place; what is not known orders before all that is."""
    with store.work(ACTOR) as work:
        logs: dict[int, bytes] = dict(work.link.rows("SELECT no, log FROM logs"))
        one, two = sorted((no for no in logs if logs[no].startswith((b"log one", b"log two"))), key=lambda no: logs[no])
        held = Held(work.link, ())
        held.load_order([(two, 1), (one, 2), (one, 1)])
        assert [held.order(dot) for dot in ((one, 1), (one, 2), (two, 1))] == [
            (AT + 1, logs[one], 1),
            (AT + 2, logs[one], 2),
            (AT + 11, logs[two], 1),
        ]
        assert held.order((one, 7)) == (0, logs[one], 7)
        assert held.order((99, 3)) == (0, b"", 3)
