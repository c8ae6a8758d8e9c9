"""A store in memory, fast enough for thousands of simulated lives: what sync and headquarters ask of a store, no more.

It keeps and hashes the same bytes as the real store and merges by the same rules; a unit of work that raises leaves
nothing. Search, lists and drafts are left out: nothing here asks for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.lab.simulation.ledger import Held, MemoryLedger, Place
from tests.lab.simulation.rows import MemoryRows, Merging, RowKey, Standing
from tests.lab.simulation.shelf import Journal, Shelf
from tipdesk.domain.changes import Change, Entry, Head, Reason
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import DirectoryWrite
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.ledger import Arrival, Logged, ScopeKey
from tipdesk.sync.codec import body_hash, decode_raw_body, encode_body, encode_head, next_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from tipdesk.domain.codes import CodeBook
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor, CaseQuery, Clock, Ids

CASE = BY_NAME["Case"]
SENT = frozenset({Scope.CASE, Scope.REGISTER})


@dataclass
class MemoryStore:
    """One store. `route`: headquarters' hook before each commit."""

    device: bytes
    log: bytes
    clock: Clock
    ids: Ids
    codes: CodeBook
    is_headquarters: bool = False
    merging: Merging = field(default_factory=Merging)
    route: Callable[[MemoryUnit, Sequence[Arrival]], None] | None = None
    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        self.rows = MemoryRows(self.journal, self.codes, self.merging)
        self.ledger = MemoryLedger(self.journal, self.rows)
        self.settings: Shelf[str, bytes] = Shelf(self.journal)
        self.ledger.own_log = self.log
        self.ledger.open_log(self.log, self.device)
        self.journal.forget()

    @contextmanager
    def work(self, actor: Actor) -> Iterator[MemoryUnit]:
        """Run one unit of work."""
        self.ledger.applied.clear()
        try:
            unit = MemoryUnit(self, actor)
            yield unit
            arrivals = list(self.ledger.applied)
            if self.route is not None and arrivals:
                self.route(unit, arrivals)
        except BaseException:
            self.journal.roll_back()
            raise
        self.journal.forget()

    @contextmanager
    def read(self) -> Iterator[MemoryReader]:
        """Read."""
        yield MemoryReader(self)

    def shelves(self) -> list[Shelf[object, object]]:
        """Return everything that a copy of the store must hold."""
        ledger = self.ledger
        kept = [ledger.logs, ledger.entries, ledger.tables, ledger.kept_salts, ledger.down.kept]
        return [*kept, ledger.quarantine.kept, self.rows.standing, self.settings]  # type: ignore[list-item] # of any content

    def backup(self) -> list[dict[object, object]]:
        """Return a copy of everything."""
        return [dict(shelf.kept) for shelf in self.shelves()]

    def put_back(self, backup: list[dict[object, object]]) -> None:
        """Be what the copy was."""
        for shelf, kept in zip(self.shelves(), backup, strict=True):
            shelf.kept.clear()
            shelf.kept.update(kept)

    def begin_log(self, log: bytes) -> None:
        """Go on in a new log."""
        self.log = self.ledger.own_log = log
        self.ledger.open_log(log, self.device)
        self.journal.forget()


class MemoryReader:
    """Reads the store as it stands."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._entries: dict[Place, Held] = store.ledger.entries.kept
        self._standing: dict[RowKey, Standing] = store.rows.standing.kept

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Nothing: all of it is in memory."""

    def get_row(self, record: RecordType, row: bytes) -> Row | None:
        standing = self._standing.get((record.number, row))
        return standing.row if standing else None

    def find_rows(
        self,
        record: RecordType,
        *,
        case: bytes | None = None,
        where: Mapping[str, Value] | None = None,
        with_deleted: bool = False,
        with_disputed: bool = False,
    ) -> list[Row]:
        found = [
            standing.row
            for (number, _row), standing in self._standing.items()
            if number == record.number and (case is None or standing.case == case) and standing.row is not None
        ]
        return sorted(
            (
                row
                for row in found
                if (with_deleted or not row.deleted)
                and all(
                    row[name] == value or (with_disputed and value in live_values(row, name))
                    for name, value in (where or {}).items()
                )
            ),
            key=lambda row: row.id,
        )

    def find_case_ids(self, query: CaseQuery) -> list[bytes]:
        hidden = (
            set() if query.with_deleted else {row.id for row in self.find_rows(CASE, with_deleted=True) if row.deleted}
        )
        cases = dict.fromkeys(one.case for one in self._standing.values() if one.case is not None)
        return [case for case in cases if case not in hidden]

    def _case_device(self, case: bytes, besides: Collection[bytes] = ()) -> bytes | None:
        logs = self._store.ledger.logs.kept
        held = [
            one
            for (log, _seq), one in self._entries.items()
            if one.head.case == case and one.parked is None and logs[log].device not in besides
        ]
        return logs[min(held, key=lambda one: one.number).entry.log].device if held else None

    def case_devices(self, cases: Collection[bytes], besides: Collection[bytes] = ()) -> dict[bytes, bytes]:
        found = {case: self._case_device(case, besides) for case in cases}
        return {case: device for case, device in found.items() if device}

    def device_of_log(self, log: bytes) -> bytes:
        state = self._store.ledger.get_log(log)
        return state.device if state else b""

    def find_directory_writes(
        self, record: RecordType, *, row: bytes | None = None, before_case: bytes | None = None
    ) -> list[DirectoryWrite]:
        logs, held = self._store.ledger.logs.kept, [one for one in self._entries.values() if one.parked is None]
        begun = [one for one in held if before_case and one.head.case == before_case]
        first = min((one.number for one in begun if logs[one.entry.log].device == row), default=None)
        told = (one for one in held if one.head.scope is Scope.DIRECTORY and (first is None or one.number < first))
        return [
            DirectoryWrite(one.head.at, written, fields)
            for one in sorted(told, key=lambda one: one.number)
            for number, written, fields, _replaces in (decode_raw_body(one.entry.body)[1] if one.entry.body else ())
            if number == record.number and row in (None, written)
        ]

    def case_creator(self, case: bytes) -> bytes | None:
        device, logs = self._case_device(case), self._store.ledger.logs.kept
        held = [one for one in self._entries.values() if one.head.case == case and one.parked is None]
        own = [one.head for one in held if logs[one.entry.log].device == device]
        return min(own, key=lambda head: head.seq).actor if own else None

    def cases_of(self, record: int, rows: Collection[bytes]) -> dict[bytes, bytes]:
        kind = BY_NUMBER.get(record)
        found = [self.get_row(kind, row) for row in rows] if kind else []
        return {row.id: row.case for row in found if row is not None and row.case is not None}

    def get_setting(self, key: str) -> bytes | None:
        return self._store.settings.kept.get(key)

    def count_unsent(self, after: int) -> int:
        own = self._store.ledger.own()
        held = (self._entries[own.log, seq] for seq in range(after + 1, own.seq + 1))
        return sum(one.head.scope in SENT for one in held)


class MemoryUnit(MemoryReader):
    """Reads and writes."""

    def __init__(self, store: MemoryStore, actor: Actor) -> None:
        super().__init__(store)
        self._actor = actor

    @property
    def ledger(self) -> MemoryLedger:
        return self._store.ledger

    def append(
        self,
        scope: Scope,
        case: bytes | None,
        changes: Sequence[Change],
        reason: Reason = None,
        *,
        urgent: bool = False,
    ) -> Entry:
        store, ledger = self._store, self._store.ledger
        own = ledger.own()
        now, offset = store.clock.now_ms(), store.clock.offset_minutes()
        head = Head(own.seq + 1, now, offset, self._actor.officer, scope, case, SCHEMA_VERSION)
        encoded = encode_head(head)
        body = encode_body(changes, reason, self._index)
        hashed = body_hash(self._salt(scope, case), own.log, head.seq, body)
        after = next_hash(own.hash, encoded, hashed)
        ledger.take_in([Arrival(Logged(own.log, head.seq, encoded, body, hashed), head, after)], now)
        return Entry(own.log, head, tuple(changes), reason)

    def _index(self, log: bytes) -> int:
        ledger = self._store.ledger
        table = ledger.log_table(ledger.own_log)
        if log not in table:
            table = (*table, log)
            ledger.tables.put(ledger.own_log, table)
        return table.index(log)

    def _salt(self, scope: Scope, case: bytes | None) -> bytes:
        store = self._store
        key = ScopeKey(int(scope), case if case is not None else b"" if scope is Scope.DIRECTORY else store.log)
        if key not in store.ledger.kept_salts.kept:
            if case is not None and any(
                one.head.case == case and one.entry.body is None for one in self._entries.values()
            ):
                raise UserError("no-such-case", "This case is not here any more.")
            store.ledger.keep_salts({key: store.ids.noise(32)})
        return store.ledger.kept_salts.kept[key]

    def put_setting(self, key: str, value: bytes | None) -> None:
        if value is None:
            self._store.settings.drop(key)
        else:
            self._store.settings.put(key, value)
