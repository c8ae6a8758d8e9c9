"""What one reader remembers of a case that is read whole, so that each table is asked once, or not at all.

A case of seventy records would otherwise cost seventy questions whatever it holds, and the same officers would be asked
for by everybody who decides, names or opens something. One question says which tables hold rows of the case; a table of
the directory is read whole when its first row is needed. This serves readers of one consistent state alone, since
whoever writes must not be told what stood before.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.reading import RowReader
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope

_BEGUN = (
    # Left alone, the planner would walk the whole log for the sake of the order.
    "SELECT l.device, (SELECT e.actor FROM entries e INDEXED BY ix_entries_case WHERE e.case_id = c.case_id "
    "AND e.log_no = c.first_log AND e.parked IS NULL ORDER BY e.seq LIMIT 1), "
    "EXISTS (SELECT 1 FROM entries e INDEXED BY ix_entries_case CROSS JOIN redactions d ON d.log_no = e.log_no "
    "AND d.seq = e.seq WHERE e.case_id = c.case_id) "
    "FROM case_state c JOIN logs l ON l.no = c.first_log WHERE c.case_id = ?1"
)
_MOST_TABLES = 400
"""How many tables are asked for in one statement: SQLite joins at most 500 SELECTs."""


class Begun(NamedTuple):
    """How a case began: the device whose log first wrote to it, and the officer who wrote its first entry.

    Either is empty where it is not known. `is_redacted` says that some entry of the case has been redacted since.
    """

    device: bytes = b""
    officer: bytes = b""
    is_redacted: bool = False


class Remembered:
    """One case and the directory, as far as they have been asked for; `records` are those that the case may have."""

    def __init__(self, link: Link, reading: RowReader, case: bytes, records: Sequence[RecordType]) -> None:
        self._link, self._reading, self.case = link, reading, case
        self._records = tuple(record.number for record in records)
        self._read: dict[int, dict[bytes, Row]] = {}

    def find(self, record: RecordType, case: bytes | None) -> list[Row] | None:
        """Return every row of a table of the directory, or of a table of the case, deleted ones too.

        Returns None for any other rows, which are not remembered here.
        """
        known = self._table(record) if case == self._scope_of(record) else None
        return None if known is None else list(known.values())

    def get(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row by its id, or None where it is not among those that are remembered."""
        known = self._table(record)
        return known.get(row) if known is not None else None

    @property
    def begun(self) -> Begun:
        """Return how the case began."""
        return self._survey[1]

    def _scope_of(self, record: RecordType) -> bytes | None:
        return self.case if record.scope is Scope.CASE else None

    def _table(self, record: RecordType) -> dict[bytes, Row] | None:
        is_of_case = record.number in self._records
        if not is_of_case and record.scope is not Scope.DIRECTORY:
            return None
        if record.number not in self._read:
            is_there = not is_of_case or record.number in self._survey[0]
            self._read[record.number] = {row.id: row for row in self._rows(record)} if is_there else {}
        return self._read[record.number]

    def _rows(self, record: RecordType) -> list[Row]:
        shape = shape_of(record.number)
        case = self._scope_of(record)
        sql, values = (shape.select + " AND case_id = ?", (case,)) if case is not None else (shape.select, ())
        return self._reading.typed(shape, self._link.rows(sql + " ORDER BY row_id", values))

    @cached_property
    def _survey(self) -> tuple[frozenset[int], Begun]:
        """Return the numbers of the records of which the case has rows, and how the case began."""
        parts = (self._records[at : at + _MOST_TABLES] for at in range(0, len(self._records), _MOST_TABLES))
        found = [row for part in parts for row in self._link.rows(_survey_of(part), (self.case,))]
        begun = [
            Begun(device, officer or b"", bool(redacted)) for number, device, officer, redacted in found if not number
        ]
        return frozenset(number for number, *_rest in found if number), begun[0] if begun else Begun()


@cache
def _survey_of(records: tuple[int, ...]) -> str:
    """Return the SELECT of those record numbers of which a case has rows, and, under number 0, of how it began."""
    tables = (
        f"SELECT {number}, NULL, NULL, NULL WHERE EXISTS (SELECT 1 FROM {shape_of(number).table} WHERE case_id = ?1)"  # noqa: S608 - names of ours
        for number in records
    )
    return " UNION ALL ".join((_BEGUN.replace("SELECT", "SELECT 0,", 1), *tables))
