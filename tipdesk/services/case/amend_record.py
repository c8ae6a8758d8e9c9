"""Change fields of one row, as one entry that holds the fields which differ; nothing is written when none does.

The write names the dots of the values that its author saw. A value that came in from elsewhere in the meantime is
therefore not overwritten: it shows as a conflict.
"""

from collections.abc import Mapping
from dataclasses import replace

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.case.rules import (
    find_not_author,
    find_not_theirs,
    find_self_given,
    permit_edit,
    read_answers_in,
    refuse_fields,
    refuse_frozen,
    refuse_own_verbs,
)
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.judge import NOTHING, Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_row, find_emptied
from tipdesk.services.look import deed
from tipdesk.services.results import Changed


def amend_record(
    desk: Desk,
    seen: Row,
    given: Mapping[str, object],
    reason: str | None = None,
    *,
    urgent: bool = False,
    draft: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Store new values of some fields of a row, and return what was touched.

    `seen` is the row as the officer saw it; in `given`, None or "" empties a field. Naming a field in conflict settles
    it. `draft` is the key of what was typed for the change (see `deed`). `override` goes past a gate. Raises UserError
    `bad-fields` naming every field that is refused, `signed-is-frozen` naming each field that stands for good,
    `own-verbs` for a row that only its own verbs write, `not-allowed`, `not-a-holder`, and those of `write_case`.
    """
    refuse_own_verbs(seen.record)
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case_of(seen))
        return amend_in(unit, eyes, seen, given, reason, urgent=urgent, said=Said(override=override))


def amend_in(
    unit: UnitOfWork,
    eyes: Eyes,
    seen: Row,
    given: Mapping[str, object],
    reason: str | None = None,
    *,
    urgent: bool = False,
    said: Said = NOTHING,
) -> Changed:
    """Store new values as `amend_record` does, in a unit of work that the caller has begun.

    `eyes` are those of an officer who may write to the case, and `said` goes with the deed. Where it raises, the unit
    must not be committed.
    """
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    change = change_of_row(seen, read_amended(unit, eyes, seen, given))
    if change is None:
        return Changed(frozenset(), case, seen.id)
    told = said.listening()
    entry = write_case(eyes.desk, unit, case, [change], reason, urgent=urgent, said=told)
    return replace(Changed.of(seen.record.name, case, seen.id, entry.dot), warned=tuple(told.warned or ()))


def read_amended(reader: Reader, eyes: Eyes, seen: Row, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the values of what was given for a row that is there already.

    Raises UserError `signed-is-frozen` for fields that stand for good, and `bad-fields` naming every field that cannot
    be read, is needed and would be emptied, or is not the officer's to change.
    """
    refuse_frozen(seen, given)
    desk, record = eyes.desk, seen.record
    values, problems = read_answers_in(reader, desk, eyes.case.id, record, given)
    problems += find_not_author(reader, desk, seen, given)
    problems += find_emptied(record, values, record.name)
    problems += find_not_theirs(eyes, seen, given)
    refuse_fields(problems + find_self_given(eyes, record, values))
    return values


def case_of(seen: Row) -> bytes:
    """Return the id of the case that a row of case scope belongs to; a Case row is its own."""
    return seen.case or seen.id
