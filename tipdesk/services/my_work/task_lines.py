"""The tasks that an officer is to do: those given to them, and those that nobody has and that fall to them.

A line holds nothing that identifies anybody, so no audit row is written; opening a case from it writes one.
"""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.case.find_unowned_tasks import find_unowned_tasks
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import find_own_tasks, own_ids

_OFFICER, _POST = BY_NAME["Officer"], BY_NAME["Post"]


@dataclass(frozen=True)
class TaskLine:
    """One task that the officer is to do.

    It `is_overdue` when the last day that its date could mean is past, and `is_unowned` when nobody has it yet. It
    `is_instruction` where this is a post and something that stands in it was written at headquarters. Where several
    values are live, `status` and `due` are the more cautious of them.
    """

    task: Row
    reference: str
    title: str
    status: str
    due: PartialDate | None
    is_overdue: bool
    is_unowned: bool
    is_instruction: bool = False


def read_tasks(reader: Reader, desk: Desk) -> list[TaskLine]:
    """Return the tasks that the officer at the desk is to do, within a read that the caller has opened.

    They are sorted by day, the earliest due first and those without a day last.
    """
    now = day_of(desk.clock.now_ms())
    own = [row for row in find_own_tasks(reader, own_ids(reader, desk)) if not is_done(live_values(row, "status"))]
    unowned = {row.id: row for row in find_unowned_tasks(reader, desk)}
    rows = {row.id: row for row in own} | unowned
    cases = list(dict.fromkeys(row.case for row in rows.values() if row.case is not None))
    known = {line.summary.id: line.summary for line in read_lines(reader, desk, cases)}
    logs = frozenset[bytes]() if desk.place.is_headquarters else _logs_of_headquarters(reader)
    lines = []
    for row in rows.values():
        case, due = known.get(row.case or b""), cautious_value(row, "due")
        if case is not None:  # else a case of which the officer must not know
            day = due if isinstance(due, PartialDate) else None
            is_late, state = day is not None and day.last_day < now, str(cautious_value(row, "status") or "")
            is_told = any(dot.log in logs for dot in row.all_dots)
            lines.append(TaskLine(row, case.reference, case.title, state, day, is_late, row.id in unowned, is_told))
    return sorted(lines, key=lambda line: (line.due.last_day if line.due else date.max, line.task.id))


def _logs_of_headquarters(reader: Reader) -> frozenset[bytes]:
    """Return the logs in which the directory stands: only headquarters writes it."""
    rows = reader.find_rows(_POST, with_deleted=True) + reader.find_rows(_OFFICER, with_deleted=True)
    return frozenset(dot.log for row in rows for dot in row.all_dots)
