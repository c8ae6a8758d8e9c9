"""Change fields of one row: the write names the dots that its author saw, so what came in between shows as a conflict.

One entry with the fields that differ; nothing is written when none does.
"""

from collections.abc import Mapping

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.audit import moment_now
from tipdesk.services.case.private_notes import find_not_author
from tipdesk.services.case.references import refer_in
from tipdesk.services.case.rules import (
    find_not_theirs,
    find_self_given,
    permit_edit,
    refuse_fields,
    refuse_frozen,
    refuse_own_verbs,
)
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_row, find_emptied, read_fields
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case

_CASE = BY_NAME["Case"]


def amend_record(
    desk: Desk, seen: Row, given: Mapping[str, object], reason: str | None = None, *, urgent: bool = False
) -> Changed:
    """Store new values of some fields of a row, given as the officer saw it. `None` or "" empties a field.

    UserError `bad-fields` names every refused field, `signed-is-frozen` each that stands for good; `not-allowed`,
    `not-a-holder`. Naming a field in conflict settles it.
    """
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    level = permit_edit(desk, case)
    refuse_frozen(seen, given)
    path = seen.record.name
    with desk.read() as reader:
        values, problems = read_fields(
            desk.codes, seen.record, given, path, refer_in(reader, case, desk.actor), now=moment_now(desk)
        )
        problems += find_not_author(reader, desk, seen, given)
    problems += find_emptied(seen.record, values, path)
    problems += find_not_theirs(desk, seen, given, level, path)
    refuse_fields(problems + find_self_given(desk, case, seen.record, values, path))
    change = change_of_row(seen, values)
    if change is None:
        return Changed(frozenset(), case, seen.id)
    with desk.work() as unit:
        write_case(desk, unit, case, [change], reason, urgent=urgent)
    return Changed.of(path, case, seen.id)


def case_of(seen: Row) -> bytes:
    """Return the case of a row of case scope; a Case row is its own."""
    return seen.case or seen.id
