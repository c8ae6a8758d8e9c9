"""Lines of reports: from which post, since when they wait, how grave they are, and who has them in hand.

A line holds nothing that identifies anybody, so no audit row is written; opening a report writes one. A list has only
reports of cases that the officer may open. What became of their own report an officer is told also where the case is
closed to them by now, and nothing else of it. An answer that is in dispute or sealed to them is read with caution, as
the graver one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.acknowledging import is_child_seen, is_grave, waits_since
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.reports import acknowledge, is_over
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.outcomes import last_outcome
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.clocks.frozen_cases import FrozenCases
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import own_ids
from tipdesk.services.sealing.unsealing import Unsealing

_ACKNOWLEDGEMENT, _OUTCOME, _PERSON, _TASK = (
    BY_NAME[name] for name in ("Acknowledgement", "ReportOutcome", "Person", "Task")
)


@dataclass(frozen=True)
class Taker:
    """Somebody who has a report in hand. `at` is in milliseconds since 1970, 0 where it is not known."""

    officer: bytes | None
    at: int


@dataclass(frozen=True)
class ReportLine:
    """One report as a list shows it, by its id.

    `since` is when it began to wait and `arrived` when it came here, None for one written here; both are in
    milliseconds since 1970. `is_unsure` says that somebody may be in danger, and nobody said that they are. `is_own`
    says that the officer wrote it, so somebody else must acknowledge it. `became` is the code of what became of the
    people, and `became_at` when that was; `tasks` counts the open tasks of its case. A report of a case that `is_over`,
    closed or screened out, waits for nobody.
    """

    report: bytes
    case: CaseSummary
    since: int
    arrived: int | None
    is_danger: bool
    is_child: bool
    is_late: bool
    is_own: bool
    is_sent: bool
    people: int | None
    became: str
    tasks: int
    takers: tuple[Taker, ...] = ()
    became_at: int | None = None
    is_over: bool = False
    is_unsure: bool = False

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has the report in hand yet."""
        return not self.takers and not self.is_over


def read_report_lines(
    reader: Reader, desk: Desk, cases: Sequence[bytes], *, with_own: bool = False
) -> list[ReportLine]:
    """Return the lines of all reports of those among these cases that the officer may open, in the order given.

    With `with_own` there are also the officer's own reports of cases that they may only know to exist: of these the
    lines tell who has them and what became of the people, and no answer.
    """
    own, unsealing, frozen = own_ids(reader, desk), Unsealing(reader, desk), FrozenCases(reader, desk)
    known = [one for one in read_lines(reader, desk, cases) if one.can_open or with_own]
    shut = {one.summary.id for one in known if not one.can_open}
    lines = (
        replace(_line(reader, unsealing, report, case, own, is_late=report.id in late), is_over=is_over(view))
        for case, view in frozen.each([one.summary for one in known])
        for late in [_late(view, frozen.measures)]
        for report in view.of("Report")
    )
    return [_without_answers(line) if line.case.id in shut else line for line in lines if _is_told(line, shut)]


def _is_told(line: ReportLine, shut: Collection[bytes]) -> bool:
    return line.case.id not in shut or line.is_own


def _without_answers(line: ReportLine) -> ReportLine:
    return replace(line, is_danger=False, is_child=False, people=None, tasks=0)


def in_order(lines: Sequence[ReportLine]) -> list[ReportLine]:
    """Return lines in the order in which they should be taken in hand: danger, then a child, then the longest wait."""
    return sorted(lines, key=lambda line: (not line.is_danger, not line.is_child, line.since, line.report))


def _late(view: FrozenCase, measures: Measures) -> frozenset[bytes]:
    """Return the reports of a case that have waited too long: their clock `acknowledge` has run out."""
    clocks = (clock for clock in acknowledge(view, measures) if clock.met_at is None)
    return frozenset(clock.subject.id for clock in clocks if clock.state(view.now_ms) is State.OVERDUE)


def _line(
    reader: Reader, unsealing: Unsealing, held: Row, case: CaseSummary, own: frozenset[bytes], *, is_late: bool
) -> ReportLine:
    report = unsealing.row(held)
    people = map(unsealing.row, reader.find_rows(_PERSON, case=case.id))
    story = reader.find_happenings(case.id, report.id)
    arrived = min((one.received_at for one in story if one.received_at is not None), default=None)
    since = waits_since(report, arrived)
    taken = [row for row in reader.find_rows(_ACKNOWLEDGEMENT, case=case.id) if row["report"] == report.id]
    told, tasks = report["persons_count"], reader.find_rows(_TASK, case=case.id)
    outcome = last_outcome(report, reader.find_rows(_OUTCOME, case=case.id))
    return ReportLine(
        report=report.id,
        case=case,
        since=since,
        arrived=arrived,
        is_danger=is_grave(report, "danger_now"),
        is_child=is_grave(report, "under_18") or is_child_seen(report, people, case.risk),
        is_late=is_late and not taken,
        is_own=bool(story) and story[-1].actor in own,
        is_sent=report["sent_at"] is not None,
        people=told if isinstance(told, int) else case.people or None,
        became=(outcome.became or "") if outcome is not None else "",
        tasks=sum(not is_done(live_values(row, "status")) for row in tasks),
        takers=tuple(map(_taker, taken)),
        became_at=_ms(outcome.at) if outcome is not None else None,
        is_unsure=live_values(report, "danger_now") == {"unsure"},
    )


def _taker(row: Row) -> Taker:
    by = row["by"]
    return Taker(by if isinstance(by, bytes) else None, _ms(row["at"]) or 0)


def _ms(at: object) -> int | None:
    return int(at.timestamp() * 1000) if isinstance(at, datetime) else None
