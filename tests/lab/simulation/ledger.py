"""The ledger of a store in memory: entries as bytes, chained, parked, salted, and the down-logs of headquarters."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.lab.simulation import forgetting
from tests.lab.simulation.file_lines import find_lines
from tests.lab.simulation.shelf import Journal, Shelf
from tests.lab.simulation.tree import MemoryTree
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import Arrival, DownItem, Logged, LogState, Parked, Quarantined, QuarantineShare, ScopeKey
from tipdesk.sync.codec import decode_entry, first_down_hash, first_hash, next_down_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.lab.simulation.rows import MemoryRows
    from tipdesk.domain.changes import Head
    from tipdesk.services.ledger import FileLine

Place = tuple[bytes, int]


@dataclass(frozen=True)
class Held:
    """One entry as it is held. `number`: its place in the order of arrival."""

    entry: Logged
    head: Head
    hash: bytes | None
    parked: str | None
    number: int


@dataclass(frozen=True)
class DownLog:
    """One device's down-log: items from `base` on."""

    base: int
    chained: bytes
    items: tuple[tuple[str, Place, bytes], ...] = ()


class MemoryDownLogs:
    """Headquarters' per-device logs."""

    def __init__(self, journal: Journal, entries: Shelf[Place, Held]) -> None:
        self.kept: Shelf[bytes, DownLog] = Shelf(journal)
        self._entries = entries

    def _log(self, device: bytes) -> DownLog:
        return self.kept.kept.get(device) or DownLog(0, first_down_hash(device))

    def head_of(self, device: bytes) -> tuple[int, bytes]:
        log = self._log(device)
        return log.base + len(log.items), log.items[-1][2] if log.items else log.chained

    def hash_at(self, device: bytes, seq: int) -> bytes | None:
        log = self._log(device)
        if seq == log.base:
            return log.chained
        if log.base < seq <= log.base + len(log.items):
            return log.items[seq - log.base - 1][2]
        return None

    def add(self, device: bytes, entries: Iterable[Logged], kind: str = "entry", *, again: bool = False) -> None:
        log = self._log(device)
        last = {place: of for of, place, _hash in log.items}
        chained, items = self.head_of(device)[1], list(log.items)
        for entry in entries:
            place = (entry.log, entry.seq)
            if last.get(place) == kind and not again:
                continue
            last[place] = kind
            chained = next_down_hash(chained, kind, entry.log, entry.seq, entry.head, entry.body_hash)
            items.append((kind, place, chained))
        self.kept.put(device, replace(log, items=tuple(items)))

    def last_kind(self, device: bytes, entry: Logged) -> str | None:
        return {place: kind for kind, place, _hash in self._log(device).items}.get(entry[:2])

    def rebase(self, device: bytes, seq: int, chained: bytes) -> None:
        self.kept.put(device, DownLog(seq, chained))

    def read(self, device: bytes, after: int, most_bytes: int) -> list[DownItem]:
        log = self._log(device)
        start = max(after - log.base, 0)
        return [
            DownItem(log.base + start + number, kind, chained, self._entries.kept[place].entry)
            for number, (kind, place, chained) in enumerate(log.items[start : start + most_bytes // 4096], 1)
        ]


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
        self.applied: list[Arrival] = []
        self.pending: set[Place] = set()

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
        fresh, coming = [], list(arrivals)
        self.applied += forgetting.take_back(self, coming)
        for one in coming:
            place = (one.entry.log, one.entry.seq)
            held = self.entries.kept.get(place)
            self._advance(one, held)
            if held is None:
                self.entries.put(place, Held(one.entry, one.head, one.hash, one.parked, len(self.entries.kept)))
                fresh.append(one)
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
        self.pending = {(one.entry.log, one.entry.seq) for one in arrivals}
        for one in arrivals:
            entry = one.entry
            self.pending.discard((entry.log, entry.seq))
            if entry.body is not None:
                made = decode_entry(entry.log, one.head, entry.body, self.log_table(entry.log))
                self.rows.apply(made, self.logs.kept[entry.log].device, self.is_applied)
        self.applied += arrivals

    def is_applied(self, log: int, seq: int) -> bool:
        place = (self.rows.logs[log], seq)
        held = self.entries.kept.get(place)
        return held is not None and held.parked is None and place not in self.pending

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
        return self._applied_where(lambda head: head.case == case)

    def scope_entries(self, scope: int) -> list[Logged]:
        return self._applied_where(lambda head: head.scope is Scope(scope) and head.case is None)

    def _applied_where(self, wanted: Callable[[Head], bool]) -> list[Logged]:
        found = (held for held in self.entries.kept.values() if held.parked is None and wanted(held.head))
        return [held.entry for held in sorted(found, key=lambda held: held.number)]
