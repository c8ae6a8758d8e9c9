"""Entries as a store in memory holds them, and the down-logs of headquarters, which name them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.lab.simulation.shelf import Journal, Shelf
from tipdesk.services.ledger import DownItem, Logged
from tipdesk.sync.codec import first_down_hash, next_down_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tipdesk.domain.changes import Head

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
