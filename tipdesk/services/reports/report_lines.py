"""Lines of reports: from which post, since when they wait, how grave they are, and who has them in hand.

A line holds nothing identifying, so no audit row is written; opening a report writes one. Promises that only reports of
cases which the officer may open are in a list, and the cautious reading of what is in dispute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.acknowledging import is_grave, is_late, waits_since
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.relation import own_ids

_ACKNOWLEDGEMENT, _TASK = BY_NAME["Acknowledgement"], BY_NAME["Task"]


@dataclass(frozen=True)
class Taker:
    """Who has a report in hand. `at`: ms since 1970, 0 where it is not known."""

    officer: bytes | None
    at: int


@dataclass(frozen=True)
class ReportLine:
    """One report. `since`: ms since 1970 from which it waits; `arrived`: when it came here, None where it was written.

    `is_own`: the officer wrote it, so somebody else acknowledges it. `tasks`: what was given to somebody in its case.
    """

    report: Row
    case: CaseSummary
    author: bytes
    since: int
    arrived: int | None
    is_danger: bool
    is_child: bool
    is_late: bool
    is_own: bool
    takers: tuple[Taker, ...] = ()
    tasks: tuple[Row, ...] = ()

    @property
    def people(self) -> int | None:
        """Return how many people the report speaks of, None where that was not told."""
        count = self.report["persons_count"]
        return count if isinstance(count, int) else self.case.people or None

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has it in hand yet."""
        return not self.takers


def read_report_lines(reader: Reader, desk: Desk, reports: Sequence[Row]) -> list[ReportLine]:
    """Return the lines of these reports, in the order given, without those whose case the officer may not open."""
    cases = list(dict.fromkeys(row.case for row in reports if row.case is not None))
    known = {line.summary.id: line.summary for line in read_lines(reader, desk, cases) if line.can_open}
    own, now = own_ids(reader, desk), desk.clock.now_ms()
    return [
        _line(reader, row, summary, own, now) for row in reports if (summary := known.get(row.case or b"")) is not None
    ]


def in_order(lines: Sequence[ReportLine]) -> list[ReportLine]:
    """Return lines in the order in which they are taken in hand: danger, a child, the one that waits longest."""
    return sorted(lines, key=lambda line: (not line.is_danger, not line.is_child, line.since, line.report.id))


def _line(reader: Reader, report: Row, case: CaseSummary, own: frozenset[bytes], now: int) -> ReportLine:
    story = reader.find_happenings(case.id, report.id)
    came = [one.received_at for one in story if one.received_at is not None]
    author = story[-1].actor if story else b""
    arrived = min(came, default=None)
    since = waits_since(report, arrived)
    takers = tuple(
        _taker(row) for row in reader.find_rows(_ACKNOWLEDGEMENT, case=case.id) if row["report"] == report.id
    )
    return ReportLine(
        report,
        case,
        author,
        since,
        arrived,
        is_grave(report, "danger_now"),
        is_grave(report, "under_18"),
        is_late(since, now) and not takers,
        author in own,
        takers,
        tuple(reader.find_rows(_TASK, case=case.id)),
    )


def _taker(row: Row) -> Taker:
    at, by = row["at"], row["by"]
    when = int(at.timestamp() * 1000) if isinstance(at, datetime) else 0
    return Taker(by if isinstance(by, bytes) else None, when)
