"""Record what an officer took over from a passport: of the person, or a new one, and of the paper, as one entry.

A person who is new gets a code as every other, and the role that the officer has named: a passport does not tell it. A
paper that is known already by its number is amended, and another is added beside it. Every write names what its author
saw, so that what came in meanwhile shows as a dispute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.amend_record import read_amended
from tipdesk.services.case.new_case import free_person_code
from tipdesk.services.case.passport import PAPER, PERSON
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_fields
from tipdesk.services.case.take_back import deed_of
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row, find_needed
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.schema import RecordType

_KIND, _ROLE = "passport", BY_NAME["CaseRole"]


@dataclass(frozen=True)
class Passport:
    """What was taken over: answers of the person and of the paper, and its row where the paper is known already.

    `role` is what somebody new is in the case, a code of `case_role`, or None.
    """

    answers: Mapping[str, object]
    paper: Mapping[str, object]
    known_paper: Row | None = None
    role: str | None = None


@dataclass(frozen=True)
class PassportSaved:
    """The person whom it concerns, and what can be taken back together (`take_back_all`)."""

    changed: Changed
    deeds: tuple[Changed, ...] = ()


def record_passport(
    desk: Desk, case: bytes, person: Row | None, passport: Passport, *, draft: str | None = None
) -> PassportSaved:
    """Store answers of a person (None: a new one) and of a paper, by the names of their fields.

    An empty paper writes none. `draft` is the key of what was typed for it (see `deed`). Nothing is stored where it
    raises: UserError `bad-fields` naming every answer that is refused, and those of `permit_edit` and `write_case`.
    """
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case)
        changes, row = _of_person(unit, eyes, person, passport.answers)
        changes += change_paper(unit, eyes, row, passport.paper, passport.known_paper)
        if person is None and passport.role is not None:
            values = _read_new(unit, eyes, _ROLE, {"role": passport.role}, row)
            changes.append(change_of_new(_ROLE, desk.ids.new_id(), values))
        if not changes:
            return PassportSaved(Changed(frozenset(), case, row))
        entry = write_case(desk, unit, case, changes, said=TELLING)
    deeds = tuple(deed_of(case, one, entry.dot) for one in changes)
    kinds = frozenset(kind for one in deeds for kind in one.kinds)
    return PassportSaved(Changed(kinds, case, row, (entry.dot,), is_new=person is None), deeds)


def change_paper(
    unit: UnitOfWork, eyes: Eyes, person: bytes, paper: Mapping[str, object], known: Row | None = None
) -> "list[Change]":
    """Return the change that adds a paper to a person, or amends the `known` one; none for an empty paper."""
    if known is None and all(value is None for value in paper.values()):
        return []
    if known is not None:
        change = change_of_row(known, read_amended(unit, eyes, known, paper))
        return [change] if change is not None else []
    values = _read_new(unit, eyes, PAPER, {"kind": _KIND, **paper}, person)
    return [change_of_new(PAPER, eyes.desk.ids.new_id(), values)]


def read_answers_of(
    unit: UnitOfWork, eyes: Eyes, person: Row | None, answers: Mapping[str, object]
) -> "dict[str, Value]":
    """Return the values of what was taken over of a person; raises what `read_amended` raises."""
    return read_amended(unit, eyes, person, answers) if person is not None else _read_new(unit, eyes, PERSON, answers)


def _of_person(
    unit: UnitOfWork, eyes: Eyes, person: Row | None, answers: Mapping[str, object]
) -> "tuple[list[Change], bytes]":
    desk, values = eyes.desk, read_answers_of(unit, eyes, person, answers)
    if person is not None:
        change = change_of_row(person, values)
        return ([change] if change is not None else []), person.id
    values["person_code"] = free_person_code(desk.ids, unit, eyes.case.id)
    row = desk.ids.new_id()
    return [change_of_new(PERSON, row, values)], row


def _read_new(
    unit: UnitOfWork, eyes: Eyes, record: "RecordType", given: Mapping[str, object], person: bytes | None = None
) -> "dict[str, Value]":
    """Return the values of a new row; the person of a paper may be made by the same entry, so it is not looked for."""
    values, problems = read_answers_in(unit, eyes.desk, eyes.case.id, record, given)
    values |= {record.parent: person} if person else {}
    refuse_fields(problems + find_needed(record, values, [one.path for one in problems], record.name))
    return values
