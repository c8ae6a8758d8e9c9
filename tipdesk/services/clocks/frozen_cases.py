"""Many cases at once as the rules read them: each record is read once for all, and not case by case.

A list of clocks asks little of most cases: their stage, and whether something stands in them. When a row was written is
asked of the log, and so only of rows of which a rule has to know it; where that is asked of many rows of a record, the
log is read once for all of them. What is sealed stays sealed, since rules read it
with caution.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, EntryTold, Row
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import Stories, earliest_writing, first_of, last_written
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS

if TYPE_CHECKING:
    from tipdesk.domain.changes import Dot

_CASE = BY_NAME["Case"]
_ALONE = 50
"""Of so many rows of a record the log is asked one by one; whoever asks of more has it read for all of them."""


class FrozenCases:
    """Freezes cases of one state of the store; `measures` are the settings and holidays, read once."""

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._reader, self._desk = reader, desk
        self._now = desk.clock.now_ms()
        self._listed_open = frozenset(LISTED_OPEN.get(reader))
        self._lower = frozenset(LOWER_COUNTS.get(reader))
        self._outside: dict[str, tuple[Row, ...]] = {}
        self._cases: list[bytes] = []
        self._updated: dict[bytes, int] = {}
        self._by_record: dict[str, dict[bytes, list[Row]]] = {}
        self._asked: Counter[str] = Counter()
        self._entries: dict[str, Mapping[Dot, EntryTold]] = {}
        self.measures = Measures(self.outside("RuleSetting"), self.outside("Holiday"))

    def outside(self, record: str) -> tuple[Row, ...]:
        """Return the live rows of a record of the directory, or of a register, which are read once."""
        if record not in self._outside:
            self._outside[record] = tuple(self._reader.find_rows(BY_NAME[record]))
        return self._outside[record]

    def each(self, cases: Sequence[CaseSummary]) -> Iterable[tuple[CaseSummary, FrozenCase]]:
        """Yield each of these cases frozen, without those of which there is no row; each is read by itself."""
        for one in cases:
            case = self._reader.get_row(_CASE, one.id)
            if case is not None and not case.deleted:
                yield one, self._frozen(case, one.updated, is_all=False)

    def all(self) -> Iterable[FrozenCase]:
        """Yield every case of the store frozen; each record is read once for all of them."""
        rows = self._reader.find_rows(_CASE)
        self._cases = [row.id for row in rows]
        for row in rows:
            yield self._frozen(row, None, is_all=True)

    def _frozen(self, case: Row, updated: int | None, *, is_all: bool) -> FrozenCase:
        reader = self._reader

        def read_rows(record: str) -> tuple[Row, ...]:
            return tuple(self._of(record, case.id) if is_all else reader.find_rows(BY_NAME[record], case=case.id))

        return FrozenCase(
            case=case,
            now_ms=self._now,
            today=day_of(self._now),
            read_rows=read_rows,
            read_directory=self.outside,
            read_last=lambda: last_written(
                reader, case.id, self._now, self._written(case.id) if updated is None else updated
            ),
            is_headquarters=self._desk.place.is_headquarters,
            read_stories=lambda: Stories(reader, case.id),
            read_standing=self._standing if is_all else lambda row: earliest_writing(reader, row),
            read_listed_open=lambda: case.id in self._listed_open,
            read_lower=lambda: self._lower,
        )

    def _written(self, case: bytes) -> int:
        """Return when a case was last written to, as the lists of cases have it, read once for all of them."""
        if not self._updated:
            self._updated = {one.id: one.updated for one in self._reader.find_case_summaries(self._cases)}
        return self._updated.get(case, 0)

    def _standing(self, row: Row) -> EntryTold | None:
        """Return who wrote the earliest entry of which something still stands in a row, None where none is held."""
        record = row.record.name
        self._asked[record] += 1
        if self._asked[record] <= _ALONE or record not in self._by_record:
            return earliest_writing(self._reader, row)
        if record not in self._entries:
            rows = (one for of_case in self._by_record[record].values() for one in of_case)
            self._entries[record] = self._reader.find_entries({dot for one in rows for dot in one.all_dots})
        entries = self._entries[record]
        return first_of({dot: entries[dot] for dot in row.all_dots if dot in entries})

    def _of(self, record: str, case: bytes) -> list[Row]:
        """Return the rows of a record of one case, out of all that are read when the first of them is asked for."""
        if record not in self._by_record:
            found = self._by_record[record] = {}
            for row in self._reader.find_rows(BY_NAME[record]):
                found.setdefault(row.case or b"", []).append(row)
        return self._by_record[record].get(case, [])
