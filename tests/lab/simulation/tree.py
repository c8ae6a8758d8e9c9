"""The tree over the ledger of a store in memory; every hash that was computed once is remembered by what it is over."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tipdesk.sync import merkle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.lab.simulation.down_logs import Held, Place

_leaf, _node = cache(merkle.leaf_hash), cache(merkle.node_hash)


class MemoryTree:
    """Implements `services.ledger.Tree` over entries by place."""

    def __init__(self, entries: Mapping[Place, Held]) -> None:
        self._entries = entries

    def checkpoint(self) -> tuple[int, bytes]:
        return len(self._entries), merkle.root(len(self._entries), self._tops())

    def root_at(self, size: int) -> bytes | None:
        return merkle.root(size, self._tops()) if size <= len(self._entries) else None

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        return merkle.consistency_path(first, second, self._tops())

    def inclusion(self, log: bytes, seq: int, size: int) -> tuple[int, tuple[bytes, ...]] | None:
        held = self._entries.get((log, seq))
        if held is None or held.number >= size:
            return None
        return held.number, merkle.inclusion_path(held.number, size, self._tops())

    def _tops(self) -> merkle.Node:
        """Entries keep the order in which they came: their numbers count up without a gap."""
        levels = [[_leaf(*_told(held)) for held in self._entries.values()]]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([_node(*below[place : place + 2]) for place in range(0, len(below) - 1, 2)])
        return lambda height, place: levels[height][place]


def _told(held: Held) -> tuple[bytes, int, bytes, bytes]:
    entry = held.entry
    return entry.log, entry.seq, entry.head, entry.body_hash
