"""What became of the reports that the officer sent: who has read them, who was given what, which nobody has read."""

from tipdesk.services.desk import Desk
from tipdesk.services.reports.report_lines import ReportLine, read_report_lines

MOST = 300
_DAYS_MS = 30 * 24 * 60 * 60 * 1000


def find_own_reports(desk: Desk) -> list[ReportLine]:
    """Return the officer's own sent reports: those nobody has read first, then those of the last thirty days."""
    with desk.read() as reader:
        found = [
            *read_report_lines(reader, desk, reader.find_reports(acknowledged=False, most=MOST)),
            *read_report_lines(reader, desk, reader.find_reports(acknowledged=True, most=MOST)),
        ]
    recent = desk.clock.now_ms() - _DAYS_MS
    own = [line for line in found if line.is_own and line.report["sent_at"] is not None]
    return sorted(
        (line for line in own if line.is_waiting or line.since >= recent),
        key=lambda line: (not line.is_waiting, -line.since, line.report.id),
    )


def find_unread(desk: Desk) -> list[ReportLine]:
    """Return the sent reports of this post that nobody has read in time, whoever wrote them: ring headquarters."""
    with desk.read() as reader:
        lines = read_report_lines(reader, desk, reader.find_reports(acknowledged=False, most=MOST))
    return [line for line in lines if line.is_late and line.report["sent_at"] is not None]
