"""What comes from elsewhere: each entry once, in its place, whatever its log names and whatever came before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, GIVEN, PERSON, REDACTION, ROW
from tests.adapters.store.stores import FakeDevice, change, problems, take_in
from tipdesk.adapters.store.link import FEW
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


def written(device: FakeDevice, *names: str) -> list[Arrival]:
    """Write an entry of each name."""
    return [device.write(CASE, change(ROW, {FAMILY: name})) for name in names]


def test_a_gap_says_what_came_and_what_must(store: Store) -> None:
    """The refusal names both places, so that the device can be asked from there."""
    device = FakeDevice(b"one")
    arrivals = written(device, "a", "b", "c", "d")
    take_in(store, [device], arrivals[:1])
    with pytest.raises(Distrust, match="Entry 4 arrived where entry 2 must follow") as caught:
        take_in(store, [device], arrivals[3:])
    assert caught.value.code == "log-gap"


def test_a_double_is_taken_once_whatever_else_came(store: Store) -> None:
    """Of two logs in one batch, one brings an entry twice, the other does not; again, all of it is held."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    twice, once = written(one, "a")[0], written(two, "b")[0]
    assert take_in(store, [one, two], [twice, once, twice]) == 2
    assert take_in(store, [one, two], [once, twice]) == 0
    assert [one.entry for one in (twice, once)] == _held(store)


def _held(store: Store) -> list[object]:
    with store.work(ACTOR) as work:
        return list(work.ledger.case_entries(CASE))


def test_a_loose_entry_joins_its_chain_beside_a_new_one(store: Store) -> None:
    """What is held by itself already gets its place in its chain, though as much of another log comes anew with it."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    [held], [new] = written(one, "a"), written(two, "b")
    take_in(store, [one], [held._replace(hash=None)])
    assert take_in(store, [one, two], [held, new._replace(hash=None)]) == 1
    with store.work(ACTOR) as work:
        assert work.ledger.hash_at(one.log, 1) == held.hash
        assert work.ledger.hash_at(two.log, 1) is None
    assert "chain" not in problems(store)


@pytest.mark.parametrize("parked", [None, "unknown-officer"])
@pytest.mark.parametrize("is_redacted", [False, True])
def test_entries_stand_in_their_own_log(store: Store, parked: str | None, *, is_redacted: bool) -> None:
    """A log that names others by index keeps its entries: logged, parked and released, or redacted before they came."""
    first, other = FakeDevice(b"one"), FakeDevice(b"two")
    take_in(store, [first], written(first, "Ann"))
    told = other.write(CASE, change(ROW, {FAMILY: "Bea"}, {FAMILY: [first.dot]}))
    assert other.table == [other.log, first.log]
    next_one = other.write(CASE, change(ROW, {GIVEN: "Dee"}))
    if is_redacted:
        redaction = Change(REDACTION.number, b"redaction-000001", {1: other.log, 2: 1, 3: "erased"})
        with store.work(ACTOR) as work:
            work.append(Scope.REGISTER, None, [redaction])
    take_in(store, [other], [_as_proved(told)._replace(parked=parked), _as_proved(next_one)])
    with store.work(ACTOR) as work:
        assert [one.log for one in work.ledger.find_parked()] == ([other.log] if parked else [])
        work.ledger.release(work.ledger.find_parked())
        row, entries = work.get_row(PERSON, ROW), work.ledger.read(other.log, 0, 1_000_000)
    assert row is not None
    assert (row["family_name"], row["given_names"]) == ("Ann" if is_redacted else "Bea", "Dee")
    assert [entry.body is None for entry in entries] == [is_redacted, False]
    assert (problems(store), store.find_differences()) == ({}, [])


def _as_proved(arrival: Arrival) -> Arrival:
    """Return an entry as a bundle brings it: whoever proved it has read its body already."""
    assert arrival.entry.body is not None
    return arrival._replace(changes=decode_raw_body(arrival.entry.body)[1])


def test_a_store_without_its_own_log_does_not_write(store: Store) -> None:
    """Where the own log is lost an entry would stand in no chain: refused by name."""
    with store.work(ACTOR) as work:
        own = work.ledger.own()
        work.link.run("UPDATE logs SET hash = NULL")
    with store.work(ACTOR) as work:
        with pytest.raises(Distrust) as caught:
            work.append(Scope.CASE, CASE, [change(ROW, {FAMILY: "Ann"})])
        work.link.run("UPDATE logs SET hash = ?", (own.hash,))
    assert caught.value.code == "no-own-log"


def test_salts_are_found_whether_older_or_newer_than_others(store: Store) -> None:
    """Of the keys asked for, few or many, exactly those held are found: the first, the last, and none between."""
    few = [ScopeKey(1, name * 16) for name in (b"e", b"a", b"d", b"c", b"b")]
    many = [*few, *(ScopeKey(1, b"%016d" % number) for number in range(FEW))]
    with store.work(ACTOR) as work:
        assert work.ledger.salts(few) == work.ledger.salts(many) == {}
        held = {key: key.key * 2 for key in few if key.key[:1] in b"bd"}
        work.ledger.keep_salts(held)
        assert work.ledger.salts(few) == work.ledger.salts(many) == held
        assert work.ledger.salts([ScopeKey(2, b"b" * 16)]) == {}
