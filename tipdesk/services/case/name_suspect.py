"""Call somebody a suspect, in one sitting and one entry: the role, and who looks into it, on which grounds, until when.

The role alone says nothing (gate suspect-named), so neither is written without the other. Who writes it is the
investigator. Of somebody who is or may be a victim, somebody else agrees first (gate suspect-is-victim).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.case.amend_record import read_amended
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_fields
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row, find_needed
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change
    from tipdesk.domain.errors import FieldProblem
    from tipdesk.domain.kinds import Value

ROLE, STATUS = BY_NAME["CaseRole"], BY_NAME["SuspectStatus"]


def name_suspect(
    desk: Desk,
    case: bytes,
    role: Mapping[str, object],
    status: Mapping[str, object],
    *,
    seen: Row | None = None,
    draft: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Store a role, or new answers of the role `seen`, with the first status of the suspicion, as one entry.

    `role` and `status` are answers by the names of their fields; whose status it is follows from the role. Raises
    UserError `bad-fields` naming every answer of both that is refused, and those of `amend_record`.
    """
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case)
        values, problems = _role(unit, eyes, role, seen)
        person = values.get("person") or (seen["person"] if seen is not None else None)
        told = {**status, "person": person, "investigator": desk.actor.officer}
        suspicion, others = _read(unit, eyes, STATUS.name, told)
        refuse_fields(problems + others)
        changes: list[Change] = [change_of_new(STATUS, desk.ids.new_id(), suspicion)]
        change = change_of_row(seen, values) if seen is not None else change_of_new(ROLE, desk.ids.new_id(), values)
        row = change.row if change is not None else seen.id if seen is not None else b""
        changes = [*([change] if change is not None else []), *changes]
        entry = write_case(desk, unit, case, changes, said=Said(override=override))
    return Changed(frozenset({ROLE.name, STATUS.name}), case, row, (entry.dot,), is_new=seen is None)


def _role(
    unit: UnitOfWork, eyes: Eyes, given: Mapping[str, object], seen: Row | None
) -> "tuple[dict[str, Value], list[FieldProblem]]":
    return (read_amended(unit, eyes, seen, given), []) if seen is not None else _read(unit, eyes, ROLE.name, given)


def _read(
    unit: UnitOfWork, eyes: Eyes, name: str, given: Mapping[str, object]
) -> "tuple[dict[str, Value], list[FieldProblem]]":
    record, desk = BY_NAME[name], eyes.desk
    values, problems = read_answers_in(unit, desk, eyes.case.id, record, with_beginnings(desk, record, given))
    return values, problems + find_needed(record, values, [one.path for one in problems], record.name)
