"""My work: what waits for the officer at the desk, by time (overdue, today, this week, later, undated).

Tasks, instructions from headquarters, reviews and approvals owed, cases handed over, clocks that have warned, reports
that nobody has read and disputes to settle are lines of one list, read at once, so that whoever counts them counts the
same. Open cases, and what became of the officer's reports, are beside it and wait for nothing. No line has a name or an
answer in it, so no audit row is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, IntEnum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level, Relation
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.services.access.find_reviews import ReviewLine, read_reviews
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.case.find_case_lines import CaseLine, read_lines
from tipdesk.services.case.find_conflicts import ConflictSpot, read_conflicts, spot_of
from tipdesk.services.case.find_unowned_tasks import disabled_officers, is_left_to_us
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clock_lists.own_clocks import read_own_clocks
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.eyes import mask
from tipdesk.services.gates.find_approvals import ApprovalLine, read_approvals
from tipdesk.services.handover.find_handovers import HandoverLine, read_handovers
from tipdesk.services.my_work.task_lines import TaskLine, read_tasks
from tipdesk.services.relation import Standing
from tipdesk.services.reports.find_reports import read_own_reports, read_waiting
from tipdesk.services.reports.report_lines import ReportLine

_SUNDAY = 7
_OWN = frozenset({Relation.IN_CHARGE, Relation.ASSIGNED, Relation.SERVED})
_OVERSEES = "supervisor"


class Span(IntEnum):
    """When something is due; what comes first in time has the lowest number."""

    OVERDUE = 0
    TODAY = 1
    WEEK = 2
    LATER = 3
    UNDATED = 4


class Duty(Enum):
    """What is asked of the officer."""

    TASK = "task"
    INSTRUCTION = "instruction"
    REVIEW = "review"
    APPROVAL = "approval"
    REPORT = "report"
    DISPUTE = "dispute"
    CLOCK = "clock"
    HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Dispute:
    """A row in dispute that the officer is to settle: where it is, and the row without what identifies anybody."""

    spot: ConflictSpot
    row: Row


@dataclass(frozen=True)
class WorkLine:
    """One thing that waits for the officer.

    `id` is the row at which it opens, and `at` when it is due, or has waited since, in milliseconds since 1970 where a
    time of day is known. `is_grave` marks a report of danger or of a child, which comes first in its span.
    """

    duty: Duty
    id: bytes
    case: bytes
    reference: str
    title: str
    span: Span
    day: date | None
    about: TaskLine | ReviewLine | ApprovalLine | ReportLine | Dispute | ClockLine | HandoverLine
    at: int | None = None
    is_grave: bool = False

    @property
    def key(self) -> tuple[str, bytes]:
        """What names this line among all: one row may be both a task and in dispute, and have several clocks."""
        clock = f" {self.about.clock.id} {self.about.clock.gate}" if isinstance(self.about, ClockLine) else ""
        return (self.duty.value + clock, self.id)


@dataclass(frozen=True)
class Work:
    """All that waits, sorted by time; `cases` are the officer's open ones, `reports` those of theirs that were read."""

    lines: tuple[WorkLine, ...]
    cases: tuple[CaseLine, ...]
    reports: tuple[ReportLine, ...]
    names: Names

    @property
    def count(self) -> int:
        """How many things wait: the one number for heading, rail and status line."""
        return len(self.lines)

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(line.span is Span.OVERDUE for line in self.lines)

    @property
    def tasks(self) -> list[TaskLine]:
        """Return the tasks among them, instructions from headquarters too."""
        return [line.about for line in self.lines if isinstance(line.about, TaskLine)]

    @property
    def reviews(self) -> list[ReviewLine]:
        """Return the reviews among them."""
        return [line.about for line in self.lines if isinstance(line.about, ReviewLine)]

    @property
    def approvals(self) -> list[ApprovalLine]:
        """Return the approvals among them."""
        return [line.about for line in self.lines if isinstance(line.about, ApprovalLine)]

    @property
    def disputes(self) -> list[Dispute]:
        """Return what is to be settled among them."""
        return [line.about for line in self.lines if isinstance(line.about, Dispute)]


def my_work(desk: Desk) -> Work:
    """Return what waits for the officer at the desk, as of now; days are those of Saint Lucia, as of every clock."""
    mine = find_case_ids(desk, mine=True, only_open=True)
    with desk.read() as reader:
        waiting, read = _reports(reader, desk)
        lines = [
            *_tasks(reader, desk),
            *_reviews(reader, desk),
            *_approvals(reader, desk),
            *_handovers(reader, desk),
            *(_report(line) for line in waiting),
            *_disputes(reader, desk),
            *(_clock(desk, line) for line in read_own_clocks(reader, desk, mine)),
        ]
        cases = read_lines(reader, desk, mine)
        return Work(tuple(sorted(lines, key=_order)), tuple(cases), tuple(read), names_in(reader, desk))


def span_of(day: date | None, now: date) -> Span:
    """Return when a day is, seen from today; the week ends with its Sunday."""
    if day is None:
        return Span.UNDATED
    if day <= now:
        return Span.OVERDUE if day < now else Span.TODAY
    return Span.WEEK if day <= now + timedelta(days=_SUNDAY - now.isoweekday()) else Span.LATER


def _order(line: WorkLine) -> tuple[Span, bool, date, int, str, bytes]:
    day = line.day or date.max
    return (line.span, not line.is_grave, day, line.at or 0, line.duty.value, line.id)


def _tasks(reader: Reader, desk: Desk) -> Iterator[WorkLine]:
    now = day_of(desk.clock.now_ms())
    for task in read_tasks(reader, desk):
        day = task.due.last_day if task.due else None
        duty = Duty.INSTRUCTION if task.is_instruction else Duty.TASK
        row = task.task
        yield WorkLine(duty, row.id, row.case or b"", task.reference, task.title, span_of(day, now), day, task)


def _reviews(reader: Reader, desk: Desk) -> Iterator[WorkLine]:
    for one in read_reviews(reader, desk):
        at = int(one.due.timestamp() * 1000) if one.due else None
        span, day = _placed(desk, at, is_late=one.is_overdue)
        yield WorkLine(Duty.REVIEW, one.id, one.case, one.reference, one.title, span, day, one, at)


def _approvals(reader: Reader, desk: Desk) -> Iterator[WorkLine]:
    for one in read_approvals(reader, desk):
        ends = one.clock.ends - 1 if one.clock is not None else None
        span, day = _placed(desk, ends, is_late=one.is_overdue)
        yield WorkLine(Duty.APPROVAL, one.id, one.case, one.reference, one.title, span, day, one, ends)


def _handovers(reader: Reader, desk: Desk) -> Iterator[WorkLine]:
    for one in read_handovers(reader, desk):
        ends = one.clock.ends - 1
        span, day = _placed(desk, ends, is_late=one.clock.state(desk.clock.now_ms()) is State.OVERDUE)
        yield WorkLine(Duty.HAND_OVER, one.id, one.case, one.reference, one.title, span, day, one, one.clock.starts)


def _reports(reader: Reader, desk: Desk) -> tuple[list[ReportLine], list[ReportLine]]:
    """Return the reports that wait to be acknowledged, and the officer's own that somebody has read.

    At a post those that wait are the officer's own, since somebody else must read them; at headquarters those of
    others, since the officer may.
    """
    own = read_own_reports(reader, desk)
    read = [line for line in own if not line.is_waiting]
    if desk.place.is_headquarters:
        return read_waiting(reader, desk), read
    return [line for line in own if line.is_waiting], read


def _report(line: ReportLine) -> WorkLine:
    """Return the line of a report that waits: it is to be read at once, so it is of today until it is late."""
    span, day = (Span.OVERDUE if line.is_late else Span.TODAY), day_of(line.since)
    case, is_grave = line.case, line.is_danger or line.is_child
    return WorkLine(
        Duty.REPORT, line.report, case.id, case.reference, case.title, span, day, line, line.since, is_grave
    )


def _clock(desk: Desk, line: ClockLine) -> WorkLine:
    """Return the line of a clock that has warned; it is overdue from its minute on, and of the day on which it ends."""
    clock, case = line.clock, line.case
    span, day = _placed(desk, clock.ends - 1, is_late=clock.state(desk.clock.now_ms()) is State.OVERDUE)
    is_grave = CLOCKS[clock.rule].is_grave
    held, reference, title = (case.id, case.reference, case.title) if case is not None else (b"", "", "")
    return WorkLine(Duty.CLOCK, clock.subject.id, held, reference, title, span, day, line, clock.ends, is_grave)


def _disputes(reader: Reader, desk: Desk) -> Iterator[WorkLine]:
    """Yield what is in dispute in the officer's cases, and in those of their post that nobody is in charge of."""
    standing, disabled = Standing(reader, desk), disabled_officers(reader)
    theirs: dict[bytes, bool] = {}
    for case, row in read_conflicts(reader, desk):
        if case.id not in theirs:
            theirs[case.id] = any(
                standing.to(line.summary) in _OWN
                or (_OVERSEES in desk.actor.roles and is_left_to_us(reader, desk, line.summary, disabled))
                for line in read_lines(reader, desk, [case.id])
            )
        if theirs[case.id]:
            spot = spot_of(case, row)
            about = Dispute(spot, mask(row, Level.SUMMARY))
            yield WorkLine(
                Duty.DISPUTE, spot.row, spot.case, spot.reference, spot.title, Span.UNDATED, None, about, spot.at
            )


def _placed(desk: Desk, at: int | None, *, is_late: bool) -> tuple[Span, date | None]:
    """Return span and day of a time of day: it is late from its minute on, and not only on the next day."""
    day = None if at is None else day_of(at)
    if is_late:
        return Span.OVERDUE, day
    return span_of(day, day_of(desk.clock.now_ms())), day
