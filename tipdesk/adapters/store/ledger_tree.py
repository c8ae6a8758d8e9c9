"""The hash tree over headquarters' ledger, kept beside it: the `Tree` of `services/ledger`.

Only the nodes over complete stretches of 256, 65,536 … entries are kept, and only when the first receipt after them
asks for the root: saves pay nothing for the tree, and a bundle some 1.5 µs an entry. Whatever is above or below the
kept nodes is computed from the entries as they lie there, so a changed entry changes the root; `store check` computes
the kept nodes again too. Where entries are missing there is no root, and Distrust `ledger-incomplete` is raised.
"""

from collections.abc import Iterator
from functools import cached_property

from tipdesk.adapters.store.link import Link
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.ledger import LEDGER_INCOMPLETE
from tipdesk.sync import merkle
from tipdesk.sync.merkle import Checkpoint

STEP = 8
"""Nodes are kept at every eighth height."""
_LEAVES = "SELECT log_no, seq, head, body_hash FROM entries WHERE no > ? AND no <= ? ORDER BY no"


class LedgerTree:
    """The tree, as one unit of work sees it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def checkpoint(self) -> Checkpoint:
        """Return size and root of the whole ledger as it stands now, and keep the nodes that have become complete."""
        self._grow()
        size = self._size()
        return size, merkle.root(size, self._node)

    def root_at(self, size: int) -> bytes | None:
        """Return the root over the first `size` entries, or None where there are not as many."""
        return merkle.root(size, self._node) if 0 <= size <= self._size() else None

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return the hashes which prove that the ledger of `second` entries begins with that of `first`."""
        return merkle.consistency_path(first, second, self._node)

    def inclusion(self, log: bytes, seq: int, size: int) -> tuple[int, tuple[bytes, ...]] | None:
        """Return an entry's place and the hashes that prove it under the root over `size` entries.

        Returns None where the entry is not held, or not among the first `size` entries.
        """
        sql = "SELECT e.no FROM entries e JOIN logs l ON l.no = e.log_no WHERE l.log = ? AND e.seq = ?"
        number = self._link.value(sql, (log, seq))
        if number is None or number > size:
            return None
        return number - 1, merkle.inclusion_path(number - 1, size, self._node)

    def problems(self) -> list[str]:
        """Compute every kept node again from the entries, and return the stretches that differ."""
        kept = self._link.rows("SELECT height, place, hash FROM tree_nodes ORDER BY height, place")
        return [
            f"entries from {place << height} on" for height, place, held in kept if self._fold(height, place) != held
        ]

    @cached_property
    def _logs(self) -> dict[int, bytes]:
        return dict(self._link.rows("SELECT no, log FROM logs"))

    def _size(self) -> int:
        return int(self._link.value("SELECT coalesce(max(no), 0) FROM entries"))

    def _grow(self) -> None:
        size, height = self._size(), STEP
        while size >> height:
            last = self._link.value("SELECT max(place) FROM tree_nodes WHERE height = ?", (height,))
            places = range(0 if last is None else last + 1, size >> height)
            rows = [(height, place, self._fold(height, place)) for place in places]
            self._link.many("INSERT INTO tree_nodes (height, place, hash) VALUES (?, ?, ?)", rows)
            height += STEP

    def _node(self, height: int, place: int) -> bytes:
        """Return the hash over a complete stretch, as it is kept or from what is kept below it."""
        if height and height % STEP == 0:
            sql = "SELECT hash FROM tree_nodes WHERE height = ? AND place = ?"
            held: bytes | None = self._link.value(sql, (height, place))
            if held is not None:
                return held
        return self._fold(height, place)

    def _fold(self, height: int, place: int) -> bytes:
        """Compute the hash over a complete stretch from the next kept nodes below it, or from the entries."""
        below = (height - 1) // STEP * STEP if height else 0
        count = 1 << (height - below)
        hashes = list(self._hashes(below, place * count, count))
        if len(hashes) != count:
            raise Distrust(
                LEDGER_INCOMPLETE, _("The store has lost entries. Lock TIPdesk, and unlock it to have it checked.")
            )
        return merkle.fold(hashes)

    def _hashes(self, height: int, start: int, count: int) -> Iterator[bytes]:
        if height:
            yield from (self._node(height, place) for place in range(start, start + count))
            return
        logs = self._logs  # looked up here: a join would look for the same few logs once for each entry
        for log_no, seq, head, hashed in self._link.rows(_LEAVES, (start, start + count)):
            if log_no in logs:
                yield merkle.leaf_hash(logs[log_no], seq, head, hashed)
