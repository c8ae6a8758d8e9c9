"""A sheet read into the rows of a register that it gives, with every cell that is wrong; nothing is saved here.

The head names the columns, by the names of fields or by what they are called; a second line of labels is passed over.
A key is the id of a row, or any number or name of whoever made the list, from which the id of its row is made. An empty
cell leaves what stands.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import ID_BYTES, parse_id
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import find_frozen
from tipdesk.domain.rules.contradictions import find_contradictions
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.fields import change_of_new, change_of_row, find_emptied, find_needed, read_fields
from tipdesk.services.registers.answers import Referring, is_id
from tipdesk.services.registers.cells import answer_of
from tipdesk.services.registers.export_register import KEY, KEY_LABEL, columns_of
from tipdesk.services.registers.kept import is_ours
from tipdesk.services.registers.sheets import Sheet, column_name
from tipdesk.services.relation import post_of_device

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change

MOST_PROBLEMS = 500


@dataclass(frozen=True)
class CellProblem:
    """One thing that is wrong: in which row of the file, counted from 1, in which column ("B"), and why."""

    row: int
    column: str
    why: FieldProblem


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do.

    `added`, `changed` and `unchanged` count rows. `passed_over` are columns that the program fills in itself, and
    `adds_again` says that no key tells which rows these are, so that the same file would add them once more.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[CellProblem, ...] = ()
    passed_over: tuple[str, ...] = ()
    adds_again: bool = False
    rows: tuple[bytes, ...] = field(default=(), compare=False)


_NO_COLUMN = _("This register has no column “{name}”.")
_NO_COLUMN_BUT = _("This register has no column “{name}”. It has: {known}.")
_TWICE = _("The column “{name}” stands twice.")
_NEEDED = _("The column “{name}” is needed.")
_NO_HEAD = _("The first row names the columns: this one is empty.")
_BAD_KEY = _("No row has this key.")
_IN_TRASH = _("The row of this key is in the trash. Bring it back first.")
_KEY_TWICE = _("This key stands in row {first} already.")
_DISPUTED = _("This answer is in dispute. Settle it in the register first.")
_STANDS = _("This stands as it was told.")


class SheetReading:
    """What reading a sheet has found so far."""

    def __init__(self, desk: Desk, unit: UnitOfWork, record: RecordType, language: str) -> None:
        self._desk, self._unit, self._record, self._language = desk, unit, record, language
        self._refer = Referring(unit, desk)
        self._now = moment_now(desk)
        self._columns: dict[int, Field] = {}
        self._key: int | None = None
        self._seen: dict[bytes, int] = {}
        self._added = self._changed = self._unchanged = self._keyless = 0
        self.problems: list[CellProblem] = []
        self.changes: list[Change] = []
        self._passed_over: list[str] = []

    def read(self, sheet: Sheet) -> None:
        """Read the head and every line; raises UserError `no-rows` for a sheet without any."""
        head, lines = sheet.rows[:1], list(enumerate(sheet.rows[1:], 2))
        self._read_head(head[0] if head else ())
        if lines and self._is_label_row(lines[0][1]):
            lines = lines[1:]
        filled = [(at, line) for at, line in lines if any(cell.strip() for cell in line)]
        if not filled and not self.problems:
            raise UserError("no-rows", _("This file has no rows below its head."))
        if not self.problems:
            self._find_missing_columns(filled)
        for at, line in filled if self._columns else ():
            self._read_line(at, line)

    def told(self) -> Imported:
        """Return what was found."""
        return Imported(
            self._added,
            self._changed,
            self._unchanged,
            tuple(self.problems[:MOST_PROBLEMS]),
            tuple(self._passed_over),
            adds_again=self._keyless > 0,
            rows=tuple(change.row for change in self.changes),
        )

    def _read_head(self, head: Sequence[str]) -> None:
        known = self._known_columns()
        if not any(cell.strip() for cell in head):
            self._refuse(1, 0, _NO_HEAD)
        for at, cell in enumerate(head):
            name = " ".join(cell.split())
            found = known.get(name.casefold())
            if not name:
                continue
            if name.casefold() in (KEY, "id", KEY_LABEL.casefold()) and found is None:
                self._key = at
            elif found is None:
                there = ", ".join(one.name for one in columns_of(self._record) if not one.by_program)
                self._refuse(1, at, _NO_COLUMN if self.problems else _NO_COLUMN_BUT, name=name[:40], known=there)
            elif found in self._columns.values():
                self._refuse(1, at, _TWICE, name=name[:40])
            elif found.by_program:
                self._passed_over.append(found.name)
            else:
                self._columns[at] = found

    def _known_columns(self) -> dict[str, Field]:
        """Return the columns by the names of their fields, and by what these are called."""
        fields = columns_of(self._record)
        return {**{one.label.casefold(): one for one in fields}, **{one.name.casefold(): one for one in fields}}

    def _is_label_row(self, line: Sequence[str]) -> bool:
        """Tell whether a line only says what the columns are called, as an exported file does in its second row."""
        told = [(self._columns[at].label, cell) for at, cell in enumerate(line) if at in self._columns and cell.strip()]
        return bool(told) and all(label.casefold() == " ".join(cell.split()).casefold() for label, cell in told)

    def _find_missing_columns(self, lines: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Tell each needed column that is not there, once, where some line would add a row."""
        there = {one.name for one in self._columns.values()}
        missing = [one for one in self._record.fields if one.required and not one.begins and one.name not in there]
        if missing and any(self._held(line)[1] is None for _at, line in lines):
            for one in missing:
                self._refuse(1, 0, _NEEDED, name=one.name)
            self._columns = {}

    def _held(self, line: Sequence[str]) -> tuple[bytes | None, Row | None]:
        """Return the id that the key of a line stands for, None without one, and the row if it is there."""
        key = line[self._key].strip() if self._key is not None and self._key < len(line) else ""
        if not key:
            return None, None
        row = _id_of(self._unit, self._desk, self._record, key)
        return row, self._unit.get_row(self._record, row)

    def _read_line(self, at: int, line: Sequence[str]) -> None:
        row, held = self._held(line)
        if row is not None and not self._may_use(at, row, held, line):
            return
        given: dict[str, object] = {}
        refused: list[str] = []
        for place, column in self._columns.items():
            cell = line[place] if place < len(line) else ""
            if cell.strip():
                self._take(at, place, column, cell, given, refused)
        if held is None:
            self._add(at, row, given, refused)
        else:
            self._amend(at, held, given, is_whole=not refused)

    def _may_use(self, at: int, row: bytes, held: Row | None, line: Sequence[str]) -> bool:
        """Tell whether the row of a key may be written; where it may not, that is told."""
        place, key = self._key or 0, line[self._key or 0].strip()
        if row in self._seen:
            self._refuse(at, place, _KEY_TWICE, first=self._seen[row])
        elif (held is None and is_id(key)) or (held is not None and not is_ours(self._unit, self._desk, held)):
            self._refuse(at, place, _BAD_KEY)
        elif held is not None and held.deleted:
            self._refuse(at, place, _IN_TRASH)
        else:
            self._seen[row] = at
            return True
        return False

    def _take(
        self, at: int, place: int, column: Field, cell: str, given: dict[str, object], refused: list[str]
    ) -> None:
        try:
            given[column.name] = answer_of(column, cell, self._desk.codes, self._language)
        except UserError as refusal:
            refused.append(column.name)
            self._refuse(at, place, refusal.template, **refusal.values)

    def _add(self, at: int, row: bytes | None, given: Mapping[str, object], refused: Sequence[str]) -> None:
        begun = with_beginnings(self._desk, self._record, given)
        values, problems = self._values(begun)
        known = [*refused, *(problem.path for problem in problems)]
        problems += find_needed(self._record, values, known, self._record.name)
        problems += self._contradictions(values, {}, problems)
        self._note(at, problems)
        if not refused and not problems:
            self._added += 1
            self._keyless += row is None
            self.changes.append(change_of_new(self._record, row or self._desk.ids.new_id(), values))

    def _amend(self, at: int, held: Row, given: Mapping[str, object], *, is_whole: bool) -> None:
        values, problems = self._values(given)
        other = {name: value for name, value in values.items() if value != held[name]}
        problems += find_emptied(self._record, other, self._record.name)
        path = self._record.name
        problems += [FieldProblem(f"{path}.{name}", _DISPUTED) for name in other if name in held.siblings]
        problems += [FieldProblem(f"{path}.{name}", _STANDS) for name in find_frozen(held, other)]
        problems += self._contradictions(other, held.values, problems)
        self._note(at, problems)
        change = change_of_row(held, other) if is_whole and not problems else None
        if change is not None:
            self._changed += 1
            self.changes.append(change)
        elif is_whole and not problems:
            self._unchanged += 1

    def _contradictions(
        self, values: Mapping[str, Value], seen: Mapping[str, Value], told: Sequence[FieldProblem]
    ) -> list[FieldProblem]:
        paths = [problem.path for problem in told]
        return find_contradictions(self._record, values, seen, self._now, paths)

    def _values(self, given: Mapping[str, object]) -> tuple[dict[str, Value], list[FieldProblem]]:
        return read_fields(self._desk.codes, self._record, given, self._record.name, self._refer.refer, now=self._now)

    def _note(self, at: int, problems: Sequence[FieldProblem]) -> None:
        places = {column.name: place for place, column in self._columns.items()}
        for problem in problems:
            name = problem.path.rpartition(".")[2]
            where = column_name(places[name]) if name in places else ""
            self.problems.append(CellProblem(at, where, problem))

    def _refuse(self, row: int, at: int, template: str, **values: object) -> None:
        why = FieldProblem(f"{self._record.name}", template, tuple(values.items()))
        self.problems.append(CellProblem(row, column_name(at), why))


def _id_of(unit: UnitOfWork, desk: Desk, record: RecordType, key: str) -> bytes:
    """Return the id of the row that a key of a file stands for: an id itself, or one that is made of the key.

    What one post calls 7 is not what another calls 7: the post is part of what the id is made of.
    """
    if is_id(key):
        return parse_id(key)
    post = post_of_device(unit, desk.place.device)
    place = post if isinstance(post, bytes) else desk.place.device
    told = f"tipdesk import v1\n{record.number}\n{place.hex()}\n{' '.join(key.split()).casefold()}\n"
    return hashlib.sha256(told.encode()).digest()[:ID_BYTES]
