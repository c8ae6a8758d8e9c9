"""What one reader remembers of a case that is read whole: each table is asked once, and none that holds nothing of it.

A case of seventy records would otherwise cost seventy questions whatever it holds, and the same officers would be asked
for by everybody who decides, names or opens something. One question says which tables hold rows of the case; a table of
the directory is read whole when its first row is needed. It serves readers of one consistent state alone: whoever
writes must not be told what stood before.
"""

from collections.abc import Sequence
from functools import cache, cached_property

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.reading import RowReader
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope

_BEGUN = (
    # Left alone, the planner would walk the whole log for the sake of the order.
    "SELECT l.device, (SELECT e.actor FROM entries e INDEXED BY ix_entries_case WHERE e.case_id = c.case_id "
    "AND e.log_no = c.first_log AND e.parked IS NULL ORDER BY e.seq LIMIT 1) "
    "FROM case_state c JOIN logs l ON l.no = c.first_log WHERE c.case_id = ?"
)
_MOST_TABLES = 400
"""SQLite joins at most 500 SELECTs to one."""


class Remembered:
    """One case and the directory, as far as they have been asked for. `records`: those that the case may have."""

    def __init__(self, link: Link, reading: RowReader, case: bytes, records: Sequence[RecordType]) -> None:
        self._link, self._reading, self.case = link, reading, case
        self._records = tuple(record.number for record in records)
        self._read: dict[int, dict[bytes, Row]] = {}

    def find(self, record: RecordType, case: bytes | None) -> list[Row] | None:
        """Return every row of a table of the directory, or of the case, deleted ones too; None for any other rows."""
        known = self._table(record) if case == self._scope_of(record) else None
        return None if known is None else list(known.values())

    def get(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row by id, None where it is not among those that are remembered."""
        known = self._table(record)
        return known.get(row) if known is not None else None

    @cached_property
    def begun(self) -> tuple[bytes, bytes]:
        """Return the device whose log first wrote to the case, and who wrote its first entry; empty where unknown."""
        device, officer = self._link.row(_BEGUN, (self.case,)) or (b"", b"")
        return device, officer or b""

    def _scope_of(self, record: RecordType) -> bytes | None:
        return self.case if record.scope is Scope.CASE else None

    def _table(self, record: RecordType) -> dict[bytes, Row] | None:
        is_of_case = record.number in self._records
        if not is_of_case and record.scope is not Scope.DIRECTORY:
            return None
        if record.number not in self._read:
            is_there = not is_of_case or record.number in self._there
            self._read[record.number] = {row.id: row for row in self._rows(record)} if is_there else {}
        return self._read[record.number]

    def _rows(self, record: RecordType) -> list[Row]:
        shape = shape_of(record.number)
        case = self._scope_of(record)
        sql, values = (shape.select + " AND case_id = ?", (case,)) if case is not None else (shape.select, ())
        return self._reading.typed(shape, self._link.rows(sql + " ORDER BY row_id", values))

    @cached_property
    def _there(self) -> frozenset[int]:
        """Return the numbers of the records of which the case has rows."""
        parts = (self._records[at : at + _MOST_TABLES] for at in range(0, len(self._records), _MOST_TABLES))
        return frozenset(number for part in parts for (number,) in self._link.rows(_which(part), (self.case,)))


@cache
def _which(records: tuple[int, ...]) -> str:
    """Return the SELECT of those record numbers of which a case has rows."""
    return " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {shape_of(number).table} WHERE case_id = ?1)"  # noqa: S608 - names of ours
        for number in records
    )
