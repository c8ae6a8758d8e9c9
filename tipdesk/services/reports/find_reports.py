"""The inbox, and what became of the reports that the officer sent.

The inbox has the reports that nobody else has read yet, the gravest first, and those that somebody has in hand. A
report stays until somebody acknowledges it, whatever clocks say. What came since the officer last opened the inbox is
marked; `mark_inbox_seen` moves that mark. Of their own reports officers see who has read them, who was given what, and
which nobody has read.
"""

from dataclasses import dataclass

from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.remembered.here import INBOX_SEEN
from tipdesk.services.reports.report_lines import ReportLine, in_order, read_report_lines

WAITING = CaseQuery(only_open=True, acknowledged=False, most=300)
TAKEN = CaseQuery(acknowledged=True, most=30)


@dataclass(frozen=True)
class Inbox:
    """The inbox of one officer.

    `waiting` are the reports that nobody has in hand: danger first, then a child, then the oldest. `taken` are those in
    somebody's hand, latest first. `seen` is when the officer last opened the inbox, in milliseconds since 1970.
    """

    waiting: tuple[ReportLine, ...]
    taken: tuple[ReportLine, ...]
    seen: int
    officer: bytes = b""

    def is_new(self, line: ReportLine) -> bool:
        """Tell whether a report came since the officer last opened the inbox."""
        return (line.arrived if line.arrived is not None else line.since) > self.seen

    @property
    def grave(self) -> tuple[ReportLine, ...]:
        """Return the reports that wait and speak of danger or of a child."""
        return tuple(line for line in self.waiting if line.is_danger or line.is_child)


def find_inbox(desk: Desk) -> Inbox:
    """Return the inbox of the officer at the desk, without their own reports, since others must read those."""
    with desk.read() as reader:
        seen = INBOX_SEEN.of(desk.actor.officer).get(reader)
        waiting = read_waiting(reader, desk)
        taken = read_report_lines(reader, desk, reader.find_case_ids(TAKEN))
    return Inbox(
        tuple(waiting),
        tuple(line for line in taken if line.takers and not line.is_own),
        seen,
        desk.actor.officer,
    )


def read_waiting(reader: Reader, desk: Desk) -> list[ReportLine]:
    """Return the reports that nobody has in hand and that others wrote, the gravest first, within a read."""
    waiting = read_report_lines(reader, desk, reader.find_case_ids(WAITING))
    return in_order([line for line in waiting if line.is_waiting and not line.is_own])


def mark_inbox_seen(desk: Desk) -> None:
    """Note that the officer has opened the inbox: only what comes from now on is new to them."""
    with desk.work() as work:
        INBOX_SEEN.of(desk.actor.officer).keep(work, desk.clock.now_ms())


_TAKEN, _OVER = CaseQuery(acknowledged=True, most=300), CaseQuery(acknowledged=False, most=300)
"""Cases with reports that somebody has in hand, and those with some that nobody has, closed ones among them."""
_DAYS_MS = 30 * 24 * 60 * 60 * 1000


def find_own_reports(desk: Desk) -> list[ReportLine]:
    """Return the officer's own reports.

    First come the sent ones that nobody has read, then those of the last thirty days that somebody has read, or of
    which it was told within these days what became of the people.
    """
    with desk.read() as reader:
        return read_own_reports(reader, desk)


def read_own_reports(reader: Reader, desk: Desk) -> list[ReportLine]:
    """Return the officer's own reports as `find_own_reports` does, within a read that the caller has opened."""
    cases = [case for query in (WAITING, _TAKEN, _OVER) for case in reader.find_case_ids(query)]
    found = read_report_lines(reader, desk, list(dict.fromkeys(cases)), with_own=True)
    recent = desk.clock.now_ms() - _DAYS_MS
    own = [
        line
        for line in found
        if line.is_own
        and (line.takers or line.became or line.is_waiting)
        and (line.is_sent if line.is_waiting else max(line.since, line.became_at or 0) >= recent)
    ]
    return sorted(own, key=lambda line: (not line.is_waiting, -line.since, line.report))


def find_reports_of(desk: Desk, case: bytes) -> list[ReportLine]:
    """Return the reports of one case with who has read them.

    Nothing that identifies anybody is in them, so nothing is audited.
    """
    with desk.read() as reader:
        return read_report_lines(reader, desk, [case])


def find_unread(desk: Desk) -> list[ReportLine]:
    """Return this post's sent reports that nobody has read in time, whoever wrote them.

    The post is told to ring headquarters about them.
    """
    with desk.read() as reader:
        lines = read_report_lines(reader, desk, reader.find_case_ids(WAITING))
    return [line for line in lines if line.is_late and line.is_sent]
