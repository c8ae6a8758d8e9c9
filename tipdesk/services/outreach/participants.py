"""Take the participants of a session from a sheet in one go: read first, then saved whole, as one entry, or not at all.

Each line that cannot be taken says why, and while there is one nothing is saved. Whoever is called as one officer of
the directory is that officer. The same person is not taken twice into one session.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.services.case.undoing import changed_since, unmade
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_new, find_needed, read_fields
from tipdesk.services.look import deed, noting_refusals
from tipdesk.services.outreach.people_columns import (
    BY_COLUMN,
    COLUMNS,
    IN_SIGHT,
    NAME,
    OFFICER_COLUMN,
    Directory,
    read_directory,
    read_person_cell,
)
from tipdesk.services.outreach.rooms import PERSON, SESSION, person_key
from tipdesk.services.registers.answers import Referring
from tipdesk.services.registers.kept import get_seen, permit_register
from tipdesk.services.registers.writing import write_register
from tipdesk.services.results import Changed
from tipdesk.services.sheets.columns import Heading, read_heading
from tipdesk.services.sheets.table import TAB, rows_of

Translate = Callable[[str], str]
NOTHING = Changed(frozenset())


@dataclass(frozen=True)
class PastedLine:
    """One line of a sheet: its number from 1, its words by column, what they mean, and why it cannot be taken."""

    number: int
    cells: Mapping[str, str]
    values: Mapping[str, Value]
    problems: tuple[FieldProblem, ...]


@dataclass(frozen=True)
class Pasted:
    """A sheet as it was read, and what was written once it is saved.

    `unknown` are headings that name no column; with any of them nothing can be saved.
    """

    lines: tuple[PastedLine, ...]
    unknown: tuple[str, ...] = ()
    changed: Changed = NOTHING

    @property
    def bad(self) -> tuple[PastedLine, ...]:
        """Return the lines that cannot be taken."""
        return tuple(line for line in self.lines if line.problems)

    @property
    def is_good(self) -> bool:
        """Tell whether it can be saved as it is."""
        return bool(self.lines) and not self.unknown and not self.bad


def read_participants(desk: Desk, session: bytes, text: str, *, mark: str = TAB, translate: Translate = str) -> Pasted:
    """Return what a sheet says, for a look before it is saved; `mark` parts its cells.

    Raises UserError `sheet-too-long`, and those of `get_seen`.
    """
    with noting_refusals(desk), desk.read() as reader:
        return _read(reader, desk, session, text, mark, translate)


def save_participants(desk: Desk, session: bytes, text: str, *, mark: str = TAB, translate: Translate = str) -> Pasted:
    """Save every line of a sheet as a participant of the session, in one entry.

    Raises UserError `nothing-to-save`, `unknown-columns`, `bad-lines` naming each bad line, and those of
    `read_participants`.
    """
    with deed(desk) as unit:
        permit_register(desk, PERSON, Act.WRITE)
        pasted = _read(unit, desk, session, text, mark, translate)
        _refuse(pasted)
        changes = [_change(desk, line) for line in pasted.lines]
        entry = write_register(unit, changes)
    return replace(pasted, changed=Changed(frozenset({PERSON.name}), None, session, (entry.dot,)))


def take_back_participants(desk: Desk, changed: Changed) -> Changed:
    """Take back the sheet that the officer saved just now, in one entry; `changed` is what saving it answered.

    Whoever was written to since, or was given a certificate, stays. Raises UserError `changed-since` where all did, and
    those of an ordinary save.
    """
    with deed(desk) as unit:
        permit_register(desk, PERSON, Act.WRITE)
        mine = frozenset(changed.dots)
        rows = [row for row in unit.find_rows(PERSON, where={"session": changed.row}) if row.all_dots <= mine]
        changes = [change for row in rows if (change := unmade(unit, row, mine)) is not None]
        if not changes:
            raise changed_since()
        entry = write_register(unit, changes)
    return Changed(changed.kinds, None, changed.row, (entry.dot,))


def _refuse(pasted: Pasted) -> None:
    if pasted.unknown:
        sentence = _("No column here is called: {names}. Rename or remove them. Known are: {known}.")
        known = ", ".join(column.label for column in COLUMNS)
        raise UserError("unknown-columns", sentence, names=", ".join(pasted.unknown), known=known)
    if not pasted.lines:
        raise UserError("nothing-to-save", _("There is no line to save."))
    if pasted.bad:
        problems = tuple(
            problem._replace(path=f"lines[{line.number}].{problem.path}")
            for line in pasted.bad
            for problem in line.problems
        )
        raise UserError("bad-lines", _("Nothing was saved: some lines cannot be taken as they are."), fields=problems)


def _change(desk: Desk, line: PastedLine) -> Change:
    return change_of_new(PERSON, desk.ids.new_id(), line.values)


def _read(reader: Reader, desk: Desk, session: bytes, text: str, mark: str, translate: Translate) -> Pasted:
    seen = get_seen(reader, desk, SESSION, session, Act.READ)
    rows = rows_of(text, mark)
    heading = read_heading(rows, COLUMNS, translate) if rows else None
    if heading is None:
        heading = [BY_COLUMN[name] for name in IN_SIGHT]
        unknown: tuple[str, ...] = ()
    else:
        unknown = tuple(cell[:40] for cell, column in zip(rows[0], heading, strict=True) if cell and column is None)
        rows = rows[1:]
    reading = _Reading(reader, desk, seen, read_directory(reader), translate)
    return Pasted(tuple(reading.line(at, row, heading) for at, row in enumerate(rows, 1)), unknown)


class _Reading:
    """Reads the lines of one sheet, and remembers who stood in the lines before."""

    def __init__(self, reader: Reader, desk: Desk, session: Row, directory: Directory, translate: Translate) -> None:
        self._desk, self._session, self._directory, self._translate = desk, session, directory, translate
        self._refer = Referring(reader, desk)
        held = reader.find_rows(PERSON, where={"session": session.id})
        self._there: dict[tuple[object, ...], int] = {person_key(one): 0 for one in held}

    def line(self, number: int, row: Sequence[str], heading: Heading) -> PastedLine:
        """Return what one line says."""
        if len(row) > len(heading) and any(row[len(heading) :]):
            return PastedLine(number, {NAME: row[0]}, {}, (_too_wide(len(row), len(heading)),))
        cells = {column.name: cell for column, cell in zip(heading, row, strict=False) if column is not None}
        given: dict[str, object] = {"session": self._session.id, "attended": False}
        problems: list[FieldProblem] = []
        for name, words in cells.items():
            try:
                answer = read_person_cell(self._desk.codes, self._directory, BY_COLUMN[name], words, self._translate)
            except UserError as problem:
                problems.append(problem.beside(name))
                continue
            if answer is not None:
                given[name] = answer
        if OFFICER_COLUMN not in given and (officer := self._directory.officer_called(cells.get(NAME, ""))):
            given[OFFICER_COLUMN] = officer
        return self._checked(number, cells, given, problems)

    def _checked(
        self, number: int, cells: Mapping[str, str], given: Mapping[str, object], problems: list[FieldProblem]
    ) -> PastedLine:
        values, refused = read_fields(self._desk.codes, PERSON, given, PERSON.name, self._refer.refer)
        refused += find_needed(PERSON, values, [one.path for one in refused], PERSON.name)
        problems += [one._replace(path=one.path.rpartition(".")[2]) for one in refused]
        if not values.get(NAME) and not values.get(OFFICER_COLUMN) and not problems:
            problems.append(FieldProblem(NAME, _("Nobody is named in this line.")))
        elif not problems and (twice := self._twice(number, values)):
            problems.append(twice)
        return PastedLine(number, cells, values, tuple(problems))

    def _twice(self, number: int, values: Mapping[str, Value]) -> FieldProblem | None:
        key = person_key(Row(PERSON, b"", None, values))
        before = self._there.setdefault(key, number)
        if before == number:
            return None
        if before == 0:
            return FieldProblem(NAME, _("This person is in the session already."))
        return FieldProblem(NAME, _("This is the same person as in line {line}."), (("line", before),))


def _too_wide(cells: int, columns: int) -> FieldProblem:
    sentence = _("This line has {cells} cells, and there are {columns} columns. Remove what belongs elsewhere.")
    return FieldProblem(NAME, sentence, (("cells", cells), ("columns", columns)))
