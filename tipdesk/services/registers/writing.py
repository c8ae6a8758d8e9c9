"""Write rows of the registers: add, change, put away, bring back, settle what is in dispute.

Each deed is one entry of the own log; a verb that writes several rows together does so within one unit of work
(`add_in`, `amend_in`). The write names the dots of the values that its author saw, so that a value which came in from
elsewhere meanwhile is not overwritten but shows as a conflict.
"""

from collections.abc import Mapping

from tipdesk.domain.changes import Change, Dot, Entry, Written
from tipdesk.domain.errors import FieldProblem
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rules.contradictions import find_contradictions
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import DELETED, RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.rules import refuse_closed, refuse_frozen
from tipdesk.services.case.settle_conflict import deletion_mark, kept_value, no_conflict
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.fields import (
    change_of_deletion,
    change_of_new,
    change_of_restoring,
    change_of_row,
    find_emptied,
    find_needed,
    refuse,
)
from tipdesk.services.look import deed
from tipdesk.services.registers.answers import BAD_FIELDS, read_answers
from tipdesk.services.registers.kept import get_seen, permit_register
from tipdesk.services.results import Changed


def add_row(
    desk: Desk,
    record: RecordType,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    draft: str | None = None,
) -> Changed:
    """Store a new row of a register; `Changed.row` is its id, and `draft` the key of what was typed for it (`deed`).

    Raises UserError `bad-fields` naming every answer that is refused, and those of `permit_register`.
    """
    with deed(desk, draft) as unit:
        return add_in(unit, desk, record, given, reason=reason)


def add_in(
    unit: UnitOfWork,
    desk: Desk,
    record: RecordType,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    is_ours_to_give: bool = False,
) -> Changed:
    """Store a new row as `add_row` does, within a unit of work that the caller has begun."""
    permit_register(desk, record, Act.WRITE)
    change = _change_of_added(unit, desk, record, given, is_ours_to_give=is_ours_to_give)
    entry = write_register(unit, [change], reason)
    return Changed(frozenset({record.name}), None, change.row, (entry.dot,), is_new=True)


def _change_of_added(
    unit: UnitOfWork,
    desk: Desk,
    record: RecordType,
    given: Mapping[str, object],
    *,
    is_ours_to_give: bool = False,
) -> Change:
    """Return the change that makes a row of what was given; raises UserError `bad-fields`.

    `is_ours_to_give` is as in `read_answers`.
    """
    begun = with_beginnings(desk, record, given)
    values, problems = read_answers(unit, desk, record, begun, is_ours_to_give=is_ours_to_give)
    problems += find_needed(record, values, [problem.path for problem in problems], record.name)
    problems += find_contradictions(record, values, {}, moment_now(desk), [problem.path for problem in problems])
    refuse(problems, "bad-fields", BAD_FIELDS)
    return change_of_new(record, desk.ids.new_id(), values)


def amend_row(
    desk: Desk,
    seen: Row,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    draft: str | None = None,
) -> Changed:
    """Store new values of some fields of a row, given as the officer saw it; nothing is written where none differs.

    Naming a field in conflict settles it. Raises UserError `bad-fields` naming every field that is refused,
    `signed-is-frozen` naming each that stands for good, and those of `get_seen`.
    """
    with deed(desk, draft) as unit:
        return amend_in(unit, desk, seen, given, reason=reason)


def amend_in(
    unit: UnitOfWork,
    desk: Desk,
    seen: Row,
    given: Mapping[str, object],
    *,
    reason: str | None = None,
    is_ours_to_give: bool = False,
) -> Changed:
    """Store new values as `amend_row` does, within a unit of work that the caller has begun."""
    get_seen(unit, desk, seen.record, seen.id, Act.WRITE)
    change = change_of_row(seen, read_amended(unit, desk, seen, given, is_ours_to_give=is_ours_to_give))
    if change is None:
        return Changed(frozenset(), None, seen.id)
    entry = write_register(unit, [change], reason)
    return Changed.of(seen.record.name, None, seen.id, entry.dot)


def read_amended(
    unit: UnitOfWork, desk: Desk, seen: Row, given: Mapping[str, object], *, is_ours_to_give: bool = False
) -> dict[str, Value]:
    """Return the values of what was given for a row that is there already; raises the UserErrors of `amend_row`."""
    refuse_frozen(seen, given)
    values, problems = read_answers(unit, desk, seen.record, given, is_ours_to_give=is_ours_to_give)
    problems += find_emptied(seen.record, values, seen.record.name)
    problems += _find_own_parent(seen, values)
    other = {name: value for name, value in values.items() if value != seen[name] or name in seen.siblings}
    told = [problem.path for problem in problems]
    problems += find_contradictions(seen.record, other, seen.values, moment_now(desk), told)
    refuse(problems, "bad-fields", BAD_FIELDS)
    return values


def _find_own_parent(seen: Row, values: Mapping[str, Value]) -> list[FieldProblem]:
    """Return a problem for each reference by which a row would belong to itself."""
    return [
        FieldProblem(f"{seen.record.name}.{name}", _("A row cannot refer to itself."))
        for name, value in values.items()
        if value == seen.id
    ]


def delete_row(desk: Desk, seen: Row, *, reason: str | None = None) -> Changed:
    """Put a row, given as the officer saw it, into the trash, where it is hidden but not erased.

    Raises UserError `signed-is-frozen` for a row that stands for good, and those of `get_seen`.
    """
    with deed(desk) as unit:
        get_seen(unit, desk, seen.record, seen.id, Act.WRITE)
        refuse_closed(seen, unit)
        entry = write_register(unit, [change_of_deletion(seen)], reason)
    return Changed.of(seen.record.name, None, seen.id, entry.dot)


def restore_row(desk: Desk, seen: Row, *, reason: str | None = None) -> Changed:
    """Take a row, given as the officer saw it, out of the trash; raises the UserErrors of `get_seen`."""
    with deed(desk) as unit:
        get_seen(unit, desk, seen.record, seen.id, Act.WRITE)
        entry = write_register(unit, [change_of_restoring(seen)], reason)
    return Changed.of(seen.record.name, None, seen.id, entry.dot)


def settle_row(desk: Desk, seen: Row, field: str, keep: Dot) -> Changed:
    """Settle a field in conflict for the value of this dot, which is not judged again: it was where it was written.

    `seen` is the row as the officer saw it. A value that came since is not replaced: it shows as a new conflict. Raises
    UserError `no-conflict`, `no-such-value`, and those of `get_seen`.
    """
    with deed(desk) as unit:
        get_seen(unit, desk, seen.record, seen.id, Act.WRITE)
        if field not in seen.siblings:
            raise no_conflict()
        chosen = kept_value(seen, field, keep)
        number, written = _settled(seen, field, chosen)
        change = Change(seen.record.number, seen.id, {number: written}, {number: seen.replaced_by_write(number)})
        entry = write_register(unit, [change])
    return Changed.of(seen.record.name, None, seen.id, entry.dot)


def _settled(seen: Row, field: str, chosen: Value) -> tuple[int, Written]:
    if field == DELETED_NAME:
        return DELETED, deletion_mark(seen, chosen)
    declared = seen.record.by_name[field]
    return declared.number, declared.to_wire(chosen)


def write_register(unit: UnitOfWork, changes: list[Change], reason: str | None = None) -> Entry:
    """Write one entry of the register; whoever calls has checked what it says."""
    return unit.append(Scope.REGISTER, None, changes, reason)
