"""Import a sheet of cases: a dry run that stores nothing, or row after row, each whole or not at all.

Rows are saved some hundred at a time, each such part one unit of work with its own row of the audit, so that the import
can be stopped between two parts and gone on with by the same file. A row that is wrong is told with all that is wrong
with it, and does not keep the others from being saved.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Referred
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.first_day import first_day_of
from tipdesk.domain.texts import _, counted
from tipdesk.services.audit import moment_now, note_deed, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.import_export.cell_words import CellWords
from tipdesk.services.import_export.find_sheet import find_sheet
from tipdesk.services.import_export.heading import Heading
from tipdesk.services.import_export.imported import MOST_BAD_ROWS, Imported
from tipdesk.services.import_export.maps import SheetMap
from tipdesk.services.import_export.new_rows import ids_of_sheet
from tipdesk.services.import_export.read_row import RowReading, RowTold
from tipdesk.services.import_export.row_saving import ADDED, BAD, CHANGED, Done, RowSaving, note_refusal
from tipdesk.services.import_export.seen_sheets import SeenSheets, keep_sheet, logs_now
from tipdesk.services.import_export.sheet_source import MOST_ROWS, SheetSource, merged_by_row
from tipdesk.services.look import deed
from tipdesk.services.registers.answers import plain_name

PART_ROWS: Final = 200
Told = Callable[[int, int], object]
"""Hears how many rows of about how many are done; it may raise, which stops the import between two parts."""
Line = tuple[int, tuple[str, ...]]
_KEY_TWICE = _("This key stands in row {first} already.")
_TOO_MANY_ROWS = counted(
    "A file may have {most} row. This one has more: share it out.",
    "A file may have {most} rows. This one has more: share it out.",
)


def import_sheet(
    desk: Desk, source: SheetSource, sheet_map: SheetMap, *, dry_run: bool, told: Told, sheet: str = ""
) -> Imported:
    """Read a sheet and save its rows, unless it is a `dry_run`; return what became of them, or would.

    Raises UserError `not-allowed` for an officer who opens no cases, `no-heading`, `which-sheet`, `no-rows`,
    `no-person`, `column-twice`, `too-large`, and what reading the file raises.
    """
    if decide(desk.actor.roles, Relation.ASSIGNED, Action.EDIT) < Level.FULL:
        raise UserError("not-allowed", _("Your role does not open cases."))
    found = find_sheet(source, sheet_map, sheet)
    if not any(one.target is not None and one.target.slot.record == "Person" for one in found.heading.places.values()):
        raise UserError("no-person", _("No column of this sheet fills a field of the person. Say which one does."))
    with desk.read() as reader:
        work = _Import(desk, sheet_map, reading_in(reader, desk, sheet_map, found.heading), dry_run=dry_run)
        work.saving = _saving(reader, desk, sheet_map)
    work.imported.sheet, work.imported.heads = found.name, found.heads
    work.imported.passed_over = found.heading.passed_over
    work.merged = merged_by_row(source.merged(found.name))
    if work.saving.seen.persons:
        work.find_exact(_lines(source, found.name, found.heading.rows, work.merged))
    try:
        work.run(_lines(source, found.name, found.heading.rows, work.merged), source.expected(found.name), told)
    finally:
        work.close()
    if not (work.imported.saved or work.imported.unchanged or work.imported.bad):
        raise UserError("no-rows", _("This file has no rows below its head."))
    return work.imported


def _lines(source: SheetSource, sheet: str, heads: int, merged: Collection[int]) -> Iterator[Line]:
    """Yield the rows of data that say something, or that are merged with one that may."""
    for at, cells in islice(enumerate(source.rows(sheet), 1), heads, None):
        if at > MOST_ROWS + heads:
            raise UserError("too-large", _TOO_MANY_ROWS.of(MOST_ROWS), most=MOST_ROWS)
        if at in merged or any(cell and not cell.isspace() for cell in cells):
            yield at, cells


@dataclass
class _Import:
    """One import under way."""

    desk: Desk
    sheet_map: SheetMap
    reading: RowReading
    dry_run: bool
    imported: Imported = field(default_factory=Imported)
    merged: Mapping[int, Sequence[int]] = field(default_factory=dict)
    seen: list[tuple[bytes, bytes]] = field(default_factory=list)
    saving: RowSaving = field(init=False)
    _keys: dict[str, int] = field(default_factory=dict)

    def read(self, line: Line) -> RowTold | None:
        """Return what a line says."""
        return self.reading.read(line[0], line[1], self.merged.get(line[0], ()))

    def find_exact(self, lines: Iterator[Line]) -> None:
        """Find the persons of whom the file has a row just as it left, or came in, so that no other row is theirs."""
        for at, cells in lines:
            person = self.saving.seen.persons.get(self.reading.digest(at, cells, self.merged.get(at, ())))
            if person is not None:
                self.saving.exact.add(person)

    def run(self, lines: Iterator[Line], expected: int, told: Told) -> None:
        """Save all lines, part by part."""
        done = 0
        while part := list(islice(lines, PART_ROWS)):
            rows = [(line, row) for line in part if (row := self.read(line)) is not None]
            for _line, row in rows:
                self._see_key(row)
            keyed = [(line, row, self.saving.key_of(row)) for line, row in rows]
            good = [one for one in keyed if not one[1].problems]
            self._save(good)
            for (at, cells), row, _key in keyed:
                if row.problems:
                    self.imported.refuse(at, cells, [(one.place, one.why) for one in row.problems])
            done += len(part)
            if len(self.imported.bad) > MOST_BAD_ROWS:
                self.imported.is_whole = False
                return
            told(done, max(done, expected))

    def _see_key(self, told: RowTold) -> None:
        """Refuse a row whose key another row of the file has."""
        if told.key:
            first = self._keys.setdefault(plain_name(told.key), told.at)
            if first != told.at:
                told.refuse(None, FieldProblem("key", _KEY_TWICE, (("first", first),)))

    def _save(self, rows: Sequence[tuple[Line, RowTold, tuple[bytes, bytes]]]) -> None:
        """Save a part in one unit of work; where a rule refuses one of its rows, each in a unit of its own."""
        made = set(self.saving.made)
        try:
            self._save_together(rows)
        except UserError as refusal:
            self.saving.made = made
            for _line, row, _key in rows:
                row.problems.clear()
            if len(rows) == 1:
                note_refusal(rows[0][1], refusal)
                return
            for one in rows:
                self._save([one])

    def _save_together(self, rows: Sequence[tuple[Line, RowTold, tuple[bytes, bytes]]]) -> None:
        if not rows:
            return
        done: list[tuple[int, RowTold, Done]] = []
        try:
            with deed(self.desk) as unit:
                for (at, _cells), told, key in rows:
                    done.append((at, told, self.saving.save(unit, told, key)))
                self._keep_or_undo()
                count = sum(one.what in (ADDED, CHANGED) for _at, _told, one in done)
                if count:
                    note_deed(self.desk, unit, "import", {"reason": f"cases {self.sheet_map.name}", "count": count})
        except _Undo:
            pass
        for at, told, one in done:
            self._count(at, told, one)

    def _keep_or_undo(self) -> None:
        """End the unit of work of a dry run, so that nothing of it is kept."""
        if self.dry_run:
            raise _Undo

    def _count(self, at: int, told: RowTold, done: Done) -> None:
        if done.what == BAD:
            return
        counts = self.imported
        counts.added += done.what == ADDED
        counts.changed += done.what == CHANGED
        counts.unchanged += done.what not in (ADDED, CHANGED)
        counts.matched += done.note is not None
        if done.note is not None:
            counts.note(at, "", done.note)
        for one in done.failed:
            counts.note(at, one.gate, FieldProblem(one.gate, one.sentence, one.values))
        if done.what in (ADDED, CHANGED):
            counts.cases.add(done.case)
            self.seen.append((told.digest, done.person))

    def close(self) -> None:
        """Remember which row is which person, also where the import was stopped, and that people were sought."""
        if self.imported.matched:
            note_look(self.desk, "search", reason=f"cases {self.sheet_map.name}", count=self.imported.matched)
        if self.seen and not self.dry_run:
            with self.desk.work() as unit:
                keep_sheet(unit, self.seen, logs_now(unit))


class _Undo(Exception):  # noqa: N818 - no error: it ends the unit of work of a dry run, so that nothing is kept
    """Ends a dry run's unit of work."""


def _saving(reader: Reader, desk: Desk, sheet_map: SheetMap) -> RowSaving:
    settings = reader.find_rows(BY_NAME["RuleSetting"])
    made_on = day_of(
        min((one.at for one in reader.find_directory_writes(BY_NAME["Officer"])), default=desk.clock.now_ms())
    )
    return RowSaving(
        desk, sheet_map, SeenSheets.read(reader), ids_of_sheet(reader, desk), first_day_of(settings, made_on)
    )


def reading_in(reader: Reader, desk: Desk, sheet_map: SheetMap, heading: Heading) -> RowReading:
    """Return what reads the rows of a sheet by a map."""
    officers = reader.find_rows(BY_NAME["Officer"])
    known = {str(row["login"] or "").casefold(): row.id for row in officers}
    names = [str(row["name"] or "").casefold() for row in officers]
    known |= {name: row.id for row, name in zip(officers, names, strict=True) if name and names.count(name) == 1}
    known[desk.actor.login.casefold()] = desk.actor.officer
    agencies = {str(row["name"] or "").casefold(): row.id for row in reader.find_rows(BY_NAME["Agency"])}

    def refer(record: str, given: object) -> Referred:
        with desk.read() as now:
            return Referred(record, refer_to_directory(now, desk.actor, BY_NAME[record], given))

    return RowReading(
        CellWords(desk.codes, sheet_map), heading, refer, {"Officer": known, "Agency": agencies}, moment_now(desk)
    )
