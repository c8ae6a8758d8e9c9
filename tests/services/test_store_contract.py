"""The real store and the fake keep the same promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.stores import sign, verify
from tests.fakes.clock import FakeClock, FakeIds
from tests.fakes.desk import CODES, NICKNAMES, WORDS, make_actor, make_desk, make_store
from tests.fakes.files import FakeFiles
from tests.fakes.keys import FakeOfficerRing
from tests.services.disputes_contract import DisputesContract
from tests.services.entries_contract import EntriesContract
from tests.services.lists_contract import ListsContract
from tests.services.merging_contract import MergingContract
from tests.services.store_contract import StoreContract
from tipdesk.adapters.matching.nearness import LetterNearness
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.services.desk import Actor, Desk, Place
from tipdesk.services.ledger import Arrival
from tipdesk.sync.codec import decode_head, next_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fakes.store import FakeStore
    from tests.services.sites import Site


@dataclass
class FakeSite:
    """A fake store as a site."""

    store: FakeStore

    @property
    def clock(self) -> FakeClock:
        return self.store.clock

    def desk(self, actor: Actor | None = None) -> Desk:
        return make_desk(self.store, actor)

    def take_in(self, other: Site) -> None:
        assert isinstance(other, FakeSite)
        self.store.take_in(other.store)


@dataclass
class StoreSite:
    """A real store in a folder as a site."""

    store: Store
    place: Place
    clock: FakeClock
    ids: FakeIds = field(default_factory=FakeIds)

    def desk(self, actor: Actor | None = None) -> Desk:
        officer = actor or make_actor()
        work, keys = partial(self.store.work, officer), FakeOfficerRing.of(officer.login)
        read, near, files = self.store.read, LetterNearness(), FakeFiles()
        return Desk(work, read, self.clock, self.ids, officer, self.place, CODES, keys, near, files, NICKNAMES, WORDS)

    def take_in(self, other: Site) -> None:
        assert isinstance(other, StoreSite)
        log = other.place.log
        with self.store.work(make_actor()) as unit:
            state = unit.ledger.get_log(log) or unit.ledger.open_log(log, other.place.device)
        with other.store.work(make_actor()) as unit:
            entries = unit.ledger.read(log, state.seq, 1 << 30)
            table = unit.ledger.log_table(log)
        hashed, arrivals = state.hash, []
        for entry in entries:
            hashed = next_hash(hashed, entry.head, entry.body_hash)
            arrivals.append(Arrival(entry, decode_head(entry.head), hashed))
        with self.store.work(make_actor()) as unit:
            unit.ledger.keep_log_table(log, table)
            unit.ledger.take_in(arrivals, self.clock.now_ms())


class TestFakeStore(StoreContract, EntriesContract, MergingContract, DisputesContract, ListsContract):
    """The fake."""

    @pytest.fixture
    def here(self) -> FakeSite:
        """The site where the case is made."""
        return FakeSite(make_store(1))

    @pytest.fixture
    def there(self) -> FakeSite:
        """The other site."""
        return FakeSite(make_store(2))


class TestStore(StoreContract, EntriesContract, MergingContract, DisputesContract, ListsContract):
    """SQLCipher files."""

    @pytest.fixture
    def here(self, tmp_path: Path) -> Iterator[StoreSite]:
        """The site where the case is made."""
        yield from open_site(tmp_path / "here", 1)

    @pytest.fixture
    def there(self, tmp_path: Path) -> Iterator[StoreSite]:
        """The other site."""
        yield from open_site(tmp_path / "there", 2)


def open_site(home: Path, number: int, *, is_headquarters: bool = False) -> Iterator[StoreSite]:
    """Make a store, and close it after the test."""
    home.mkdir()
    place = Place(bytes([number]) * 16, bytes([100 + number]) * 16, is_headquarters)
    clock, ids = FakeClock(), FakeIds(seed=number)
    outside = Surroundings(clock, FakeIds(seed=number + 10), sign, verify, CODES.rank)
    store = Store.create(home, bytes(32), outside, device=place.device, log=place.log, is_headquarters=is_headquarters)
    try:
        yield StoreSite(store, place, clock, ids)
    finally:
        store.close()
