"""My work: the officer's open cases, the tasks given to them by day, what to settle, and the reviews they owe.

Lines and titles of one's own work hold nothing identifying, so no audit row is written; opening a case writes one.
"""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.values import PartialDate
from tipdesk.services.access.find_reviews import ReviewLine, read_reviews
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines
from tipdesk.services.case.new_case import today
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.relation import excluded_cases, find_own_tasks, own_ids

_CASE = BY_NAME["Case"]
_DONE = frozenset({"done", "cancelled"})


@dataclass(frozen=True)
class TaskLine:
    """One task of the officer. `is_overdue`: the last day it could mean is past."""

    task: Row
    reference: str
    title: str
    due: PartialDate | None
    is_overdue: bool


@dataclass(frozen=True)
class ConflictLine:
    """One row to settle. `fields`: the names of its fields in conflict."""

    row: Row
    reference: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class MyWork:
    """What the page shows. Tasks: the earliest due first, those without a day last."""

    cases: list[CaseLine]
    tasks: list[TaskLine]
    conflicts: list[ConflictLine]
    reviews: list[ReviewLine]

    @property
    def overdue(self) -> list[TaskLine]:
        """Return the tasks that are late."""
        return [task for task in self.tasks if task.is_overdue]


def my_work(desk: Desk) -> MyWork:
    """Return the work of the desk's officer, as of today in their zone."""
    cases = find_case_lines(desk, find_case_ids(desk, mine=True, only_open=True))
    with desk.read() as reader:
        return MyWork(cases, _tasks(reader, desk), _conflicts(reader, desk), read_reviews(reader, desk))


def _tasks(reader: Reader, desk: Desk) -> list[TaskLine]:
    now = today(desk).last_day
    lines, hidden = [], excluded_cases(reader, desk)
    for row in find_own_tasks(reader, own_ids(reader, desk)):
        if row["status"] in _DONE or row.case in hidden:
            continue
        case = _summary(reader, row)
        due = row["due"]
        day = due if isinstance(due, PartialDate) else None
        is_late = day is not None and day.last_day < now
        lines.append(TaskLine(row, case.reference if case else "", case.title if case else "", day, is_late))
    return sorted(lines, key=lambda line: (line.due.last_day if line.due else date.max, line.task.id))


def _conflicts(reader: Reader, desk: Desk) -> list[ConflictLine]:
    lines = []
    for row in reader.find_conflicts():
        case = reader.get_row(_CASE, row.case or row.id)
        eyes = Eyes(reader, desk, case, Action.EDIT) if case else None
        shown = eyes.see(row) if eyes and eyes.level > Level.EXISTS else None
        if case and shown and shown.siblings:
            reference, title = str(case["reference"] or ""), str(case["title"] or "")
            lines.append(ConflictLine(shown, reference, title, tuple(sorted(shown.siblings))))
    return lines


def _summary(reader: Reader, row: Row) -> CaseSummary | None:
    return next(iter(reader.find_case_summaries([row.case or row.id])), None)
