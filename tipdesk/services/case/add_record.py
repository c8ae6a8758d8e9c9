"""Add one row to a case: a person, a role, an episode, a leg, a note, a task, a report.

One entry. Every refused field is named; a person gets a neutral code where none is given.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.new_case import make_person_code
from tipdesk.services.case.private_notes import stamp_private
from tipdesk.services.case.references import refer_in
from tipdesk.services.case.rules import find_self_given, permit_edit, refuse_fields, refuse_own_report
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new, find_needed, read_fields
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case

_ACKNOWLEDGEMENT, _CASE, _PERSON = (BY_NAME[name] for name in ("Acknowledgement", "Case", "Person"))


def add_record(
    desk: Desk,
    case: bytes,
    record: RecordType,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    urgent: bool = False,
) -> Changed:
    """Store a new row of a case; `Changed.row` is its id.

    UserError `bad-fields`, `bad-record`, `not-allowed`, `not-a-holder`; `acknowledge-by-another` where the officer
    would say of their own report that somebody has it.
    """
    if record not in PLAIN_RECORDS or record is _CASE:
        raise UserError("bad-record", _("“{name}” is not a record of a case."), name=record.name)
    permit_edit(desk, case)
    with desk.read() as reader:
        begun = with_beginnings(desk, record, given)
        values, problems = read_fields(
            desk.codes, record, begun, record.name, refer_in(reader, case, desk.actor), now=moment_now(desk)
        )
        if record is _ACKNOWLEDGEMENT:
            refuse_own_report(reader, desk, case, values)
        values = stamp_private(reader, desk, record, values)
    problems += find_needed(record, values, [problem.path for problem in problems], record.name)
    refuse_fields(problems + find_self_given(desk, case, record, values, record.name))
    row = desk.ids.new_id()
    with desk.work() as unit:
        if record is _PERSON and values.get("person_code") is None:
            people = unit.find_rows(_PERSON, case=case, with_deleted=True)
            values["person_code"] = make_person_code(desk.ids, {str(person["person_code"]) for person in people})
        write_case(desk, unit, case, [change_of_new(record, row, values)], reason, urgent=urgent)
    return Changed.of(record.name, case, row)
