"""Save one participant of a session as their row of the sheet is left; one entry, which writes what changed.

A cell that cannot be read is refused by itself: what it says stays in the draft table as it was typed, and the rest of
the row is saved. Certificates are given by a verb of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.look import deed, noting_refusals
from tipdesk.services.outreach.people_columns import (
    BY_COLUMN,
    NAME,
    OFFICER_COLUMN,
    Directory,
    read_directory,
    read_person_cell,
)
from tipdesk.services.outreach.rooms import AGENCY, OFFICER, PERSON, SESSION, TRAINING, name_of
from tipdesk.services.registers.kept import get_seen, may_here, ours
from tipdesk.services.registers.writing import add_in, amend_in
from tipdesk.services.results import Changed
from tipdesk.services.sheets.typed import Typed, read_typed, write_typed

Translate = Callable[[str], str]


@dataclass(frozen=True)
class PersonLine:
    """One participant of a sheet: their row, and what they are called."""

    row: Row
    name: str

    @property
    def key(self) -> str:
        """Return what tells the line from others."""
        return id_text(self.row.id)


@dataclass(frozen=True)
class People:
    """The sheet of one session: its training, its lines by name, and what was typed and is not saved.

    `called` are the names of agencies and the logins of officers by id, as a cell takes them. `refused` says why what
    was typed cannot be read, by row and column.
    """

    session: Row
    training: str
    lines: tuple[PersonLine, ...]
    typed: Typed
    called: Mapping[bytes, str]
    can_write: bool
    refused: Mapping[str, Mapping[str, FieldProblem]] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonSaved:
    """What became of a row: the line as it stands now, what was written, and why a cell was not saved."""

    line: PersonLine | None
    changed: Changed
    deeds: tuple[Changed, ...] = ()
    refused: Mapping[str, FieldProblem] = field(default_factory=dict)


def people_key(session: bytes) -> str:
    """Return the key under which is kept what was typed into the sheet of a session and is not saved."""
    return f"participants:{session.hex()}"


def open_people(desk: Desk, session: bytes, translate: Translate = str) -> People:
    """Return the sheet of a session; raises the UserErrors of `get_seen`."""
    with noting_refusals(desk), desk.read() as reader:
        seen = get_seen(reader, desk, SESSION, session)
        found = ours(reader, desk, reader.find_rows(PERSON, where={"session": session}))
        lines = sorted((PersonLine(one, name_of(reader, one)) for one in found), key=_by_name)
        held = seen["training"]
        training = reader.get_row(TRAINING, held) if isinstance(held, bytes) else None
        called = {one.id: str(one["name"] or "") for one in reader.find_rows(AGENCY, with_deleted=True)}
        called |= {one.id: str(one["login"] or "") for one in reader.find_rows(OFFICER, with_deleted=True)}
        typed = read_typed(reader, desk, people_key(session))
        directory = read_directory(reader)
        return People(
            seen,
            str(training["title"] or "") if training else "",
            tuple(lines),
            typed,
            called,
            may_here(desk, PERSON, Act.WRITE),
            {key: _read(desk, directory, cells, translate)[1] for key, cells in typed.items()},
        )


def save_person(
    desk: Desk,
    session: bytes,
    seen: Row | None,
    typed: Mapping[str, str],
    *,
    line_key: str,
    translate: Translate = str,
) -> PersonSaved:
    """Save what was typed into the cells of a row, by the names of their columns.

    `seen` is the row as the officer saw it, None for a new one; `line_key` names the row in the draft table. Raises the
    UserErrors of `add_row` and `amend_row`; then nothing of the row is saved.
    """
    with deed(desk) as unit:
        get_seen(unit, desk, SESSION, session, Act.WRITE)
        given, refused = _read(desk, read_directory(unit), typed, translate)
        changed = _write(unit, desk, session, seen, given, refused)
        row = unit.get_row(PERSON, changed.row) if changed.row else None
        line = PersonLine(row, name_of(unit, row)) if row is not None else None
        left = {name: typed[name] for name in refused}
        write_typed(unit, desk, people_key(session), {line_key: {}, line.key if line else line_key: left})
    return PersonSaved(line, changed, (changed,) if changed.dots else (), refused)


def _write(
    unit: UnitOfWork,
    desk: Desk,
    session: bytes,
    seen: Row | None,
    given: Mapping[str, object],
    refused: dict[str, FieldProblem],
) -> Changed:
    if seen is not None:
        return amend_in(unit, desk, seen, given) if given else Changed(frozenset(), None, seen.id)
    if not given.get(NAME) and not given.get(OFFICER_COLUMN):
        for name in [NAME, *(one for one in given if one != NAME)]:
            refused.setdefault(name, FieldProblem(name, _("Write the name first: the row is saved with it.")))
        return Changed(frozenset(), None, None)
    return add_in(unit, desk, PERSON, {"attended": False, **given, "session": session})


def _read(
    desk: Desk, directory: Directory, typed: Mapping[str, str], translate: Translate
) -> tuple[dict[str, object], dict[str, FieldProblem]]:
    given: dict[str, object] = {}
    refused: dict[str, FieldProblem] = {}
    for name, words in typed.items():
        try:
            given[name] = read_person_cell(desk.codes, directory, BY_COLUMN[name], words, translate)
        except UserError as problem:
            refused[name] = problem.beside(name)
    if OFFICER_COLUMN not in given and (officer := directory.officer_called(typed.get(NAME, ""))):
        given[OFFICER_COLUMN] = officer
    return given, refused


def _by_name(line: PersonLine) -> tuple[str, bytes]:
    return line.name.casefold(), line.row.id
