"""The tree over the ledger of a real store: its nodes, its proofs, and what a changed row does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY
from tests.adapters.store.stores import FakeDevice, change, new_store, take_in
from tipdesk.domain.errors import Distrust
from tipdesk.sync import merkle

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival

MANY = 600


@pytest.fixture
def arrivals() -> tuple[FakeDevice, list[Arrival]]:
    """Write more entries than two kept nodes stand for."""
    device = FakeDevice(b"one")
    return device, [device.write(CASE, change(b"row-%012d" % (place % 9), {FAMILY: "Paul"})) for place in range(MANY)]


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


@pytest.fixture
def store(store: Store, arrivals: tuple[FakeDevice, list[Arrival]]) -> Store:
    """Make a real store that holds them."""
    take_in(store, [arrivals[0]], arrivals[1])
    return store


def _root(arrivals: list[Arrival], size: int) -> bytes:
    leaves = [merkle.leaf_hash(one.entry.log, one.entry.seq, one.entry.head, one.entry.body_hash) for one in arrivals]
    return merkle.root(size, lambda height, place: merkle.fold(leaves[place << height : (place + 1) << height]))


def test_roots_equal_those_over_all_leaves(store: Store, arrivals: tuple[FakeDevice, list[Arrival]]) -> None:
    """Kept nodes or not, the root over any number of entries is the one computed from all of them."""
    with store.work(ACTOR) as work:
        for size in (1, 255, 256, 257, 511, 513, MANY):
            assert work.ledger.tree.root_at(size) == _root(arrivals[1], size)
        assert work.ledger.tree.checkpoint() == (MANY, _root(arrivals[1], MANY))
        assert work.link.value("SELECT count(*) FROM tree_nodes") == MANY // 256
        for size in (0, 255, 256, 257, 511, 513, MANY):
            assert work.ledger.tree.root_at(size) == _root(arrivals[1], size)
        assert [work.ledger.tree.root_at(size) for size in (-1, MANY + 1)] == [None, None]


def test_nodes_are_kept_as_the_ledger_grows(tmp_path: Path, arrivals: tuple[FakeDevice, list[Arrival]]) -> None:
    """Each checkpoint keeps what has become complete since the last, so that none is left out or made twice."""
    store = new_store(tmp_path / "grows", is_headquarters=True)
    kept = []
    for first, last in ((0, 255), (255, 300), (300, 300), (300, MANY)):
        take_in(store, [arrivals[0]], arrivals[1][first:last])
        with store.work(ACTOR) as work:
            assert work.ledger.tree.checkpoint() == (last, _root(arrivals[1], last))
            kept.append([place for (place,) in work.link.rows("SELECT place FROM tree_nodes ORDER BY place")])
            assert work.ledger.tree.problems() == []
    assert kept == [[], [0], [0], [0, 1]]
    store.close()


def test_proofs_hold(store: Store, arrivals: tuple[FakeDevice, list[Arrival]]) -> None:
    """Every entry is proved under the root; every earlier checkpoint leads to the present one."""
    device, written = arrivals
    with store.work(ACTOR) as work:
        tree = work.ledger.tree
        top = tree.checkpoint()
        for place in (0, 255, 256, MANY - 1):
            proved = tree.inclusion(device.log, place + 1, MANY)
            entry = written[place].entry
            leaf = merkle.leaf_hash(device.log, entry.seq, entry.head, entry.body_hash)
            assert proved is not None
            assert proved[0] == place
            assert merkle.is_included(leaf, place, top, proved[1])
            older = (place + 1, _root(written, place + 1))
            assert merkle.is_consistent(older, top, tree.consistency(place + 1, MANY))
        assert tree.inclusion(device.log, MANY + 1, MANY) is None
        assert tree.inclusion(device.log, MANY, MANY - 1) is None


def test_a_changed_row_is_found(store: Store) -> None:
    """A row changed under a kept node is found by the check, one beyond the last kept node changes the root at once."""
    with store.work(ACTOR) as work:
        top = work.ledger.tree.checkpoint()
        work.link.run("DROP TRIGGER entries_fixed")
        work.link.run("UPDATE entries SET head = x'00' WHERE no = 300")
        assert work.ledger.tree.checkpoint() == top
        assert work.ledger.tree.problems() == ["entries from 256 on"]
        work.link.run("UPDATE entries SET head = x'00' WHERE no = 590")
        assert work.ledger.tree.checkpoint() != top


@pytest.mark.parametrize("gone", [300, 590])
def test_a_lost_entry_is_refused_by_name(store: Store, gone: int) -> None:
    """An entry deleted under a kept node is a finding of the check; beyond the last one there is no root any more."""
    with store.work(ACTOR) as work:
        work.ledger.tree.checkpoint()
        work.link.run("PRAGMA defer_foreign_keys = ON")
        work.link.run("DROP TRIGGER bodies_stay")
        work.link.run("DELETE FROM bodies WHERE entry_no = ?", (gone,))
        work.link.run("DROP TRIGGER entries_stay")
        work.link.run("DELETE FROM entries WHERE no = ?", (gone,))
    with store.work(ACTOR) as work, pytest.raises(Distrust, match="lost entries"):
        work.ledger.tree.consistency(MANY - 50, MANY) if gone > 511 else work.ledger.tree.problems()
    found = {one.check: one.problems for one in store.check()}
    assert found["ledger"] == (("ledger-incomplete",) if gone == 300 else ())
    assert found["chain"]


def test_entries_of_a_lost_log_have_no_root(store: Store, arrivals: tuple[FakeDevice, list[Arrival]]) -> None:
    """A leaf names its log: where the store does not know any more which that was, entries are lost."""
    with store.work(ACTOR) as work:
        assert work.ledger.tree.root_at(255) == _root(arrivals[1], 255)
        work.link.run("DELETE FROM logs WHERE log = ?", (arrivals[0].log,))
        with pytest.raises(Distrust, match="lost entries"):
            work.ledger.tree.root_at(255)
