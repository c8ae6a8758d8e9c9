"""What one reader remembers of a case that is read whole, so that many tables are asked in one question, and once.

A case of seventy records would otherwise cost seventy questions, and the same officers would be asked for by everybody
who decides, names or opens something. The records of a case come in parts, and so does the directory as a whole: each
part is read with one question when the first row of it is needed. This serves readers of one consistent state alone,
since whoever writes must not be told what stood before.
"""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.adapters.store.reading import RowReader
from tipdesk.adapters.store.shapes import ROW_ID, shape_of
from tipdesk.domain.records import RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType, Scope

_DIRECTORY = tuple(record.number for record in RECORDS if record.scope is Scope.DIRECTORY)
_BEGUN = (
    # Left alone, the planner would walk the whole log for the sake of the order.
    "SELECT l.device, (SELECT e.actor FROM entries e INDEXED BY ix_entries_case WHERE e.case_id = c.case_id "
    "AND e.log_no = c.first_log AND e.parked IS NULL ORDER BY e.seq LIMIT 1), "
    "EXISTS (SELECT 1 FROM entries e INDEXED BY ix_entries_case CROSS JOIN redactions d ON d.log_no = e.log_no "
    "AND d.seq = e.seq WHERE e.case_id = c.case_id){blanks}, 0 "
    "FROM case_state c JOIN logs l ON l.no = c.first_log WHERE c.case_id = ?1"
)
_BEGUN_COLUMNS = 3
NARROW = 24
"""Records of more columns than this are asked for by themselves."""


class Begun(NamedTuple):
    """How a case began: the device whose log first wrote to it, and the officer who wrote its first entry.

    Either is empty where it is not known. `is_redacted` says that some entry of the case has been redacted since.
    """

    device: bytes = b""
    officer: bytes = b""
    is_redacted: bool = False


class Remembered:
    """One case and the directory, as far as they have been asked for.

    `parts` are the records that the case may have; those of one part are read together. How the case began is read with
    the first part.
    """

    def __init__(self, link: Link, reading: RowReader, case: bytes, parts: Sequence[Sequence[RecordType]]) -> None:
        self._link, self._reading, self.case = link, reading, case
        self._parts = [part for records in parts for part in _by_width(records)]
        self._read: dict[int, dict[bytes, Row]] = {}
        self._begun: Begun | None = None

    def find(self, record: RecordType, case: bytes | None) -> list[Row] | None:
        """Return every row of a table of the directory, or of a table of the case, deleted ones too.

        Returns None for any other rows, which are not remembered here.
        """
        is_asked_whole = case == (self.case if record.scope is Scope.CASE else None)
        known = self._table(record) if is_asked_whole else None
        return None if known is None else list(known.values())

    def get(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row by its id, or None where it is not among those that are remembered."""
        known = self._table(record)
        return known.get(row) if known is not None else None

    @property
    def begun(self) -> Begun:
        """Return how the case began."""
        if self._begun is None:
            self._ask(self._parts[0], with_begun=True)
        return self._begun or Begun()

    def _table(self, record: RecordType) -> dict[bytes, Row] | None:
        number = record.number
        if number not in self._read:
            if number in _DIRECTORY:
                self._ask(_DIRECTORY, of_case=False)
            else:
                place = next((at for at, part in enumerate(self._parts) if number in part), None)
                if place is None:
                    return None
                self._ask(self._parts[place], with_begun=place == 0)
        return self._read[number]

    def _ask(self, part: tuple[int, ...], *, of_case: bool = True, with_begun: bool = False) -> None:
        """Read every row of these tables, of the case where they are its, and with them how it began."""
        found: dict[int, list[SqlRow]] = {number: [] for number in part}
        begun: list[SqlRow] = []
        sql = _question_of(part, of_case=of_case, with_begun=with_begun)
        for row in self._link.rows(sql, (self.case,) if of_case else ()):
            found.get(row[-1], begun).append(row)
        if with_begun:
            device, officer, redacted = begun[0][:_BEGUN_COLUMNS] if begun else (b"", b"", 0)
            self._begun = Begun(device, officer or b"", bool(redacted))
        shapes = {shape_of(number): sorted(rows, key=itemgetter(ROW_ID)) for number, rows in found.items()}
        for shape, typed in self._reading.typed_all(shapes).items():
            self._read[shape.number] = {row.id: row for row in typed}


def _by_width(records: Sequence[RecordType]) -> list[tuple[int, ...]]:
    """Return the numbers of records in parts that are asked with one question each.

    A row is filled up to the widest of its part, and the driver pays for every column: thousands of notes are not read
    as wide as a person.
    """
    numbers = [record.number for record in records]
    wide = tuple(number for number in numbers if len(shape_of(number).columns) > NARROW)
    return [part for part in (tuple(number for number in numbers if number not in wide), wide) if part]


@cache
def _question_of(part: tuple[int, ...], *, of_case: bool, with_begun: bool) -> str:
    """Return the SELECT of all rows of some tables, filled up to one width, with the number of their record at the end.

    How the case began stands under number 0.
    """
    shapes = [shape_of(number) for number in part]
    width = max((len(shape.columns) for shape in shapes), default=0)
    width = max(width, _BEGUN_COLUMNS) if with_begun else width
    asked = [_BEGUN.format(blanks=", NULL" * (width - _BEGUN_COLUMNS))] if with_begun else []
    for shape in shapes:
        names = ", ".join(f'"{name}"' for name in shape.columns)
        blanks = ", NULL" * (width - len(shape.columns))
        only = " WHERE case_id = ?1" if of_case else ""
        asked.append(f"SELECT {names}{blanks}, {shape.number} FROM {shape.table}{only}")  # noqa: S608 - names of ours
    return " UNION ALL ".join(asked)
