"""My work: an officer's open cases, their tasks by day, tasks nobody has, conflicts to settle, and reviews they owe.

Lines and titles of one's own work hold nothing that identifies anybody, so no audit row is written; opening a case from
them writes one.
"""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.values import PartialDate
from tipdesk.services.access.find_reviews import ReviewLine, read_reviews
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import CaseLine, find_case_lines, read_lines
from tipdesk.services.case.find_conflicts import read_conflicts
from tipdesk.services.case.find_unowned_tasks import find_unowned_tasks
from tipdesk.services.case.new_case import today
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import find_own_tasks, own_ids


@dataclass(frozen=True)
class TaskLine:
    """One task that the officer is to do.

    It `is_overdue` when the last day that its date could mean is past, and `is_unowned` when nobody has it yet. Where
    several values are live, `status` and `due` are the more cautious of them.
    """

    task: Row
    reference: str
    title: str
    status: str
    due: PartialDate | None
    is_overdue: bool
    is_unowned: bool


@dataclass(frozen=True)
class ConflictLine:
    """One row that the officer may settle, with the names of its `fields` in conflict."""

    row: Row
    reference: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class MyWork:
    """What the page shows. Tasks are sorted by day, the earliest due first and those without a day last."""

    cases: list[CaseLine]
    tasks: list[TaskLine]
    conflicts: list[ConflictLine]
    reviews: list[ReviewLine]

    @property
    def overdue(self) -> list[TaskLine]:
        """Return the tasks whose day is past."""
        return [task for task in self.tasks if task.is_overdue]


def my_work(desk: Desk) -> MyWork:
    """Return the work of the officer at the desk, as of today in their time zone."""
    cases = find_case_lines(desk, find_case_ids(desk, mine=True, only_open=True))
    with desk.read() as reader:
        return MyWork(cases, _tasks(reader, desk), _conflicts(reader, desk), read_reviews(reader, desk))


def _tasks(reader: Reader, desk: Desk) -> list[TaskLine]:
    now = today(desk).last_day
    own = [row for row in find_own_tasks(reader, own_ids(reader, desk)) if not is_done(live_values(row, "status"))]
    unowned = {row.id: row for row in find_unowned_tasks(reader, desk)}
    rows = {row.id: row for row in own} | unowned
    cases = list(dict.fromkeys(row.case for row in rows.values() if row.case is not None))
    known = {line.summary.id: line.summary for line in read_lines(reader, desk, cases)}
    lines = []
    for row in rows.values():
        case, due = known.get(row.case or b""), cautious_value(row, "due")
        if case is not None:  # else a case of which the officer must not know
            day = due if isinstance(due, PartialDate) else None
            is_late, state = day is not None and day.last_day < now, str(cautious_value(row, "status") or "")
            lines.append(TaskLine(row, case.reference, case.title, state, day, is_late, row.id in unowned))
    return sorted(lines, key=lambda line: (line.due.last_day if line.due else date.max, line.task.id))


def _conflicts(reader: Reader, desk: Desk) -> list[ConflictLine]:
    return [
        ConflictLine(shown, str(case["reference"] or ""), str(case["title"] or ""), tuple(sorted(shown.siblings)))
        for case, shown in read_conflicts(reader, desk)
    ]
