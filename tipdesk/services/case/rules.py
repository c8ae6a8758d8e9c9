"""What an officer may write to a row: level, fields that are not theirs to give, and giving oneself a case.

Promises that a refusal comes before anything is written. Checked against the row as its author saw it; a field that
was masked cannot be written, since its author does not know what would be replaced.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level, opens
from tipdesk.domain.rules.closing import CODE, find_frozen, is_closed
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import level_for
from tipdesk.services.look import permit
from tipdesk.services.relation import own_ids

_CASE, _TASK = BY_NAME["Case"], BY_NAME["Task"]
_ASSIGNS = {(_CASE.number, "owner"), (_TASK.number, "assigned_to")}
_BAD_FIELDS = _("Some answers cannot be saved as they are.")
_STANDS = _("This stands as it was told.")


def permit_edit(desk: Desk, case: bytes) -> Level:
    """Return the level at which the officer may write to a case. UserError `not-allowed` where they may not."""
    return permit(desk, case, Action.EDIT)


def refuse_own_verbs(record: RecordType) -> None:
    """Raise UserError `own-verbs` for a row that only verbs made for it may write: who may see the case, and why."""
    if record.has_own_verbs:
        raise UserError("own-verbs", _("{record} is not edited here. Use “Who may see this case”."), record=record.name)


def refuse_closed(seen: Row) -> None:
    """Raise UserError `signed-is-frozen` for a row that stands for good and would be put away."""
    if is_closed(seen):
        raise UserError(CODE, _("This stands as it was told, and is not put away. Add what is new beside it."))


def refuse_frozen(seen: Row, given: Mapping[str, object]) -> None:
    """Raise UserError `signed-is-frozen` that names each given field which stands for good."""
    path = seen.record.name
    problems = tuple(FieldProblem(f"{path}.{name}", _STANDS) for name in find_frozen(seen, given))
    if problems:
        raise UserError(CODE, _("What was told stands. Add what is new beside it."), fields=problems)


def refuse_own_report(reader: Reader, desk: Desk, case: bytes, values: Mapping[str, Value]) -> None:
    """Raise UserError `acknowledge-by-another` for an acknowledgement of a report that the desk's officer wrote."""
    report = values.get("report")
    if isinstance(report, bytes) and is_own_report(reader, desk, case, report):
        raise UserError(
            "acknowledge-by-another", _("You wrote this report. Somebody else says that they have it: ring them.")
        )


def is_own_report(reader: Reader, desk: Desk, case: bytes, report: bytes) -> bool:
    """Tell whether the desk's officer wrote a report of this case first."""
    story = reader.find_happenings(case, report)
    return bool(story) and story[-1].actor in own_ids(reader, desk)


def find_not_theirs(desk: Desk, seen: Row, given: Mapping[str, object], level: Level, path: str) -> list[FieldProblem]:
    """Return a problem for each given field of an existing row that is masked, above the level or fixed."""
    fixed = set()
    if seen.record is _CASE:
        fixed = {"reference"} if desk.place.is_headquarters else {"reference", "register_no"}
    problems = []
    for name in given:
        field = seen.record.by_name.get(name)
        if field is None:
            continue
        if name in seen.masked or not opens(level, field.sensitivity):
            problems.append(FieldProblem(f"{path}.{name}", _("You may not see this answer, so you cannot change it.")))
        elif name in fixed or field.by_program:
            problems.append(FieldProblem(f"{path}.{name}", _("This is given by the program or by headquarters.")))
    return problems


def find_self_given(
    desk: Desk, case: bytes, record: RecordType, values: Mapping[str, Value], path: str
) -> list[FieldProblem]:
    """Return a problem where somebody without full sight of a case would hand it on, or take it themself.

    Whoever is given a case, or a task in it, sees all of it: a supervisor or an assigned officer decides that.
    """
    named = [name for name, value in values.items() if (record.number, name) in _ASSIGNS and value is not None]
    if not named:
        return []
    with desk.read() as reader:
        row = reader.get_row(_CASE, case)
        full = row is not None and level_for(reader, desk, row, Action.UNMASK) >= Level.FULL
    if full:
        return []
    return [
        FieldProblem(f"{path}.{name}", _("Your supervisor or the officer in charge decides this.")) for name in named
    ]


def refuse_fields(problems: list[FieldProblem]) -> None:
    """Raise UserError `bad-fields` that names every refused field, if there is any."""
    if problems:
        raise UserError("bad-fields", _BAD_FIELDS, fields=tuple(problems))
