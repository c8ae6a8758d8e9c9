"""The logs: append-only, gapless, salted, replay-safe; what is parked, redacted, routed down and quarantined."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from tests.adapters.store.names import ACTOR, CASE, DEVICE, FAMILY, LOG, PERSON, ROW
from tests.adapters.store.stores import FakeDevice, change, new_store, problems, save, take_in
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import Arrival, Logged, Parked, ScopeKey
from tipdesk.sync.codec import body_hash, decode_head, first_down_hash, first_hash, next_down_hash, next_hash

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.store import Store


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries",
        "UPDATE entries SET head = x'00'",
        "UPDATE entries SET hash = x'00'",
        "UPDATE entries SET at = 0",
        "UPDATE entries SET received_at = 1",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "DELETE FROM bodies",
        "UPDATE bodies SET body = x'00'",
        "INSERT OR REPLACE INTO bodies SELECT entry_no, x'00' FROM bodies",
    ],
)
def test_the_ledger_is_append_only(store: Store, statement: str) -> None:
    """The database itself refuses to change or delete an entry or a body."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with pytest.raises(dbapi2.IntegrityError), store.work(ACTOR) as work:
        work.link.run(statement)
    assert problems(store) == {}


def test_own_entries_chain(store: Store) -> None:
    """Every own entry follows h of the one before, over its head and the salted hash of its body."""
    for name in ("Paul", "Pol"):
        save(store, CASE, change(ROW, {FAMILY: name}))
    with store.work(ACTOR) as work:
        ledger = work.ledger
        salt = ledger.salts([ScopeKey(1, CASE)])[ScopeKey(1, CASE)]
        after = first_hash(DEVICE, LOG)
        assert ledger.hash_at(LOG, 0) == after
        for entry in ledger.read(LOG, 0, 1_000_000):
            assert entry.body is not None
            assert entry.body_hash == body_hash(salt, LOG, entry.seq, entry.body)
            after = next_hash(after, entry.head, entry.body_hash)
            assert ledger.hash_at(LOG, entry.seq) == after
            assert decode_head(entry.head).seq == entry.seq
        assert (ledger.own().seq, ledger.own().hash) == (2, after)


def test_each_scope_has_its_salt(store: Store) -> None:
    """One salt a case, one for the directory, one a log for register and audit: born once, told apart."""
    with store.work(ACTOR) as work:
        for scope, case in ((Scope.CASE, CASE), (Scope.DIRECTORY, None), (Scope.REGISTER, None), (Scope.AUDIT, None)):
            work.append(scope, case, [change(ROW, {FAMILY: "Paul"})])
            work.append(scope, case, [change(ROW, {FAMILY: "Pol"})])
        keys = [ScopeKey(1, CASE), ScopeKey(2, b""), ScopeKey(3, LOG), ScopeKey(4, LOG)]
        held = work.ledger.salts(keys)
    assert len(set(held.values())) == 4
    assert {len(salt) for salt in held.values()} == {32}
    assert problems(store) == {}


def test_a_salt_that_differs_is_refused(store: Store) -> None:
    """A bundle cannot put another salt in place of the one held."""
    key = ScopeKey(1, CASE)
    with store.work(ACTOR) as work:
        work.ledger.keep_salts({key: b"a" * 32})
        work.ledger.keep_salts({key: b"a" * 32})
        with pytest.raises(Distrust) as caught:
            work.ledger.keep_salts({key: b"b" * 32})
        assert caught.value.code == "salt-differs"


def test_only_headquarters_writes_the_directory(tmp_path: Path) -> None:
    """A post that tries to write the directory finds no salt for it."""
    post = new_store(tmp_path / "post")
    with pytest.raises(ValueError, match="directory"), post.work(ACTOR) as work:
        work.append(Scope.DIRECTORY, None, [change(ROW, {FAMILY: "Paul"})])
    post.close()


def test_a_replay_changes_nothing(store: Store) -> None:
    """Taking in what is held already is a no-op, also inside one batch."""
    device = FakeDevice(b"one")
    arrivals = [device.write(CASE, change(ROW, {FAMILY: name})) for name in ("a", "b", "c")]
    assert take_in(store, [device], [*arrivals, *arrivals]) == 3
    assert take_in(store, [device], arrivals[1:]) == 0
    with store.work(ACTOR) as work:
        state = work.ledger.get_log(device.log)
        assert state is not None
        assert (state.seq, state.hash) == (3, device.hash)


def test_a_gap_is_refused_whole(store: Store) -> None:
    """Entries that do not follow on are refused by name, and nothing of their batch stays."""
    device = FakeDevice(b"one")
    arrivals = [device.write(CASE, change(ROW, {FAMILY: name})) for name in ("a", "b", "c")]
    with pytest.raises(Distrust) as caught:
        take_in(store, [device], [arrivals[0], arrivals[2]])
    assert caught.value.code == "log-gap"
    with store.work(ACTOR) as work:
        assert work.ledger.find_logs() == [work.ledger.own()]


def test_a_log_that_was_not_opened_is_refused(store: Store) -> None:
    """A chained entry of a log that nobody opened is refused by name."""
    device = FakeDevice(b"one")
    with pytest.raises(Distrust) as caught, store.work(ACTOR) as work:
        work.ledger.take_in([device.write(CASE, change(ROW, {FAMILY: "a"}))], 1)
    assert caught.value.code == "log-unknown"


def test_loose_entries_need_no_chain(store: Store) -> None:
    """A down-log brings entries here and there of a log: they are kept once, applied, and claim no chain."""
    device = FakeDevice(b"one")
    loose = [device.write(CASE, change(ROW, {FAMILY: name})) for name in ("a", "b", "c")]
    loose = [Arrival(one.entry, one.head, None) for one in loose[1:]]
    with store.work(ACTOR) as work:
        assert (work.ledger.take_in(loose, 1), work.ledger.take_in(loose, 1)) == (2, 0)
        assert work.ledger.get_log(device.log) is None
        assert work.ledger.hash_at(device.log, 2) is None
        assert work.ledger.get_entry(device.log, 3) == loose[1].entry
    assert problems(store) == {}


def test_a_new_log_closes_the_earlier(store: Store) -> None:
    """An unseen log of a device closes the one before; a log claimed by another device is refused."""
    with store.work(ACTOR) as work:
        first = work.ledger.open_log(b"log-1-of-device1", b"device-1-of-them")
        assert work.ledger.open_log(b"log-1-of-device1", b"device-1-of-them") == first
        work.ledger.open_log(b"log-2-of-device1", b"device-1-of-them")
        assert [log.closed for log in work.ledger.find_logs(b"device-1-of-them")] == [True, False]
        with pytest.raises(Distrust):
            work.ledger.open_log(b"log-1-of-device1", b"device-2-of-them")


def test_log_tables_only_grow(store: Store) -> None:
    """A longer table is kept, a shorter one accepted, a different one refused by name."""
    names = [b"log-%012d" % place for place in range(4)]
    with store.work(ACTOR) as work:
        ledger = work.ledger
        assert ledger.log_table(names[0]) == (names[0],)
        ledger.keep_log_table(names[0], names[:3])
        ledger.keep_log_table(names[0], names[:2])
        assert ledger.log_table(names[0]) == tuple(names[:3])
        for table in ([names[0], names[2]], [names[1]], [*names[:3], names[3], names[3]]):
            with pytest.raises(Distrust) as caught:
                ledger.keep_log_table(names[0], table)
            assert caught.value.code == "log-table-differs"


def test_reading_fits_the_size_asked(store: Store) -> None:
    """`read` gives what follows, as much as fits, at least one entry."""
    for place in range(5):
        save(store, CASE, change(ROW, {FAMILY: "x" * 1000 * place}))
    with store.work(ACTOR) as work:
        assert [entry.seq for entry in work.ledger.read(LOG, 2, 1)] == [3]
        assert [entry.seq for entry in work.ledger.read(LOG, 0, 2_000)] == [1, 2]
        assert [entry.seq for entry in work.ledger.read(LOG, 1, 1_000_000)] == [2, 3, 4, 5]
        assert work.ledger.read(LOG, 5, 1_000) == []
        assert work.ledger.read(b"unknown-log-here", 0, 1_000) == []


def test_parked_entries_wait(store: Store) -> None:
    """A parked entry is kept and changes no row until it is released; its reason can be read."""
    device = FakeDevice(b"one")
    first = device.write(CASE, change(ROW, {FAMILY: "Paul"}))
    parked = Arrival(first.entry, first.head, first.hash, parked="out-of-scope")
    later = device.write(CASE, change(ROW, {FAMILY: "Pol"}, {FAMILY: [device.dot]}))
    take_in(store, [device], [parked, later])
    with store.work(ACTOR) as work:
        assert work.ledger.find_parked(device.log) == [Parked(device.log, 1, "out-of-scope")]
        assert work.ledger.find_parked(LOG) == []
        assert [entry.seq for entry in work.ledger.case_entries(CASE)] == [2]
    with store.work(ACTOR) as work:
        work.ledger.release(work.ledger.find_parked())
        work.ledger.release([Parked(device.log, 1, "again")])
        row = work.get_row(PERSON, ROW)
        assert row is not None
        assert (row["family_name"], work.ledger.find_parked()) == ("Pol", [])
        assert len(work.ledger.case_entries(CASE)) == 2
    assert (problems(store), store.find_differences()) == ({}, [])


def test_entries_by_scope(store: Store) -> None:
    """Directory entries can be read apart from those of cases."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    with store.work(ACTOR) as work:
        work.append(Scope.DIRECTORY, None, [change(ROW, {FAMILY: "Paul"})])
        assert [entry.seq for entry in work.ledger.scope_entries(2)] == [2]
        assert work.count_unsent(0) == 1


def test_down_logs_chain(store: Store) -> None:
    """Each device's down-log counts and chains by itself, leaves out what it has, and forgets by name."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    save(store, CASE, change(ROW, {FAMILY: "Pol"}))
    device = b"device-1-of-them"
    with store.work(ACTOR) as work:
        down, entries = work.ledger.down, work.ledger.read(LOG, 0, 100_000)
        assert down.head_of(device) == (0, first_down_hash(device))
        down.add(device, entries[:1])
        down.add(device, entries)
        down.add(device, entries[:1], kind="forget")
        down.add(device, entries[:1])
        items = down.read(device, 0, 1_000_000)
        assert [(item.seq, item.kind, item.entry.seq) for item in items] == [
            (1, "entry", 1),
            (2, "entry", 2),
            (3, "forget", 1),
            (4, "entry", 1),
        ]
        after = first_down_hash(device)
        for item in items:
            after = next_down_hash(after, item.kind, LOG, item.entry.seq, item.entry.head, item.entry.body_hash)
            assert (item.hash, down.hash_at(device, item.seq)) == (after, after)
        assert down.head_of(device) == (4, after)
        assert len(down.read(device, 1, 1)) == 1
        assert down.hash_at(device, 9) is None


def test_a_long_down_log_takes_no_longer_to_add_to(store: Store) -> None:
    """Adding to a down-log of 2,000 items costs the database as many steps as adding to one of 20."""
    save(store, CASE, change(ROW, {FAMILY: "Paul"}))
    steps = []
    with store.work(ACTOR) as work:
        down, first = work.ledger.down, work.ledger.read(LOG, 0, 100_000)[0]
        entries = [Logged(LOG, seq, first.head, first.body, first.body_hash) for seq in range(1, 4_001)]
        for device, count in ((b"device-1-of-them", 20), (b"device-2-of-them", 2_000)):
            down.add(device, entries[:count])
            ticks: list[int] = []
            work.link.raw.set_progress_handler(partial(ticks.append, 1), 10)
            down.add(device, entries[count : count + 20])
            down.hash_at(device, 0)
            work.link.raw.set_progress_handler(None, 0)
            steps.append(len(ticks))
    assert 0 < steps[1] <= steps[0] * 1.5


def test_quarantine_keeps_once(store: Store) -> None:
    """A refused bundle is kept with its verdict, the same bytes once, until it is discarded."""
    with store.work(ACTOR) as work:
        shelf = work.ledger.quarantine
        number = shelf.keep(b"bundle", "a.tdb", "refused", "bad-signature", None, 5)
        assert shelf.keep(b"bundle", "b.tdb", "refused", "bad-signature", None, 6) == number
        other = shelf.keep(b"other", "c.tdb", "fork", "log-fork", b"device-1-of-them", 7)
        assert [(one.id, one.reason, one.size) for one in shelf.find_all()] == [
            (other, "log-fork", 5),
            (number, "bad-signature", 6),
        ]
        assert shelf.get_content(number) == b"bundle"
        shelf.discard(number)
        assert shelf.get_content(number) is None
