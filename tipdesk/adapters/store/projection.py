"""The sum of the projected rows and of the settings: SHA-256 of each, added modulo 2**256, kept in one row beside them.

SQLCipher proves that a page is authentic, not that it is current. An old page of a case row changes the sum that `store
check` recomputes, and not the sum that is kept; where both pages are put back, the sequence number beside the sum is
behind the log's. Settings are in the sum, since what this installation believes stands there: headquarters' keys and
address, its last receipt, and what has left this PC.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.shapes import Shape, select_of, shape_of
from tipdesk.domain.records import RECORDS
from tipdesk.sync.codec import encode_plain

_BYTES = 32
_MODULUS = 1 << 8 * _BYTES
_SIBLING, _SETTING = -1, -2  # no record has these numbers


NumberedRow = tuple[int, Sequence[Any]]
"""The number of a record, and a row of it as it lies in its table."""


def _sum(counted: Iterable[object]) -> int:
    sha256, number = hashlib.sha256, int.from_bytes
    return sum(number(sha256(encode_plain(one)).digest(), "big") for one in counted)


class RowSum:
    """The change of the sum that a batch of writes makes."""

    def __init__(self) -> None:
        self.change = 0

    def add(self, rows: Iterable[NumberedRow]) -> None:
        """Add rows as they are written."""
        self.change += _sum(rows)

    def take(self, rows: Iterable[NumberedRow]) -> None:
        """Subtract rows as they lay there before."""
        self.change -= _sum(rows)

    def add_sibling(self, record: int, row: bytes, place: tuple[int, int, int], value: bytes) -> None:
        """Add one of several live values of a field."""
        self.change += _sum([(_SIBLING, record, row, *place, value)])

    def take_sibling(self, record: int, row: bytes, place: tuple[int, int, int], value: bytes) -> None:
        """Subtract one of several live values of a field."""
        self.change -= _sum([(_SIBLING, record, row, *place, value)])

    def add_setting(self, key: str, value: bytes) -> None:
        """Add a setting as it is kept now."""
        self.change += _sum([(_SETTING, key, value)])

    def take_setting(self, key: str, value: bytes) -> None:
        """Subtract a setting as it was kept before."""
        self.change -= _sum([(_SETTING, key, value)])


def keep_setting(link: Link, total: RowSum, key: str, value: bytes | None) -> None:
    """Keep a setting, or drop it where `value` is None.

    THE ONLY PLACE THAT WRITES A SETTING. The change of the sum goes into `total`, which the caller must keep before the
    commit (`keep_sum`).
    """
    before = link.value("SELECT value FROM settings WHERE key = ?", (key,))
    if before is not None:
        total.take_setting(key, before)
    if value is None:
        link.run("DELETE FROM settings WHERE key = ?", (key,))
        return
    total.add_setting(key, value)
    link.run(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def keep_sum(link: Link, total: RowSum, seq: int | None = None) -> None:
    """Bring the kept sum up to date with what a batch has changed.

    `seq` is the entry of the own log that has changed the rows, if one has.
    """
    if total.change or seq is not None:
        before, value = kept_sum(link)
        value = (value + total.change) % _MODULUS
        kept = before if seq is None else seq
        link.run("UPDATE projection SET seq = ?, total = ? WHERE id = 1", (kept, value.to_bytes(_BYTES, "big")))


def keep_seq(link: Link, seq: int) -> None:
    """Note the last entry of the own log that the rows stand for."""
    link.run("UPDATE projection SET seq = ? WHERE id = 1", (seq,))


def kept_sum(link: Link) -> tuple[int, int]:
    """Return (last sequence number of the own log, sum) as they are kept."""
    seq, total = link.row("SELECT seq, total FROM projection WHERE id = 1") or (0, b"")
    return seq, int.from_bytes(total, "big")


def start_sum(link: Link) -> None:
    """Begin to keep the sum in an empty store."""
    link.run("INSERT INTO projection (id, seq, total) VALUES (1, 0, ?)", (bytes(_BYTES),))


def fits(link: Link) -> bool:
    """Tell whether the rows that lie in the tables are those that were summed."""
    return computed_sum(link) == kept_sum(link)[1]


def sum_again(link: Link) -> None:
    """Keep the sum of the rows as they lie there now.

    This is done after a migration has changed their tables, where the sum fitted before.
    """
    link.run("UPDATE projection SET total = ? WHERE id = 1", (computed_sum(link).to_bytes(_BYTES, "big"),))


def computed_sum(link: Link) -> int:
    """Return the sum over the rows as they lie there now, in tables of this release or of an earlier one."""
    total = RowSum()
    # As they lie there: a store that is being updated has raw rows of records that are known by now.
    raw = [Shape(number, None) for (number,) in link.rows("SELECT DISTINCT record_no FROM raw_rows")]
    shapes: list[Shape] = [shape_of(record.number) for record in RECORDS]
    tables = {name for (name,) in link.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for shape in shapes + raw:
        if shape.record is None or shape.record.table in tables:
            name = shape.record.table if shape.record else "raw_rows"
            there = {column for (column,) in link.rows("SELECT name FROM pragma_table_info(?)", (name,))}
            total.add((shape.number, row) for row in link.each(select_of(shape, there)))
    for record, row, number, log_no, seq, value in link.each(
        "SELECT record_no, row_id, field_no, log_no, seq, value FROM siblings"
    ):
        total.add_sibling(record, row, (number, log_no, seq), value)
    for key, value in link.rows("SELECT key, value FROM settings"):
        total.add_setting(key, value)
    return total.change % _MODULUS
