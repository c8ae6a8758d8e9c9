"""The ledger of a store in memory: entries as bytes, chained, parked, salted, and the down-logs of headquarters."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.lab.simulation import forgetting
from tests.lab.simulation.down_logs import Held, MemoryDownLogs, Place
from tests.lab.simulation.file_lines import find_lines
from tests.lab.simulation.redacting import REDACTION, drop_bare_salt, obey, without_redacted
from tests.lab.simulation.shelf import Journal, Shelf
from tests.lab.simulation.tree import MemoryTree
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import Arrival, Logged, LogState, Parked, Quarantined, QuarantineShare, ScopeKey
from tipdesk.sync.codec import decode_entry, first_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from tests.lab.simulation.rows import MemoryRows, RowKey
    from tipdesk.domain.changes import Head
    from tipdesk.services.ledger import FileLine


class MemoryQuarantine:
    """Refused things: what became of each, without the bytes."""

    def __init__(self, journal: Journal) -> None:
        self.kept: Shelf[int, Quarantined] = Shelf(journal)

    def keep(
        self,
        content: bytes,
        file: str,
        verdict: str,
        reason: str,
        device: bytes | None,
        received_at: int,
        *,
        of: tuple[bytes, int] | None = None,
    ) -> int:
        digest, size = of or (hashlib.sha256(content).digest(), len(content))
        number = len(self.kept.kept) + 1
        line = Quarantined(
            number, file, verdict, reason, device, received_at, size, of is None or size == len(content), digest
        )
        self.kept.put(number, line)
        return number

    def find_all(self) -> list[Quarantined]:
        return list(self.kept.kept.values())[::-1]

    def find_shares(self) -> list[QuarantineShare]:
        return [QuarantineShare(one.device, one.is_whole, 1, one.size) for one in self.kept.kept.values()]

    def get_content(self, number: int) -> bytes | None:
        return None

    def discard(self, number: int) -> None:
        self.kept.drop(number)


class MemoryLogs:
    """Logs and entries."""

    def __init__(self, journal: Journal) -> None:
        self.own_log = b""
        self.logs: Shelf[bytes, LogState] = Shelf(journal)
        self.entries: Shelf[Place, Held] = Shelf(journal)
        self.tables: Shelf[bytes, tuple[bytes, ...]] = Shelf(journal)

    def own(self) -> LogState:
        return self.logs.kept[self.own_log]

    def get_log(self, log: bytes) -> LogState | None:
        return self.logs.kept.get(log)

    def find_logs(self, device: bytes | None = None) -> list[LogState]:
        return [log for log in self.logs.kept.values() if device in (None, log.device)]

    def open_log(self, log: bytes, device: bytes, *, closes: bool = True) -> LogState:
        held = self.logs.kept.get(log)
        if held is not None and held.device != device:
            raise Distrust("log-differs", "A log is claimed by two devices.")
        if held is not None and not (closes and held.closed):
            return held
        others = [other for other in self.find_logs(device) if other.log != log]
        for other in others if closes else ():
            self.logs.put(other.log, replace(other, closed=True))
        made = held or LogState(log, device, 0, first_hash(device, log))
        self.logs.put(log, replace(made, closed=not closes and bool(others)))
        return self.logs.kept[log]

    def read(self, log: bytes, after: int, most_bytes: int) -> list[Logged]:
        found: list[Logged] = []
        for seq in range(after + 1, after + 1 + most_bytes // 4096):
            held = self.entries.kept.get((log, seq))
            if held is None:
                break
            found.append(held.entry)
        return found

    def get_entry(self, log: bytes, seq: int) -> Logged | None:
        return held.entry if (held := self.entries.kept.get((log, seq))) else None

    def hash_at(self, log: bytes, seq: int) -> bytes | None:
        state, held = self.logs.kept.get(log), self.entries.kept.get((log, seq))
        if seq == 0:
            return first_hash(state.device, log) if state else None
        return held.hash if held else None

    def log_table(self, log: bytes) -> tuple[bytes, ...]:
        return self.tables.kept.get(log, (log,))

    def keep_log_table(self, log: bytes, table: Sequence[bytes]) -> None:
        held, given = self.log_table(log), tuple(table)
        if given[: len(held)] != held[: len(given)] or len(set(given)) != len(given):
            raise Distrust("log-table-differs", "A log names other logs than it did before.")
        if len(given) > len(held):
            self.tables.put(log, given)


class MemoryLedger(MemoryLogs):
    """The ledger of one store. `applied`: what this unit of work has applied, for routing."""

    def __init__(self, journal: Journal, rows: MemoryRows) -> None:
        super().__init__(journal)
        self.rows = rows
        self._down = MemoryDownLogs(journal, self.entries)
        self._quarantine = MemoryQuarantine(journal)
        self.kept_salts: Shelf[ScopeKey, bytes] = Shelf(journal)
        self.redactions: Shelf[Place, str] = Shelf(journal)
        self.applied: list[Arrival] = []
        self._pending: set[Place] = set()

    @property
    def down(self) -> MemoryDownLogs:
        return self._down

    @property
    def quarantine(self) -> MemoryQuarantine:
        return self._quarantine

    @property
    def tree(self) -> MemoryTree:
        return MemoryTree(self.entries.kept)

    def salts(self, keys: Iterable[ScopeKey]) -> dict[ScopeKey, bytes]:
        return {key: self.kept_salts.kept[key] for key in keys if key in self.kept_salts.kept}

    def keep_salts(self, salts: Mapping[ScopeKey, bytes]) -> None:
        for key, salt in salts.items():
            if self.kept_salts.kept.get(key, salt) != salt:
                raise Distrust("salt-differs", "A scope comes with another salt than the one held.")
            self.kept_salts.put(key, salt)

    def take_in(self, arrivals: Iterable[Arrival], received_at: int) -> int:
        fresh, coming = [], without_redacted(self, arrivals)
        self.applied += forgetting.take_back(self, coming)
        for one in coming:
            place = (one.entry.log, one.entry.seq)
            held = self.entries.kept.get(place)
            self._advance(one, held)
            if held is None:
                self.entries.put(place, Held(one.entry, one.head, one.hash, one.parked, len(self.entries.kept)))
                fresh.append(one)
        for case in {one.head.case for one in coming if one.entry.body is None and one.head.case is not None}:
            drop_bare_salt(self, case)
        self._apply([one for one in fresh if one.parked is None])
        return len(fresh)

    def _advance(self, one: Arrival, held: Held | None) -> None:
        if one.hash is None:
            return
        state = self.logs.kept[one.entry.log]
        if one.entry.seq <= state.seq:
            return
        if one.entry.seq != state.seq + 1:
            raise Distrust("log-gap", "An entry does not follow.")
        if held is not None:
            if held.entry[2::2] != one.entry[2::2]:
                raise Distrust("log-differs", "An entry of this log is held with another content.")
            self.entries.put((one.entry.log, one.entry.seq), replace(held, hash=one.hash))
        self.logs.put(state.log, replace(state, seq=one.entry.seq, hash=one.hash))

    def _apply(self, arrivals: Sequence[Arrival]) -> None:
        touched = self._merge(arrivals)
        if any(one.head.scope is Scope.REGISTER for one in arrivals):
            named = (self.rows.standing.kept.get(key) for key in touched if key[0] == REDACTION.number)
            obey(self, [one.row for one in named if one is not None and one.row is not None])
        self.applied += arrivals

    def _merge(self, arrivals: Sequence[Arrival], keys: Collection[RowKey] | None = None) -> list[RowKey]:
        """Merge entries into the rows with these keys, or all; return which rows were touched, in their order."""
        touched: dict[RowKey, None] = {}
        self._pending = {(one.entry.log, one.entry.seq) for one in arrivals}
        for one in arrivals:
            entry = one.entry
            self._pending.discard((entry.log, entry.seq))
            if entry.body is not None:
                made = decode_entry(entry.log, one.head, entry.body, self.log_table(entry.log))
                wanted = [c for c in made.changes if keys is None or (c.record, c.row) in keys]
                touched |= dict.fromkeys((c.record, c.row) for c in wanted)
                device = self.logs.kept[entry.log].device
                self.rows.apply(replace(made, changes=tuple(wanted)), device, self._is_applied)
        return list(touched)

    def project_again(self, keys: Collection[RowKey], head: Head) -> None:
        """Make rows anew from the entries of their case, or else of their scope, that still have a body."""
        for key in keys:
            self.rows.standing.drop(key)
        told = [one for one in self.entries.kept.values() if one.parked is None and _is_beside(one.head, head)]
        told.sort(key=lambda one: one.number)
        self._merge([Arrival(one.entry, one.head, one.hash) for one in told], keys)

    def _is_applied(self, log: int, seq: int) -> bool:
        place = (self.rows.logs[log], seq)
        held = self.entries.kept.get(place)
        return held is not None and held.parked is None and place not in self._pending

    def forget(self, case: bytes) -> list[Logged]:
        return forgetting.forget(self, case)

    def find_files(self, case: bytes | None = None) -> list[FileLine]:
        return find_lines(self.rows, case)

    def find_parked(self, log: bytes | None = None) -> list[Parked]:
        return [
            Parked(*place, held.parked)
            for place, held in self.entries.kept.items()
            if held.parked is not None and log in (None, place[0])
        ]

    def release(self, parked: Sequence[Parked]) -> None:
        freed = []
        for one in parked:
            held = self.entries.kept[one.log, one.seq]
            self.entries.put((one.log, one.seq), replace(held, parked=None))
            freed.append(Arrival(held.entry, held.head, held.hash))
        self._apply(freed)

    def case_entries(self, case: bytes, *, parked_too: bool = False) -> list[Logged]:
        return self._where(lambda head: head.case == case, parked_too=parked_too)

    def scope_entries(self, scope: int) -> list[Logged]:
        return self._where(lambda head: head.scope is Scope(scope) and head.case is None)

    def _where(self, wanted: Callable[[Head], bool], *, parked_too: bool = False) -> list[Logged]:
        all_of_them = self.entries.kept.values()
        found = [held for held in all_of_them if (parked_too or held.parked is None) and wanted(held.head)]
        return [held.entry for held in sorted(found, key=lambda held: held.number)]


def _is_beside(head: Head, other: Head) -> bool:
    """Tell whether an entry is of the same case, or else of the same scope."""
    return head.case == other.case and (head.case is not None or head.scope is other.scope)
