"""What a restore asks of the store: logs closed and gone on with, chains joined later, down-logs rebased, a new log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, DEVICE, FAMILY, KEY, LOG
from tests.adapters.store.stores import FakeDevice, change, new_store, own, save, surroundings, take_in
from tipdesk.adapters.store.store import Store
from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.desk import CaseQuery
from tipdesk.sync.codec import first_down_hash, first_hash

if TYPE_CHECKING:
    from pathlib import Path

CASE, ROW = b"case-of-the-test", b"row-of--the-test"
EARLIER, LATER = b"earlier-log-of-1", b"later-log-of-one"


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


def closed(store: Store) -> dict[bytes, bool]:
    """Return which logs of the device in the tests are closed."""
    with store.work(ACTOR) as work:
        return {log.log: log.closed for log in work.ledger.find_logs(b"device")}


def test_a_device_has_one_current_log(store: Store) -> None:
    """Another log closes the last; going on with a closed one reopens it; hearsay closes nothing."""
    with store.work(ACTOR) as work:
        work.ledger.open_log(EARLIER, b"device")
        work.ledger.open_log(LATER, b"device")
    assert closed(store) == {EARLIER: True, LATER: False}
    with store.work(ACTOR) as work:
        work.ledger.open_log(EARLIER, b"device", closes=False)
        work.ledger.open_log(b"log from hearsay", b"device", closes=False)
    assert closed(store) == {EARLIER: True, LATER: False, b"log from hearsay": True}
    with store.work(ACTOR) as work:
        assert not work.ledger.open_log(EARLIER, b"device").closed
    assert closed(store) == {EARLIER: False, LATER: True, b"log from hearsay": True}


def test_an_entry_joins_its_chain_when_that_comes(store: Store) -> None:
    """What came by a down-log first is not applied twice, and the log goes on from it once its chain is there."""
    device = FakeDevice(b"one")
    arrivals = [device.write(CASE, change(ROW, {FAMILY: name})) for name in ("Ann", "Bea", "Cid")]
    unchained = [one._replace(hash=None) for one in arrivals[1:]]
    assert take_in(store, [device], unchained) == 2
    with store.work(ACTOR) as work:
        assert work.ledger.hash_at(device.log, 3) is None
        assert work.ledger.own().seq == 0
    assert take_in(store, [device], arrivals) == 1
    with store.work(ACTOR) as work:
        state = work.ledger.get_log(device.log)
        assert state is not None
        assert (state.seq, state.hash) == (3, device.hash)
        assert [work.ledger.hash_at(device.log, seq) for seq in (1, 2, 3)] == [one.hash for one in arrivals]
    assert [finding for finding in store.check() if finding.problems] == []
    assert store.find_differences() == []


def test_another_entry_in_its_place_is_refused(store: Store) -> None:
    """A chain that says otherwise than what is held is no continuation of it."""
    device, other = FakeDevice(b"one"), FakeDevice(b"one")
    take_in(store, [device], [device.write(CASE, change(ROW, {FAMILY: "Ann"}))._replace(hash=None)])
    with pytest.raises(Distrust) as refusal:
        take_in(store, [other], [other.write(CASE, change(ROW, {FAMILY: "Bea"}))])
    assert refusal.value.code == "log-differs"


def test_a_down_log_goes_on_from_where_its_device_is(store: Store) -> None:
    """Rebased, it knows that place and what follows, and nothing before: not even its beginning."""
    save(store, CASE, change(ROW, {FAMILY: "Ann"}))
    with store.work(ACTOR) as work:
        down, entry = work.ledger.down, work.ledger.read(LOG, 0, 1)[0]
        down.add(b"pc", [entry])
        assert down.hash_at(b"pc", 0) == first_down_hash(b"pc")
        down.rebase(b"pc", 7, b"h" * 32)
        assert (down.head_of(b"pc"), down.hash_at(b"pc", 7), down.read(b"pc", 0, 99)) == ((7, b"h" * 32), b"h" * 32, [])
        assert [down.hash_at(b"pc", seq) for seq in (0, 1, 8)] == [None, None, None]
        down.add(b"pc", [entry])
        assert [(item.seq, item.entry) for item in down.read(b"pc", 7, 99)] == [(8, entry)]
        down.rebase(b"pc", 0, first_down_hash(b"pc"))
        assert down.hash_at(b"pc", 0) == first_down_hash(b"pc")


def test_a_store_goes_on_in_a_new_log(tmp_path: Path) -> None:
    """The old log stays as it was; saves go into the new one, also after the store was closed; the checks hold."""
    home = tmp_path / "home"
    store = new_store(home)
    save(store, CASE, change(ROW, {FAMILY: "Ann"}))
    store.begin_log(LATER)
    assert (own(store).log, own(store).hash, store.own_log) == (LATER, first_hash(DEVICE, LATER), LATER)
    assert [finding for finding in store.check() if finding.problems] == []
    store.close()
    store = Store.open(home, KEY, surroundings())
    assert save(store, CASE, change(ROW, {FAMILY: "Bea"})) == Dot(LATER, 1)
    with store.work(ACTOR) as work:
        old = work.ledger.get_log(LOG)
        assert old is not None
        assert (old.seq, old.closed) == (1, True)
    assert [finding for finding in store.check() if finding.problems] == []
    assert store.find_differences() == []
    store.close()


def test_who_began_a_case_does_not_hang_on_when_it_was_released(store: Store) -> None:
    """An entry that came first and was parked begins the case once it is released, as a projection made again says."""
    device, other = FakeDevice(b"one"), FakeDevice(b"two")
    first = device.write(CASE, change(ROW, {FAMILY: "Ann"}))._replace(parked="unknown-officer")
    take_in(store, [device, other], [first, other.write(CASE, change(ROW, {FAMILY: "Bea"}))])
    with store.work(ACTOR) as work:
        assert work.case_devices([CASE]).get(CASE) == other.device
        work.ledger.release(work.ledger.find_parked())
        assert (work.case_devices([CASE]).get(CASE), work.case_devices([CASE], besides=[device.device]).get(CASE)) == (
            device.device,
            other.device,
        )
        assert work.find_case_ids(CaseQuery(with_deleted=True)) == [CASE]
    assert store.find_differences() == []


def test_a_log_that_begins_stands_without_its_head(tmp_path: Path) -> None:
    """The disk refuses the head of a new log: it is told, the next unlock takes the end of the log before for it."""
    home = tmp_path / "home"
    store = new_store(home)
    save(store, CASE, change(ROW, {FAMILY: "Ann"}))
    (home / "head.part").mkdir()
    with pytest.raises(Trouble):
        store.begin_log(LATER)
    store.close()
    (home / "head.part").rmdir()
    again = Store.open(home, KEY, surroundings())
    assert again.own_log == LATER
    save(again, CASE, change(b"another-row-----", {FAMILY: "Bea"}))
    again.close()
    Store.open(home, KEY, surroundings()).close()
