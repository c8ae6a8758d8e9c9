"""Save one line of the list as it is left: person, role and needs in one entry, of which an update writes what changed.

A cell that cannot be read, or that the officer may not change, is refused by itself. What it says stays in the draft
table as it was typed, and the rest of the line is saved. Every write names what its author saw: what came in from
another PC meanwhile shows as a dispute and is not overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import Value
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.told_earlier import went_elsewhere
from tipdesk.services.case.new_case import make_person_code
from tipdesk.services.case.record_passport import Passport, change_paper, read_answers_of
from tipdesk.services.case.rules import find_not_theirs, permit_edit, read_answers_in
from tipdesk.services.case.take_back import deed_of
from tipdesk.services.case.tell_now import changes_of, emptied
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.line_list.cells import read_cell
from tipdesk.services.line_list.columns import BY_COLUMN, FAMILY, NEEDS, NUMBER, TAG
from tipdesk.services.line_list.family_letters import family_here
from tipdesk.services.line_list.lines import Line, typed_key
from tipdesk.services.line_list.need_changes import need_changes
from tipdesk.services.line_list.open_list import PAPER, PERSON, ROLE, read_line
from tipdesk.services.look import deed
from tipdesk.services.remembered.here import TAG_RANGE
from tipdesk.services.results import Changed
from tipdesk.services.sheets.typed import write_typed
from tipdesk.services.sheets.words import Translate

POTENTIAL_VICTIM = "potential_victim"


@dataclass(frozen=True)
class Besides:
    """What a line brings beside its cells: the role of somebody new, and what was taken over from a passport."""

    role: str = POTENTIAL_VICTIM
    passport: Passport | None = None


@dataclass(frozen=True)
class LineSaved:
    """What became of a line.

    `line` is how it stands now, `refused` why a cell was not saved, by the name of its column, and `deeds` what can be
    taken back together (`take_back_all`).
    """

    line: Line | None
    changed: Changed
    deeds: tuple[Changed, ...] = ()
    refused: Mapping[str, FieldProblem] = field(default_factory=dict)


@dataclass
class _Read:
    """The answers of a line after its cells were read; `needs` is None where they were not typed."""

    values: dict[str, Value] = field(default_factory=dict)
    needs: frozenset[str] | None = None
    refused: dict[str, FieldProblem] = field(default_factory=dict)


def save_line(
    desk: Desk,
    case: bytes,
    seen: Line | None,
    typed: Mapping[str, str],
    *,
    line_key: str = "",
    besides: Besides = Besides(),
    action: Action = Action.VIEW,
    translate: Translate = str,
) -> LineSaved:
    """Save what was typed into the cells of a line, by the names of their columns.

    `seen` is the line as the officer saw it, None for a new one, which `line_key` names in the draft table and whose
    person gets the role in `besides`. `action` is that of the look with which the list was opened. Raises the
    UserErrors of `permit_edit` and `not-a-holder`, and those of `record_passport`; then nothing of the line is saved.
    """
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        read = _read(unit, eyes, seen, typed, translate)
        if besides.passport is not None:
            answers = besides.passport.answers
            read.values.update(read_answers_of(unit, eyes, seen.person if seen else None, answers))
            read.values = _beside_passport(seen, read.values, besides.passport)
        person = seen.person.id if seen else desk.ids.new_id()
        changes = _person_changes(unit, eyes, seen, person, read.values, besides.role)
        if besides.passport is not None:
            changes += change_paper(unit, eyes, person, besides.passport.paper, besides.passport.known_paper)
        try:
            changes += need_changes(desk, person, seen.needs if seen else (), read.needs)
        except UserError as problem:
            read.refused[NEEDS] = problem.beside(NEEDS)
        entry = write_case(desk, unit, case, changes, said=TELLING) if changes else None
        left = {name: words for name, words in typed.items() if name in read.refused}
        write_typed(unit, desk, typed_key(case), {line_key: {}, id_text(person): left})
        line = read_line(Eyes(unit, desk, eyes.case, action), person)
    dots = (entry.dot,) if entry else ()
    deeds = tuple(deed_of(case, change, *dots) for change in changes)
    kinds = frozenset(kind for one in deeds for kind in one.kinds)
    return LineSaved(line, Changed(kinds, case, person, dots, is_new=seen is None), deeds, read.refused)


def _read(unit: UnitOfWork, eyes: Eyes, seen: Line | None, typed: Mapping[str, str], translate: Translate) -> _Read:
    """Read every cell by itself, so that one that is refused takes no other with it."""
    desk, read = eyes.desk, _Read()
    person = seen.person if seen else None
    for name, words in _with_family(unit, eyes, seen, typed).items():
        try:
            given = read_cell(desk.codes, BY_COLUMN[name], words, person, translate)
        except UserError as problem:
            read.refused[name] = problem.beside(name)
            continue
        needs = given.pop(NEEDS, None)
        if isinstance(needs, frozenset):
            read.needs = needs
            continue
        values, problems = read_answers_in(unit, desk, eyes.case.id, PERSON, given)
        problems += find_not_theirs(eyes, person, given) if person is not None else []
        if problems:
            read.refused[name] = problems[0]._replace(path=name)
        else:
            read.values.update(values)
    return read


def _with_family(unit: UnitOfWork, eyes: Eyes, seen: Line | None, typed: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was typed, with the family as one of the tags that this PC gives out."""
    if FAMILY not in typed:
        return typed
    tag = typed.get(TAG, seen.tag if seen else "")
    return {**typed, FAMILY: family_here(typed[FAMILY], tag, TAG_RANGE.of(eyes.case.id).get(unit))}


def _beside_passport(seen: Line | None, values: Mapping[str, Value], passport: Passport) -> dict[str, Value]:
    """Return the answers of a line without what it says of the paper that the passport is: one is written once."""
    known = seen.told(NUMBER)[0] if seen is not None else None
    known_paper = known.id if known is not None and known.record is PAPER else None
    if known_paper != (passport.known_paper.id if passport.known_paper else None):
        return dict(values)
    return {name: value for name, value in values.items() if not _is_of_paper(name)}


def _is_of_paper(name: str) -> bool:
    later = PERSON.by_name[name].later
    return later is not None and later.record == PAPER.name


def _person_changes(
    unit: UnitOfWork, eyes: Eyes, seen: Line | None, person: bytes, values: Mapping[str, Value], role: str
) -> list[Change]:
    """Return the change of a person who is there, or those that make one with a role."""
    desk = eyes.desk
    away = went_elsewhere(PERSON, values)
    own = {name: value for name, value in values.items() if name not in away}
    told = {name: value for name, value in values.items() if name in away}
    papers = changes_of(desk, seen.person if seen else None, seen.papers if seen else (), person, told)
    if seen is not None:
        change = change_of_row(seen.person, {**own, **emptied(seen.person, told)})
        return [*([change] if change is not None else []), *papers]
    people = unit.find_rows(PERSON, case=eyes.case.id, with_deleted=True)
    code = values.get("person_code") or make_person_code(desk.ids, {str(one["person_code"]) for one in people})
    order = max((at for one in people if isinstance(at := one["line_order"], int)), default=0) + 1
    return [
        change_of_new(PERSON, person, {**own, "person_code": code, "line_order": order}),
        change_of_new(ROLE, desk.ids.new_id(), {"person": person, "role": role}),
        *papers,
    ]
