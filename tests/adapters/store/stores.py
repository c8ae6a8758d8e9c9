"""Real stores in a temporary folder, and devices that write entries without one: what the store's tests stand on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR, CASE, DEVICE, FAMILY, KEY, LOG, PERSON
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.domain.changes import Change, Dot, Head
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.ids import uuid7
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import Arrival, Logged
from tipdesk.sync.codec import body_hash, encode_body, encode_head, encode_plain, first_hash, next_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tipdesk.adapters.store.unit_of_work import Route
    from tipdesk.services.ledger import LogState


class FakeClock:
    """A clock that goes on by a millisecond each time it is asked."""

    def __init__(self, start: int = 1_790_000_000_000) -> None:
        self._ticks = count(start)

    def now_ms(self) -> int:
        return next(self._ticks)

    def running_ms(self) -> int:
        return next(self._ticks)

    def offset_minutes(self) -> int:
        return -240


class FakeIds:
    """Ids and noise that come again on every run."""

    def __init__(self) -> None:
        self._ticks = count(1)

    def new_id(self) -> bytes:
        return uuid7(1_790_000_000_000 + next(self._ticks), self.noise(10))

    def noise(self, count: int) -> bytes:
        return hashlib.shake_256(b"noise%d" % next(self._ticks)).digest(count)


def sign(message: bytes) -> bytes:
    """Sign as the tests' device does."""
    return hashlib.sha256(b"device key" + message).digest()


def verify(message: bytes, signature: bytes) -> bool:
    """Verify what `sign` made."""
    return sign(message) == signature


def surroundings(route: Route | None = None, clock: FakeClock | None = None) -> Surroundings:
    """Return what a test store needs from outside. Codes rank by their alphabet."""
    rank = {"low": 1, "medium": 2, "high": 3}
    return Surroundings(clock or FakeClock(), FakeIds(), sign, verify, lambda _list, code: rank.get(code, -1), route)


def new_store(home: Path, *, route: Route | None = None, log: bytes = LOG, is_headquarters: bool = False) -> Store:
    """Make a store in a folder."""
    home.mkdir(parents=True, exist_ok=True)
    return Store.create(home, KEY, surroundings(route), device=DEVICE, log=log, is_headquarters=is_headquarters)


def closed_store(home: Path) -> Path:
    """Make a home whose store holds four entries of one case and was closed cleanly; return it."""
    store = new_store(home)
    for one in range(4):
        save(store, CASE, change(b"row-%012d" % one, {FAMILY: f"Paul {one}"}))
    store.close()
    return home


@dataclass
class FakeDevice:
    """A device that writes entries: what another PC's store would send."""

    name: bytes
    at: int = 1_790_000_000_000
    seq: int = 0
    table: list[bytes] = field(default_factory=list)
    salt: bytes = b"s" * 32

    def __post_init__(self) -> None:
        self.device, self.log = b"device %-9b" % self.name, b"log %-12b" % self.name
        self.hash = first_hash(self.device, self.log)
        self.table = [self.log]

    def write(self, case: bytes | None, *changes: Change, scope: Scope = Scope.CASE) -> Arrival:
        """Write one entry."""
        return self.write_body(case, encode_body(changes, None, self._index), scope)

    def write_raw(self, case: bytes, changes: Sequence[object]) -> Arrival:
        """Write one entry whose body no service would make."""
        return self.write_body(case, encode_plain([None, changes]), Scope.CASE)

    def write_body(self, case: bytes | None, body: bytes, scope: Scope) -> Arrival:
        """Write one entry with these bytes as its body."""
        self.seq += 1
        self.at += 1
        head = Head(self.seq, self.at, -240, ACTOR.officer, scope, case, 1)
        encoded = encode_head(head)
        hashed = body_hash(self.salt, self.log, self.seq, body)
        self.hash = next_hash(self.hash, encoded, hashed)
        return Arrival(Logged(self.log, self.seq, encoded, body, hashed), head, self.hash)

    def _index(self, log: bytes) -> int:
        if log not in self.table:
            self.table.append(log)
        return self.table.index(log)

    @property
    def dot(self) -> Dot:
        """Return the dot of the last entry written."""
        return Dot(self.log, self.seq)


def change(row: bytes, fields: Mapping[int, Any], replaces: Mapping[int, Sequence[Dot]] | None = None) -> Change:
    """Return a change of a person."""
    return Change(PERSON.number, row, fields, {one: tuple(dots) for one, dots in (replaces or {}).items()})


def take_in(store: Store, devices: Sequence[FakeDevice], arrivals: Sequence[Arrival]) -> int:
    """Open the devices' logs where they are new, and take entries in, in the order given, one unit each run."""
    with store.work(ACTOR) as work:
        for device in devices:
            work.ledger.open_log(device.log, device.device)
            work.ledger.keep_log_table(device.log, device.table)
        return work.ledger.take_in(arrivals, 1_790_000_999_000)


def save(store: Store, case: bytes, *changes: Change) -> Dot:
    """Write one entry of the own log."""
    with store.work(ACTOR) as work:
        return work.append(Scope.CASE, case, changes).dot


def own(store: Store) -> LogState:
    """Return the state of the own log."""
    with store.work(ACTOR) as work:
        return work.ledger.own()


def problems(store: Store) -> dict[str, tuple[str, ...]]:
    """Return what the checks found, by check, where they found something."""
    return {finding.check: finding.problems for finding in store.check() if finding.problems}


def reopened(home: Path) -> Store:
    """Open the store of a home again."""
    return Store.open(home, KEY, surroundings())


def refusal(home: Path, key: bytes = KEY) -> str:
    """Open a store that must be refused, and return the code."""
    with pytest.raises(TipdeskError) as caught:
        Store.open(home, key, surroundings())
    return caught.value.code
