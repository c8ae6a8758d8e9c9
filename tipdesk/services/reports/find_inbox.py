"""The inbox: the reports that nobody else has read yet, the gravest first, and those that somebody has in hand.

Promises that a report stays until somebody acknowledges it, whatever clocks say. What came since the officer last
looked is marked; `mark_inbox_seen` moves that mark.
"""

from dataclasses import dataclass

from tipdesk.services.desk import CaseQuery, Desk
from tipdesk.services.reports.report_lines import ReportLine, in_order, read_report_lines

WAITING = CaseQuery(only_open=True, acknowledged=False, most=300)
TAKEN = CaseQuery(acknowledged=True, most=30)
_SEEN = "inbox-seen:"
_DIGITS = 8


@dataclass(frozen=True)
class Inbox:
    """`waiting`: danger, then a child, then the oldest; `taken`: the latest first. `seen`: the last look, in ms.

    `officer`: whose inbox it is.
    """

    waiting: tuple[ReportLine, ...]
    taken: tuple[ReportLine, ...]
    seen: int
    officer: bytes = b""

    def is_new(self, line: ReportLine) -> bool:
        """Tell whether a report came since the officer last looked."""
        return (line.arrived if line.arrived is not None else line.since) > self.seen

    @property
    def grave(self) -> tuple[ReportLine, ...]:
        """Return what waits and speaks of danger or of a child."""
        return tuple(line for line in self.waiting if line.is_danger or line.is_child)


def find_inbox(desk: Desk) -> Inbox:
    """Return the inbox of the desk's officer. What they wrote themselves is not in it: others read that."""
    with desk.read() as reader:
        kept = reader.get_setting(_key(desk))
        waiting = read_report_lines(reader, desk, reader.find_case_ids(WAITING))
        taken = read_report_lines(reader, desk, reader.find_case_ids(TAKEN))
    theirs = [line for line in waiting if line.is_waiting and not line.is_own]
    seen = int.from_bytes(kept, "big") if kept else 0
    return Inbox(
        tuple(in_order(theirs)),
        tuple(line for line in taken if line.takers and not line.is_own),
        seen,
        desk.actor.officer,
    )


def mark_inbox_seen(desk: Desk) -> None:
    """Note that the officer has looked: what comes from now on is new."""
    with desk.work() as work:
        work.put_setting(_key(desk), desk.clock.now_ms().to_bytes(_DIGITS, "big"))


def _key(desk: Desk) -> str:
    return _SEEN + desk.actor.officer.hex()
