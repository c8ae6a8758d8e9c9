"""What became of the reports that the officer sent: who has read them, who was given what, which nobody has read."""

from tipdesk.services.desk import CaseQuery, Desk
from tipdesk.services.reports.find_inbox import WAITING
from tipdesk.services.reports.report_lines import ReportLine, read_report_lines

_TAKEN = CaseQuery(acknowledged=True, most=300)
_DAYS_MS = 30 * 24 * 60 * 60 * 1000


def find_own_reports(desk: Desk) -> list[ReportLine]:
    """Return the officer's own reports: sent ones nobody has read, then those read of the last thirty days."""
    with desk.read() as reader:
        cases = [*reader.find_case_ids(WAITING), *reader.find_case_ids(_TAKEN)]
        found = read_report_lines(reader, desk, list(dict.fromkeys(cases)))
    recent = desk.clock.now_ms() - _DAYS_MS
    own = [line for line in found if line.is_own and (line.is_sent if line.is_waiting else line.since >= recent)]
    return sorted(own, key=lambda line: (not line.is_waiting, -line.since, line.report))


def find_reports_of(desk: Desk, case: bytes) -> list[ReportLine]:
    """Return the reports of one case with who has read them; nothing identifying is read, so nothing is audited."""
    with desk.read() as reader:
        return read_report_lines(reader, desk, [case])


def find_unread(desk: Desk) -> list[ReportLine]:
    """Return the sent reports of this post that nobody has read in time, whoever wrote them: ring headquarters."""
    with desk.read() as reader:
        lines = read_report_lines(reader, desk, reader.find_case_ids(WAITING))
    return [line for line in lines if line.is_late and line.is_sent]
