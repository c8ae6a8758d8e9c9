"""Reading one consistent state of the store: the `Reader` of `services/desk` over one connection.

Rows come back with typed values, with the dots that stood when they were read, and with their conflicts. Nothing here
decides who may see them; that is done in `services/look`. Lists of cases are in `case_lists`, histories in `history`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from tipdesk.adapters.store import case_facts, case_lists, history, likenesses, looks, search
from tipdesk.adapters.store.columns import is_octets, searched_text, to_column
from tipdesk.adapters.store.drafts import StoreDrafts
from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.adapters.store.reading import LogNames, RowReader
from tipdesk.adapters.store.remembered import Remembered
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.adapters.store.siblings import rows_with
from tipdesk.domain.case_kinds import CaseFacts
from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Field, Search, Value
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import Author, CaseSummary, DirectoryWrite, EntryTold, Happening, Hit, Look, Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.similar.around import Around
from tipdesk.services.desk import CaseQuery, LookQuery
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS

Rank = Callable[[str, str], int]
"""Takes a list's name and a code and returns the code's place in that list, -1 where it is not there
(`CodeBook.rank`)."""


class StoreRows:
    """Reads the rows of one consistent state of the store."""

    def __init__(self, link: Link, own_log: bytes, rank: Rank) -> None:
        self.link = link
        self._own_log = own_log
        self._names = LogNames(link)
        self._reading = RowReader(link, self._names, rank)
        self._remembered: Remembered | None = None

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Ask for the directory, and for each part of this case, only once from now on, and with one question.

        `parts` are the records that the case may have; those of one part are read together.
        """
        self._remembered = Remembered(self.link, self._reading, case, parts)

    def get_row(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row by its id, deleted or not, or None where no entry has named it."""
        known = self._remembered.get(record, row) if self._remembered else None
        if known is not None or (self._remembered and record.scope is Scope.DIRECTORY):
            return known
        shape = shape_of(record.number)
        found = self.link.rows(shape.select + " AND row_id = ?", (row,))
        return self._reading.typed(shape, found)[0] if found else None

    def find_rows(
        self,
        record: RecordType,
        *,
        case: bytes | None = None,
        where: Mapping[str, Value] | None = None,
        with_deleted: bool = False,
        with_disputed: bool = False,
    ) -> list[Row]:
        """Return rows of one case or of all cases, in the order of their ids (that is, of creation).

        `where` names fields and the values that they must show. With `with_disputed`, a row also counts where the value
        is one of several live values of the field.
        """
        known = self._remembered.find(record, case) if self._remembered else None
        if known is not None:
            there = [row for row in known if with_deleted or not row.deleted]
            return [row for row in there if _answers(row, where, with_disputed=with_disputed)] if where else there
        shape = shape_of(record.number)
        sql, values = shape.select, list[object]()
        if case is not None:
            sql, values = sql + " AND case_id = ?", [case]
        if not with_deleted:
            sql += " AND hidden = ?"
            values.append(False)
        for name, value in (where or {}).items():
            field = record.by_name[name]
            stored = _stored(field, value)
            test = f'"{name}" IS NULL' if stored is None else f'"{name}" = ?'
            values += [] if stored is None else [stored]
            if with_disputed:
                beside, asked = rows_with(record.number, field.number, [field.to_wire(value)])
                test, values = f"{test} OR row_id IN ({beside})", [*values, *asked]
            sql += f" AND ({test})"
        return self._reading.typed(shape, self.link.rows(sql + " ORDER BY row_id", values))

    def find_hits(self, words: str, *, limit: int = 50, records: frozenset[int] = frozenset()) -> list[Hit]:
        """Return the rows whose searched fields match every word.

        A word matches the beginning of a word of a text, and any part of a name or number. `records` limits the search
        to records with these numbers; where it names none, the rows of cases are searched.
        """
        plain = search.split_words(words)
        found = search.find_rows(self.link, plain, limit, records)
        texts: dict[tuple[int, bytes], SqlRow] = {}
        for number in {number for number, _row, _case in found if number in BY_NUMBER}:
            ids = [row for one, row, _case in found if one == number]
            for row in self.link.rows_in(shape_of(number).select + " AND row_id IN ({keys})", ids):
                texts[(number, row[0])] = row
        return [
            Hit(BY_NUMBER[number], row, case, _matched(number, texts.get((number, row)), plain))
            for number, row, case in found
            if number in BY_NUMBER
        ]

    def count_unsought(self) -> int:
        """Return how many rows came in a large bundle and are not found by `find_around` yet."""
        return likenesses.count_due(self.link)

    def find_around(self, keys: Collection[int], most: int) -> Around:
        """Return at most `most` people who share most with who lies under these keys."""
        return likenesses.find_around(self.link, keys, most)

    def find_conflicts(self, case: bytes | None = None) -> list[Row]:
        """Return the rows of case scope that are in conflict, in the order of their ids."""
        sql, values = "SELECT record_no, row_id FROM conflicts", list[object]()
        if case is not None:
            sql, values = sql + " WHERE case_id = ?", [case]
        by_record: dict[int, list[bytes]] = {}
        for number, row in self.link.rows(sql, values):
            if number in BY_NUMBER and BY_NUMBER[number].scope is Scope.CASE:
                by_record.setdefault(number, []).append(row)
        rows: list[Row] = []
        for number, ids in by_record.items():
            shape = shape_of(number)
            rows += self._reading.typed(shape, list(self.link.rows_in(shape.select + " AND row_id IN ({keys})", ids)))
        return sorted(rows, key=lambda one: one.id)

    def cases_of(self, record: int, rows: Collection[bytes]) -> dict[bytes, bytes]:
        """Return the case of each of these rows that has one; rows of an unknown record have none.

        `record` is the record's number.
        """
        if record not in BY_NUMBER or BY_NUMBER[record].scope is not Scope.CASE:
            return {}
        shape = shape_of(record)
        sql = f"SELECT row_id, case_id FROM {shape.table} WHERE row_id IN ({{keys}})"  # noqa: S608 - a declared name
        found = self.link.rows_in(sql, self.link.held_among(shape.newest, rows))
        return {row: case for row, case in found if case is not None}

    def find_entries(self, dots: Collection[Dot]) -> dict[Dot, EntryTold]:
        """Return, by their dots, who wrote these entries when."""
        return history.find_entries(self.link, self._log_names(), dots)

    def _log_names(self) -> LogNames:
        return self._names if self._remembered else LogNames(self.link)  # a unit may open logs


class StoreReader(StoreRows):
    """Reads one consistent state of the store."""

    @property
    def drafts(self) -> StoreDrafts:
        """Return the drafts: what has been typed on this PC and not finished."""
        return StoreDrafts(self.link)

    def find_case_ids(self, query: CaseQuery) -> list[bytes]:
        """Return the ids of all cases that match the query, latest change first."""
        return case_lists.find_ids(self.link, query, LISTED_OPEN.get(self))

    def find_case_summaries(self, cases: Sequence[bytes]) -> list[CaseSummary]:
        """Return the list lines of these cases, in the order given; a case that is not held here has no line."""
        return case_lists.find_summaries(
            self.link, cases, frozenset(LISTED_OPEN.get(self)), frozenset(LOWER_COUNTS.get(self))
        )

    def find_case_facts(self, marks: Sequence[int], today: date) -> CaseFacts:
        """Return what lists filter, sort and count all cases by."""
        return case_facts.find_facts(self, self.link, marks, today)

    def find_case_order(self, by: str) -> list[bytes]:
        """Return the ids of all cases in ascending order of "reference", "title", "people" or "conflicts"."""
        return case_facts.find_order(self.link, by)

    def find_happenings(self, case: bytes | None, row: bytes | None = None) -> list[Happening]:
        """Return what happened to a case, or to one of its rows, latest first; without a case, to a register's row."""
        if case is None:
            return history.find_register_happenings(self.link, self._log_names(), row or b"")
        return history.find_happenings(self.link, self._log_names(), case, row, is_whole=self._is_whole(case))

    def find_last_happenings(self, case: bytes, most: tuple[int, int]) -> tuple[list[Happening], bool]:
        """Return what the entries wrote that came last to a case, latest first, and whether that is all."""
        names, is_whole = self._log_names(), self._is_whole(case)
        return history.find_last_happenings(self.link, names, case, most, is_whole=is_whole)

    def find_authors(self, case: bytes) -> dict[bytes, Author]:
        """Return who wrote each row of a case first, by the id of the row."""
        return history.find_authors(self.link, case)

    def find_looks(self, query: LookQuery) -> list[Look]:
        """Return the rows of the audit that are held here and match the query, latest entry first."""
        return looks.find_looks(self.link, LogNames(self.link), query)

    def find_directory_writes(
        self, record: RecordType, *, row: bytes | None = None, before_case: bytes | None = None
    ) -> list[DirectoryWrite]:
        """Return every write to a record of the directory, or to one `row`, in the order of arrival.

        With `before_case`, `row` is a device, and only what came before its first entry in that case is returned.
        """
        return history.find_directory_writes(self.link, record.number, row, before_case)

    def case_devices(self, cases: Collection[bytes], besides: Collection[bytes] = ()) -> dict[bytes, bytes]:
        """Return for each of these cases the device whose log wrote to it first, apart from those `besides`.

        A case for which no such device is known is left out.
        """
        if self._remembered and not besides and [*cases] == [self._remembered.case]:
            device = self._remembered.begun.device
            return {self._remembered.case: device} if device else {}
        if not besides:
            sql = "SELECT case_id, l.device FROM case_state JOIN logs l ON l.no = first_log WHERE case_id IN ({keys})"
            return {case: device for case, device in self.link.rows_in(sql, list(cases)) if device}
        sql = (
            "SELECT l.device FROM entries e JOIN logs l ON l.no = e.log_no "
            "WHERE e.case_id = ? AND e.parked IS NULL AND instr(?, l.device) = 0 ORDER BY e.no LIMIT 1"
        )
        found = {case: self.link.value(sql, (case, b"".join(besides))) for case in cases}
        return {case: device for case, device in found.items() if device}

    def device_of_log(self, log: bytes) -> bytes:
        """Return the device that writes a log, b"" where the log is not known here."""
        found: bytes | None = self.link.value("SELECT device FROM logs WHERE log = ?", (log,))
        return found or b""

    def case_creator(self, case: bytes) -> bytes | None:
        """Return the officer who wrote the case's first entry, or None where none is held.

        That is the entry of lowest number in the log that began the case, whatever the clocks say.
        """
        if self._remembered and case == self._remembered.case:
            return self._remembered.begun.officer or None
        found = self.link.value(
            # Left alone, the planner would walk the whole log for the sake of the order.
            "SELECT e.actor FROM case_state c JOIN entries e INDEXED BY ix_entries_case "
            "ON e.case_id = c.case_id AND e.log_no = c.first_log "
            "WHERE c.case_id = ? AND e.parked IS NULL ORDER BY e.seq LIMIT 1",
            (case,),
        )
        return found or None

    def get_setting(self, key: str) -> bytes | None:
        """Return a setting: a value of this installation that stands in no log. Returns None where it is not kept."""
        found: bytes | None = self.link.value("SELECT value FROM settings WHERE key = ?", (key,))
        return found

    def count_unsent(self, after: int) -> int:
        """Return how many case and register entries of the own log come after this sequence number."""
        return int(
            self.link.value(
                "SELECT count(*) FROM entries WHERE log_no = (SELECT no FROM logs WHERE log = ?) AND seq > ? "
                "AND scope IN (?, ?)",
                (self._own_log, after, int(Scope.CASE), int(Scope.REGISTER)),
            )
        )

    def _is_whole(self, case: bytes) -> bool:
        """Tell whether it is known that nothing of a case was redacted."""
        known = self._remembered
        return known is not None and known.case == case and not known.begun.is_redacted


def _answers(row: Row, where: Mapping[str, Value], *, with_disputed: bool) -> bool:
    """Tell whether a row that has been read matches `where`, as the database does for rows that have not."""
    return all(
        row[name] == value or (with_disputed and value in live_values(row, name)) for name, value in where.items()
    )


def _stored(field: Field, value: Value) -> object:
    return to_column(field.to_wire(value), octets=is_octets(field))[1]


def _matched(number: int, row: SqlRow | None, words: Sequence[str]) -> str:
    """Return the name of the first searched field that holds one of the words, or "" where only a sibling does."""
    if row is None:
        return ""
    shape = shape_of(number)
    for field in BY_NUMBER[number].fields:
        if field.search is Search.NONE:
            continue
        text = "".join(search.split_words(searched_text(row[shape.places[field.number][0]])))
        if any(word in text for word in words):
            return field.name
    return ""
