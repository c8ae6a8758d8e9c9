"""What is overdue in the whole country, for headquarters' inbox: its own clocks, worst first, and breaches among them.

Reports that nobody has in hand stand in the inbox by themselves, so their clock is not told twice.
"""

from tipdesk.domain.rules.clocks.clock import Clock, State
from tipdesk.domain.rules.clocks.rule import Sees
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.services.clock_lists.find_clocks import ClockLine, read_all_clocks, read_register_clocks
from tipdesk.services.clocks.case_clocks import Breaches, no_breaches
from tipdesk.services.desk import Desk

BREACH = "breach-owed"
_WAITING = "acknowledge"
_THEIRS = frozenset(one.clock for one in CLOCKS.values() if Sees.HEADQUARTERS in one.sees) - {_WAITING}


def find_overdue(desk: Desk, breaches: Breaches = no_breaches) -> list[ClockLine]:
    """Return the overdue clocks that headquarters sees, those of danger and children first, then the longest overdue.

    Breaches are among them from the first moment, since each waits for somebody's words.
    """
    now = desk.clock.now_ms()

    def is_due(clock: Clock) -> bool:
        return clock.id == BREACH or clock.state(now) is State.OVERDUE

    with desk.read() as reader:
        lines = read_all_clocks(reader, desk, _THEIRS, is_due, breaches)
        lines += [one for one in read_register_clocks(reader, desk) if one.clock.id in _THEIRS and is_due(one.clock)]
    return sorted(lines, key=_order)


def _order(line: ClockLine) -> tuple[bool, int, str]:
    return (not CLOCKS[line.clock.rule].is_grave, line.clock.ends, str(line.key))
