"""What is overdue in the whole country, for headquarters' inbox: its own clocks, worst first, and breaches among them.

Reports that nobody has in hand stand in the inbox by themselves, so their clock is not told twice.
"""

from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.table import CLOCKS, Sees
from tipdesk.services.clock_lists.find_clocks import ClockLine, read_open_clocks, read_register_clocks
from tipdesk.services.clocks.case_clocks import Breaches, no_breaches
from tipdesk.services.desk import Desk

BREACH = "breach-owed"
_WAITING = "acknowledge"


def find_overdue(desk: Desk, breaches: Breaches = no_breaches) -> list[ClockLine]:
    """Return the overdue clocks that headquarters sees, those of danger and children first, then the longest overdue.

    Breaches are among them from the first moment, since each waits for somebody's words.
    """
    now = desk.clock.now_ms()
    with desk.read() as reader:
        lines = [*read_open_clocks(reader, desk, breaches, is_acted_on=False), *read_register_clocks(reader, desk)]
    theirs = [line for line in lines if _is_theirs(line) and _is_due(line, now)]
    return sorted(theirs, key=_order)


def _is_theirs(line: ClockLine) -> bool:
    return line.clock.id != _WAITING and Sees.HEADQUARTERS in CLOCKS[line.clock.rule].sees


def _is_due(line: ClockLine, now: int) -> bool:
    return line.clock.id == BREACH or line.clock.state(now) is State.OVERDUE


def _order(line: ClockLine) -> tuple[bool, int, str]:
    return (Sees.RING not in CLOCKS[line.clock.rule].sees, line.clock.ends, str(line.key))
