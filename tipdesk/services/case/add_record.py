"""Add one row to a case that is there already: a person, a role, an episode, a leg, a note, a task, a report.

The row is written as one entry. Where some answers cannot be saved, the refusal names all of them at once. A person who
is given no code gets a neutral one, so that lists can name them without telling who they are.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.legs import LEG, ORDER, PERSON, last_order
from tipdesk.services.case.new_case import free_person_code
from tipdesk.services.case.rules import (
    find_self_given,
    find_signing,
    permit_edit,
    read_answers_in,
    refuse_fields,
    stamp_private,
)
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import NOTHING, Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, find_needed
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_CASE, _PERSON = BY_NAME["Case"], BY_NAME["Person"]


def add_record(
    desk: Desk,
    case: bytes,
    record: RecordType,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    urgent: bool = False,
    draft: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Store a new row of a case, and return what was touched; `Changed.row` is the id of the new row.

    `given` holds the answers by field name, `reason` why the row is added, and `draft` the key of what was typed for it
    (see `deed`). An `urgent` row is sent before what waits, and `override` goes past a gate. Raises UserError
    `bad-fields` naming every answer that is refused, `bad-record` for a record that no case has, `not-allowed`,
    `not-a-holder` where the officer has no key of the case, and those of `write_case`.
    """
    with deed(desk, draft) as unit:
        return add_in(unit, desk, case, record, given, urgent=urgent, said=Said(reason or "", override))


def add_in(
    unit: UnitOfWork,
    desk: Desk,
    case: bytes,
    record: RecordType,
    given: Mapping[str, object],
    *,
    urgent: bool = False,
    said: Said = NOTHING,
    made: Mapping[str, Value] | None = None,
) -> Changed:
    """Store a new row as `add_record` does, within a unit of work that the caller has begun.

    `made` are the values that the program gives and nobody is asked for.
    """
    if record not in PLAIN_RECORDS or record is _CASE:
        raise UserError("bad-record", _("“{name}” is not a record of a case."), name=record.name)
    eyes = permit_edit(unit, desk, case)
    row, values = desk.ids.new_id(), {**_read(unit, eyes, record, given), **(made or {})}
    told = said.listening()
    entry = write_case(desk, unit, case, [change_of_new(record, row, values)], urgent=urgent, said=told)
    return Changed(frozenset({record.name}), case, row, (entry.dot,), is_new=True, warned=tuple(told.warned or ()))


def _read(unit: UnitOfWork, eyes: Eyes, record: RecordType, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the values of the row, with what the program gives; refuse every field that is not right."""
    desk, case = eyes.desk, eyes.case.id
    values, problems = read_answers_in(unit, desk, case, record, with_beginnings(desk, record, given))
    values = stamp_private(unit, desk, record, values)
    problems += find_needed(record, values, [problem.path for problem in problems], record.name)
    refuse_fields(problems + find_self_given(eyes, record, values) + find_signing(record, given))
    if record is _PERSON and values.get("person_code") is None:
        values["person_code"] = free_person_code(desk.ids, unit, case)
    if record is LEG and values.get(ORDER) is None:
        values[ORDER] = last_order(unit.find_rows(LEG, case=case), values.get(PERSON)) + 1
    return values
