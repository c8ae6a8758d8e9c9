"""Settle a conflict: an ordinary write of one field that replaces all the live values its author saw.

The other values stay in the history. A value that came in after the officer looked is not replaced; it shows as a new
conflict.
"""

from tipdesk.domain.changes import Change, Deletion, Dot, Written
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import permit_review_of
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import (
    find_not_theirs,
    find_self_given,
    permit_edit,
    read_answers_in,
    refuse_fields,
    refuse_frozen,
)
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import find_emptied
from tipdesk.services.look import deed
from tipdesk.services.results import Changed


def settle_conflict(
    desk: Desk, seen: Row, field: str, *, keep: Dot | None = None, value: object = None, reason: str | None = None
) -> Changed:
    """Settle a field in conflict, by keeping one of its values or by giving another.

    `seen` is the row as the officer saw it. `keep` is the dot of the value to keep and goes before `value`; for the
    deletion mark `value` is "deleted" or "kept". Raises UserError `no-conflict`, `no-such-value` where no live value
    has that dot, `bad-fields`, `signed-is-frozen` where the field stands for good and the value is none of those that
    were told, and those of `permit_edit`; for a row that says who may see the case those of `permit_deed`, and
    `not-yourself`.
    """
    case = case_of(seen)
    with deed(desk) as unit:
        eyes = _permit(unit, desk, case, seen)
        known = {name: value for name, value in [(field, value)] if name != DELETED_NAME}
        refuse_fields(find_not_theirs(eyes, seen, known))
        if field not in seen.siblings:
            raise no_conflict()
        if keep is None and field != DELETED_NAME:
            refuse_frozen(seen, known)
        chosen = kept_value(seen, field, keep) if keep else value
        if field == DELETED_NAME:
            number, written = DELETED, deletion_mark(seen, chosen)
        else:
            number, written = _written(unit, eyes, seen, field, chosen, is_kept=keep is not None)
        change = Change(seen.record.number, seen.id, {number: written}, {number: seen.replaced_by_write(number)})
        entry = write_case(desk, unit, case, [change], reason)
    return Changed.of(seen.record.name, case, seen.id, entry.dot)


def _permit(unit: Reader, desk: Desk, case: bytes, seen: Row) -> Eyes:
    """Return the eyes of an officer who may decide between the answers of this row."""
    return permit_review_of(unit, desk, case, seen) if seen.record.has_own_verbs else permit_edit(unit, desk, case)


def no_conflict() -> UserError:
    """Return the refusal for a field that is not in conflict."""
    return UserError("no-conflict", _("This field of the record is not in conflict."))


def kept_value(seen: Row, field: str, keep: Dot) -> Value:
    """Return the live value of this dot; raises UserError `no-such-value` where the field has none."""
    for sibling in seen.siblings[field]:
        if sibling.dot == keep:
            return sibling.value
    raise UserError("no-such-value", _("The conflict has no value of this name; look at it again."))


def deletion_mark(seen: Row, chosen: object) -> Written:
    """Return the deletion mark for "deleted" or "kept"; raises UserError `bad-fields` for anything else."""
    if chosen not in ("deleted", "kept"):
        problem = FieldProblem(f"{seen.record.name}.{DELETED_NAME}", _("This must be “deleted” or “kept”."))
        refuse_fields([problem])
    return Deletion(seen.all_dots) if chosen == "deleted" else None


def _written(
    reader: Reader, eyes: Eyes, seen: Row, field: str, chosen: object, *, is_kept: bool
) -> tuple[int, Written]:
    """Return the number of the field and the wire value to write.

    A kept value was valid where it was written, and is not judged again.
    """
    declared = seen.record.by_name[field]
    if is_kept:
        return declared.number, declared.to_wire(chosen)  # type: ignore[arg-type] # the value of a sibling
    values, problems = read_answers_in(reader, eyes.desk, eyes.case.id, seen.record, {field: chosen})
    problems += find_emptied(seen.record, values, seen.record.name)
    refuse_fields(problems + find_self_given(eyes, seen.record, values))
    return declared.number, declared.to_wire(values[field])
