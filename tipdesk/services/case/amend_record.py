"""Change fields of one row: the write names the dots that its author saw, so what came in between shows as a conflict.

One entry with the fields that differ; nothing is written when none does.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
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
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_row, find_emptied
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case


def amend_record(
    desk: Desk,
    seen: Row,
    given: Mapping[str, object],
    reason: str | None = None,
    *,
    urgent: bool = False,
    draft: str | None = None,
) -> Changed:
    """Store new values of some fields of a row, given as the officer saw it. `None` or "" empties a field.

    UserError `bad-fields` names every refused field, `signed-is-frozen` each that stands for good; `not-allowed`,
    `not-a-holder`. Naming a field in conflict settles it. `draft`: as in `deed`.
    """
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case)
        change = change_of_row(seen, read_amended(unit, eyes, seen, given))
        if change is None:
            return Changed(frozenset(), case, seen.id)
        entry = write_case(desk, unit, case, [change], reason, urgent=urgent)
    return Changed.of(seen.record.name, case, seen.id, entry.dot)


def read_amended(reader: Reader, eyes: Eyes, seen: Row, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the values of what was given for a row; refuse every field that is not right, or not the officer's."""
    refuse_frozen(seen, given)
    desk, record = eyes.desk, seen.record
    values, problems = read_answers_in(reader, desk, eyes.case.id, record, given)
    problems += find_not_author(reader, desk, seen, given)
    problems += find_emptied(record, values, record.name)
    problems += find_not_theirs(eyes, seen, given)
    refuse_fields(problems + find_self_given(eyes, record, values))
    return values


def case_of(seen: Row) -> bytes:
    """Return the case of a row of case scope; a Case row is its own."""
    return seen.case or seen.id
