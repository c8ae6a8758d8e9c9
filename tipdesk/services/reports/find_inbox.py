"""The inbox: the reports that nobody else has read yet, the gravest first, and those that somebody has in hand.

Promises that a report stays until somebody acknowledges it, whatever clocks say. What came since the officer last
looked is marked; `mark_inbox_seen` moves that mark.
"""

from dataclasses import dataclass

from tipdesk.services.desk import Desk
from tipdesk.services.reports.report_lines import ReportLine, in_order, read_report_lines

MOST, MOST_TAKEN = 300, 30
_SEEN = "inbox-seen:"
_CLOSED = frozenset({"closed", "closed_referred"})
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
        waiting = read_report_lines(reader, desk, reader.find_reports(acknowledged=False, most=MOST))
        taken = read_report_lines(reader, desk, reader.find_reports(acknowledged=True, most=MOST_TAKEN))
    theirs = [line for line in waiting if not line.is_own and line.case.status not in _CLOSED]
    seen = int.from_bytes(kept, "big") if kept else 0
    return Inbox(tuple(in_order(theirs)), tuple(line for line in taken if not line.is_own), seen, desk.actor.officer)


def mark_inbox_seen(desk: Desk) -> None:
    """Note that the officer has looked: what comes from now on is new."""
    with desk.work() as work:
        work.put_setting(_key(desk), desk.clock.now_ms().to_bytes(_DIGITS, "big"))


def _key(desk: Desk) -> str:
    return _SEEN + desk.actor.officer.hex()
