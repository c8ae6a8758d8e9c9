"""What is known of a log, within a unit of work and after it; and how much of it is read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, LOG, REDACTION, ROW
from tests.adapters.store.stores import FakeDevice, change, save
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import LogState
from tipdesk.sync.codec import first_hash
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Logged

PC = b"device-1-of-them"


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


def test_a_log_is_known_as_closed_at_once(store: Store) -> None:
    """Within the unit of work that opens another log of its device, not only after it."""
    first, second = b"log-1-of-device1", b"log-2-of-device1"
    with store.work(ACTOR) as work:
        work.ledger.open_log(first, PC)
        assert work.ledger.get_log(first) == LogState(first, PC, 0, first_hash(PC, first))
        work.ledger.open_log(second, PC)
        assert work.ledger.get_log(first) == LogState(first, PC, 0, first_hash(PC, first), closed=True)
        assert work.ledger.get_log(second) == LogState(second, PC, 0, first_hash(PC, second))


def test_what_a_log_names_is_known_later_on(store: Store) -> None:
    """Its table holds in the next unit of work, in the order in which the names came, whatever other logs name."""
    one, other, *names = [b"log-%012d" % place for place in range(6)]
    with store.work(ACTOR) as work:
        work.ledger.keep_log_table(one, [one, *names[:2]])
        work.ledger.keep_log_table(other, [other, names[1], one])
    with store.work(ACTOR) as work:
        work.ledger.keep_log_table(one, [one, *names])
    with store.work(ACTOR) as work:
        assert work.ledger.log_table(one) == (one, *names)
        assert work.ledger.log_table(other) == (other, names[1], one)


def test_an_entry_by_itself_is_of_no_known_device(store: Store) -> None:
    """Whose log it is nobody has told yet: its device is empty, and once its log is opened it is that one's."""
    device = FakeDevice(b"one")
    device.write(CASE, change(ROW, {FAMILY: "Ann"}))
    loose = device.write(CASE, change(ROW, {FAMILY: "Bea"}))._replace(hash=None)
    with store.work(ACTOR) as work:
        work.ledger.take_in([loose], 1)
        assert [one.device for one in work.find_happenings(CASE)] == [b""]
        work.ledger.open_log(device.log, device.device)
    with store.read() as reader:
        assert [one.device for one in reader.find_happenings(CASE)] == [device.device]


def size_of(entries: list[Logged]) -> int:
    """Return how much of a bundle these entries take."""
    return sum(len(part or b"") for entry in entries for part in (entry.head, entry.body, entry.body_hash))


def test_as_many_are_read_as_fit(store: Store) -> None:
    """To the byte: heads, bodies and hashes count; one that was redacted takes the less; the first always comes."""
    for length in (300, 200, 100):
        save(store, CASE, change(ROW, {FAMILY: "x" * length}))
    with store.work(ACTOR) as work:
        redaction = Change(REDACTION.number, b"redaction-000001", {1: LOG, 2: 2, 3: "erased"})
        work.append(Scope.REGISTER, None, [redaction])
        entries = work.ledger.read(LOG, 0, 1_000_000)
        assert [entry.body is None for entry in entries] == [False, True, False, False]
        work.ledger.down.add(PC, entries)
        for count in (1, 2, 3, 4):
            for short in (0, 1):
                most = size_of(entries[:count]) - short
                read = work.ledger.read(LOG, 0, most)
                assert read == entries[: max(count - short, 1)]
                assert [item.entry for item in work.ledger.down.read(PC, 0, most)] == read


def test_no_more_are_read_than_a_bundle_holds(store: Store) -> None:
    """However small they are: of one entry more than fits into a bundle, the last waits for the next."""
    device, count = FakeDevice(b"one"), LIMITS.entries + 1
    with store.work(ACTOR) as work:
        work.ledger.open_log(device.log, device.device)
        number = work.link.value("SELECT no FROM logs WHERE log = ?", (device.log,))
        entry = (
            "INSERT INTO entries (log_no, seq, head, body_hash, hash, at, actor, scope) "
            "VALUES (?, ?, x'00', x'00', x'00', 0, x'00', 3)"
        )
        item = "INSERT INTO down_log (device, log_no, entry_seq, seq, kind, hash) VALUES (?, ?, ?, ?, 'entry', x'00')"
        work.link.many(entry, [(number, seq) for seq in range(1, count + 1)])
        work.link.many(item, [(PC, number, seq, seq) for seq in range(1, count + 1)])
        read = work.ledger.read(device.log, 0, 1 << 30)
        assert (len(read), read[-1].seq) == (LIMITS.entries, LIMITS.entries)
        assert [one.entry for one in work.ledger.down.read(PC, 0, 1 << 30)] == read
