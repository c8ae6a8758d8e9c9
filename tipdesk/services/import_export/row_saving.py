"""Saves rows of a sheet within a unit of work: each is found among those who are here, and then added or compared.

A row is one entry, so that it is saved whole or not at all. Whoever may not write to the case of somebody whom the row
names hears no more of it than the reference.
"""

from dataclasses import dataclass, field
from datetime import date

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import NOTHING, TELLING, Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.import_export.case_person import CasePerson
from tipdesk.services.import_export.differences import Differences
from tipdesk.services.import_export.known_people import find_known
from tipdesk.services.import_export.maps import SheetMap
from tipdesk.services.import_export.new_rows import Ids, NewRows
from tipdesk.services.import_export.read_row import RowTold
from tipdesk.services.import_export.seen_sheets import NOTHING_STOOD, SeenSheets
from tipdesk.services.registers.answers import plain_name

_CASE, _PERSON, _NOTE = BY_NAME["Case"], BY_NAME["Person"], BY_NAME["Note"]
ADDED, CHANGED, UNCHANGED, BAD = "added", "changed", "unchanged", "bad"
_SEVERAL = _("Several people here may be meant, in {references}. Say which by a key, or change the case itself.")
_CLOSED_TO_YOU = _("Case {reference} may be about this person already, and is not open to you. Ask whoever has it.")
_TRASH = _("The person of this row is in the trash of case {reference}.")
_KNOWN = _("This person was here already, in case {reference}. What differs stands beside what was there.")


@dataclass
class Done:
    """What became of one row, and of which person it speaks; `failed` are gates that do not hold and stop nothing."""

    what: str
    person: bytes = b""
    case: bytes = b""
    failed: list[Failed] = field(default_factory=list)
    note: FieldProblem | None = None


@dataclass
class RowSaving:
    """Saves the rows of one import.

    `first_day` is that of the program. `made` are persons of this very file, `exact` those of whom the file has a row
    just as it left.
    """

    desk: Desk
    sheet_map: SheetMap
    seen: SeenSheets
    ids: Ids
    first_day: date
    made: set[bytes] = field(default_factory=set)
    exact: set[bytes] = field(default_factory=set)
    _repeats: dict[bytes, int] = field(default_factory=dict)

    def key_of(self, told: RowTold) -> tuple[bytes, bytes]:
        """Return what the ids of the person and of the case of a row are made of. Call it once for each row.

        Rows of a file without a key that say the same are told apart by their order.
        """
        name = self.sheet_map.name.casefold().encode()
        if self.sheet_map.key:
            person = b"\n".join((name, plain_name(told.key).encode()))
        else:
            count = self._repeats[told.digest] = self._repeats.get(told.digest, 0) + 1
            person = told.digest + b"%d" % count
        case = b"\n".join((name, b"case", plain_name(told.case_key).encode()))
        return person, case if told.case_key else person

    def save(self, unit: UnitOfWork, told: RowTold, key: tuple[bytes, bytes]) -> Done:
        """Save a row, or note in it what is wrong; a refusal of a gate ends the unit of work."""
        person, case = self.ids("Person", key[0]), self.ids("Case", key[1])
        held = unit.get_row(_PERSON, person)
        before = self.seen.persons.get(told.digest)
        if held is not None and (not self.sheet_map.key or before == person):
            return self._stands(unit, held)
        if held is None and before is not None and before not in self.made:
            held = unit.get_row(_PERSON, before)
            if held is not None:
                return self._stands(unit, held)
        is_known = False
        if held is None:
            held, is_known = self._find(unit, told), True
        if told.problems:
            return Done(BAD)
        if held is None:
            return self._add(unit, told, person, case)
        return self._compare(unit, told, held, is_known=is_known)

    def _stands(self, unit: UnitOfWork, held: Row) -> Done:
        """Return that a row changes nothing: it is just as it was when it left or came in."""
        gone = FieldProblem("row", _TRASH, (("reference", _reference_of(unit, held)),)) if held.deleted else None
        return Done(UNCHANGED, held.id, held.case or b"", note=gone)

    def _find(self, unit: UnitOfWork, told: RowTold) -> Row | None:
        """Return who is meant by a row that is not known by a key or by its words; None for nobody here."""
        among = self.seen.stood.keys() - self.exact - self.made
        known = find_known(unit, told)
        found = [row for row in known.sure if row.id not in self.made]
        of_sheets = [row for row in found if row.id in among] or known.among(among)
        found = [row for row in (of_sheets or found) if self._may_know(unit, row)]
        if len(found) > 1:
            references = ", ".join(sorted({_reference_of(unit, row) for row in found})[:5])
            told.refuse(None, FieldProblem("row", _SEVERAL, (("references", references),)))
            return None
        return found[0] if found else None

    def _may_know(self, unit: UnitOfWork, row: Row) -> bool:
        case = unit.get_row(_CASE, row.case or b"")
        return case is not None and not case.deleted and Eyes(unit, self.desk, case).knows_of

    def _add(self, unit: UnitOfWork, told: RowTold, person: bytes, case: bytes) -> Done:
        standing = unit.get_row(_CASE, case)
        if standing is not None and Eyes(unit, self.desk, standing, Action.EDIT).level <= Level.EXISTS:
            return self._refuse(told, standing)
        rows = NewRows(self.desk, unit, case, person)
        changes = rows.make(told, self.sheet_map, has_case=standing is not None)
        is_historic = told.day is None or told.day < self.first_day
        said = Said(is_telling=True, is_historic=True) if is_historic else TELLING
        said = said.listening()
        write_case(self.desk, unit, case, changes, said=said)
        self.made.add(person)
        return Done(ADDED, person, case, list(said.warned or ()))

    def _compare(self, unit: UnitOfWork, told: RowTold, held: Row, *, is_known: bool) -> Done:
        case = unit.get_row(_CASE, held.case or b"")
        if case is None:
            return Done(UNCHANGED, held.id)
        if held.deleted:
            return self._stands(unit, held)
        eyes = Eyes(unit, self.desk, case, Action.EDIT)
        if eyes.level <= Level.EXISTS:
            return self._refuse(told, case)
        new = NewRows(self.desk, unit, case.id, held.id)
        stood = self.seen.stood.get(held.id, NOTHING_STOOD)
        standing = CasePerson(unit, eyes, held)
        changes = Differences(self.desk.codes, self.sheet_map.standard, unit, standing, stood, new).find(told)
        lines = _lines_kept(unit, held) if told.kept else frozenset[str]()
        kept = {called: words for called, words in told.kept.items() if f"{called}: {words}" not in lines}
        if kept:
            changes.append(new.note(self.sheet_map, kept))
        if told.problems:
            return Done(BAD)
        is_news = is_known and held.id not in self.seen.stood
        note = FieldProblem("row", _KNOWN, (("reference", str(case["reference"] or "?")),)) if is_news else None
        if not changes:
            return Done(UNCHANGED, held.id, case.id, note=note)
        said = NOTHING.listening()
        write_case(self.desk, unit, case.id, changes, said=said)
        return Done(CHANGED, held.id, case.id, list(said.warned or ()), note)

    def _refuse(self, told: RowTold, case: Row) -> Done:
        told.refuse(None, FieldProblem("row", _CLOSED_TO_YOU, (("reference", str(case["reference"] or "?")),)))
        return Done(BAD)


def note_refusal(told: RowTold, refusal: UserError) -> None:
    """Note in a row what a gate, or another rule of the case, says against it."""
    others = refusal.others() if isinstance(refusal, StoppedByGateError) else ()
    told.refuse(None, FieldProblem(refusal.code, refusal.template, tuple(refusal.values.items())))
    for one in others:
        told.refuse(None, one)


def _reference_of(unit: UnitOfWork, person: Row) -> str:
    case = unit.get_row(_CASE, person.case or b"")
    return str(case["reference"] or "?") if case is not None else "?"


def _lines_kept(unit: UnitOfWork, person: Row) -> frozenset[str]:
    """Return the lines of all notes about the person, in which words of a sheet may be kept already."""
    notes = unit.find_rows(_NOTE, case=person.case, where={"person": person.id})
    return frozenset(line for note in notes for line in str(note["text"] or "").split("\n"))
