"""A large bundle is logged, merged and written piece by piece: it leaves what it would have left as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, GIVEN, PERSON, REDACTION, ROW
from tests.adapters.store.stores import FakeDevice, change, problems, take_in
from tipdesk.adapters.store.ledger import AT_ONCE
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival

apart = pytest.mark.parametrize("between", [0, AT_ONCE, 2 * AT_ONCE + 1])
"""How many entries of other rows lie between the two that matter: none, or enough for another piece."""


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


@pytest.fixture
def store(store: Store) -> Iterator[Store]:
    """Make a real store of headquarters; whatever came, its checks and a rebuild find it whole."""
    yield store
    assert (problems(store), store.find_differences()) == ({}, [])


@pytest.fixture
def other(between: int) -> tuple[FakeDevice, list[Arrival]]:
    """Return a device whose entries lie between, and those."""
    device = FakeDevice(b"other")
    return device, [device.write(CASE, change(b"row-%012d" % one, {GIVEN: "Filler"})) for one in range(between)]


def family_of(store: Store) -> tuple[object, bool]:
    """Return the family name of the row, and whether it is in conflict."""
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        return row.values.get("family_name"), row.in_conflict()


@apart
def test_what_replaces_may_come_long_before_what_it_replaces(
    store: Store, other: tuple[FakeDevice, list[Arrival]]
) -> None:
    """An entry names another device's as replaced, which comes later in the same bundle: it does not live."""
    first, second = FakeDevice(b"first"), FakeDevice(b"second", at=1_790_000_500_000)
    old = first.write(CASE, change(ROW, {FAMILY: "Before"}))
    new = second.write(CASE, change(ROW, {FAMILY: "After"}, {FAMILY: [first.dot]}))
    filler, between = other
    assert take_in(store, [first, second, filler], [new, *between, old]) == len(between) + 2
    assert family_of(store) == ("After", False)


@apart
def test_the_search_finds_the_last_word_alone(store: Store, other: tuple[FakeDevice, list[Arrival]]) -> None:
    """A row is begun and renamed in one bundle."""
    device, (filler, between) = FakeDevice(b"first"), other
    begun = device.write(CASE, change(ROW, {FAMILY: "Before"}))
    renamed = device.write(CASE, change(ROW, {FAMILY: "After"}, {FAMILY: [device.dot]}))
    take_in(store, [device, filler], [begun, *between, renamed])
    with store.read() as reader:
        assert (len(reader.find_hits("before")), len(reader.find_hits("after"))) == (0, 1)


@apart
@pytest.mark.parametrize("comes_first", [True, False])
def test_a_redaction_reaches_what_comes_before_it_and_after_it(
    store: Store, other: tuple[FakeDevice, list[Arrival]], *, comes_first: bool
) -> None:
    """The body is not kept, and nothing of it lies in the rows or in the indexes."""
    author, judge, (filler, between) = FakeDevice(b"first"), FakeDevice(b"judge"), other
    named = author.write(CASE, change(ROW, {FAMILY: "Unmistakable", GIVEN: "Paul"}))
    told = Change(REDACTION.number, b"redaction-000001", {1: author.log, 2: 1, 3: "erased"})
    redaction = judge.write(None, told, scope=Scope.REGISTER)
    ends = [redaction, named] if comes_first else [named, redaction]
    take_in(store, [author, judge, filler], [ends[0], *between, ends[1]])
    with store.work(ACTOR) as work:
        entry = work.ledger.get_entry(author.log, 1)
        assert entry is not None
        assert entry.body is None
        assert work.find_hits("unmistakable") == []
        words = work.link.rows("SELECT block FROM search_names_data")
        assert not any(b"unm" in block for (block,) in words)


@apart
def test_an_entry_that_comes_twice_is_taken_once(store: Store, other: tuple[FakeDevice, list[Arrival]]) -> None:
    """The second of them may lie in another piece."""
    device, (filler, between) = FakeDevice(b"first"), other
    once = device.write(CASE, change(ROW, {FAMILY: "Paul"}))
    assert take_in(store, [device, filler], [once, *between, once]) == len(between) + 1


@apart
def test_a_gap_in_a_later_piece_leaves_nothing_of_the_first(
    store: Store, other: tuple[FakeDevice, list[Arrival]]
) -> None:
    """All of a bundle lands or nothing."""
    device, (filler, between) = FakeDevice(b"first"), other
    begun, _missing, late = (device.write(CASE, change(ROW, {FAMILY: name})) for name in "abc")
    with pytest.raises(Distrust, match="Entry 3 arrived where entry 2 must follow"):
        take_in(store, [device, filler], [begun, *between, late])
    with store.work(ACTOR) as work:
        assert list(work.ledger.case_entries(CASE)) == []
