"""Keep the findings of a determination as they were typed, in one entry: new ones, changed ones, those taken out.

A determination that was signed stands with its findings: nothing of them is written any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.access.deciding import get_live_row
from tipdesk.services.case.amend_record import read_amended
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_closed, refuse_fields
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_deletion, change_of_new, change_of_row, find_needed
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change

DETERMINATION, FINDING = BY_NAME["Determination"], BY_NAME["Finding"]


@dataclass(frozen=True)
class FindingLine:
    """One line as it was left: the finding as it was `seen`, None for a new one, and the answers that differ.

    `is_gone` says that it was taken out.
    """

    seen: Row | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    is_gone: bool = False


def save_findings(
    desk: Desk, determination: bytes, lines: Sequence[FindingLine], *, draft: str | None = None
) -> Changed:
    """Store these findings of a determination, given by its id, all of them or none.

    `draft` is the key of what was typed for them (see `deed`). Raises UserError `bad-fields` naming each answer that is
    refused by its line (counted from 0) and field, `signed-is-frozen`, `no-such-row`, and those of `write_case`.
    """
    with deed(desk, draft) as unit:
        held = get_live_row(unit, DETERMINATION, determination)
        case = held.case or b""
        eyes = permit_edit(unit, desk, case)
        refuse_closed(held, unit)
        changes, problems = list["Change"](), list[FieldProblem]()
        for number, line in enumerate(lines):
            try:
                changes += _changes(unit, eyes, determination, line)
            except UserError as refusal:
                if not refusal.fields:
                    raise
                problems += [_of_line(one, number) for one in refusal.fields]
        refuse_fields(problems)
        if not changes:
            return Changed(frozenset(), case, determination)
        entry = write_case(desk, unit, case, changes)
    return Changed.of(FINDING.name, case, determination, entry.dot)


def _changes(unit: UnitOfWork, eyes: Eyes, determination: bytes, line: FindingLine) -> "list[Change]":
    if line.is_gone:
        return [change_of_deletion(line.seen)] if line.seen is not None else []
    if line.seen is not None:
        change = change_of_row(line.seen, read_amended(unit, eyes, line.seen, line.given))
        return [change] if change is not None else []
    desk, case = eyes.desk, eyes.case.id
    given = with_beginnings(desk, FINDING, {**line.given, "determination": determination})
    values, problems = read_answers_in(unit, desk, case, FINDING, given)
    refuse_fields(problems + find_needed(FINDING, values, [one.path for one in problems], FINDING.name))
    return [change_of_new(FINDING, desk.ids.new_id(), values)]


def _of_line(problem: FieldProblem, number: int) -> FieldProblem:
    return problem._replace(path=f"{number}.{problem.path.rpartition('.')[2]}")
