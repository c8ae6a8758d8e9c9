"""What an apply asks of the ledger: whether an entry has been applied here, and how entries are ordered in time.

This is asked only where the order of arrival or a conflict calls for it, so everything is read when first needed.
"""

from collections.abc import Sequence
from functools import cached_property

from tipdesk.adapters.store.incoming import Decoded, Pair
from tipdesk.adapters.store.link import Link


class Held:
    """The ledger as one apply sees it.

    `batch` are the entries of this apply, which stand in the ledger already; `merged` is how many of them are in the
    rows.
    """

    def __init__(self, link: Link, batch: Sequence[Decoded]) -> None:
        self._link = link
        self._batch = batch
        self.merged = 0
        self._order: dict[Pair, tuple[int, bytes, int]] = {}

    @cached_property
    def _logs(self) -> dict[int, tuple[bytes, int]]:
        return {no: (log, seq) for no, log, seq in self._link.rows("SELECT no, log, seq FROM logs")}

    @cached_property
    def _parked(self) -> set[Pair]:
        return set(self._link.rows("SELECT log_no, seq FROM entries WHERE parked IS NOT NULL"))

    @cached_property
    def _places(self) -> dict[Pair, int]:
        return {entry.dot: place for place, entry in enumerate(self._batch)}

    def is_applied(self, log_no: int, seq: int) -> bool:
        """Tell whether this entry has been merged into the rows here."""
        dot = (log_no, seq)
        if self._places.get(dot, -1) >= self.merged or dot in self._parked:
            return False
        whole = self._logs.get(log_no)
        if whole is not None and seq <= whole[1]:
            return True
        return self._link.row("SELECT 1 FROM entries WHERE log_no = ? AND seq = ?", dot) is not None

    def load_order(self, dots: Sequence[Pair]) -> None:
        """Read when, and in which log, these entries were written, so that `order` knows them."""
        by_log: dict[int, set[int]] = {}
        for log_no, seq in dots:
            by_log.setdefault(log_no, set()).add(seq)
        sql = "SELECT log_no, seq, at FROM entries WHERE log_no = ? AND seq IN ({keys})"
        for log_no, seqs in by_log.items():
            for _log, seq, at in self._link.rows_in(sql, sorted(seqs), (log_no,)):
                self._order[(log_no, seq)] = (at, self._logs[log_no][0], seq)

    def order(self, dot: Pair) -> tuple[int, bytes, int]:
        """Return the key by which an entry is ordered among others: (at, log, seq), the same on every replica."""
        return self._order.get(dot) or (0, self._logs[dot[0]][0] if dot[0] in self._logs else b"", dot[1])
