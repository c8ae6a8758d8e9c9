"""One clock: about which row, since when it runs, when it warns and when it is due. Overdue is a state, never a write.

A start is the earliest time that is known of it: what the row says, when its entry was written, and when it was
received. A time that lies more than a day in the future cannot be one; then the clock counts from when the row was
received and is marked as doubtful. Where the row was never received either, the clock has run out already, so that a PC
whose clock was set wrong by years hides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.rows import EntryTold, Row
from tipdesk.domain.rules.clocks.lengths import DAY_MS, end_of, within_calendar
from tipdesk.domain.values import NamedRow, PartialDate

FARTHEST_DAYS = 3_653
"""A day that somebody named for something to be done cannot lie more than ten years ahead: its year is wrong."""


class State(Enum):
    """How a clock stands at some time, as the command line prints it."""

    RUNNING = "running"
    WARNED = "warned"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Clock:
    """One clock by its id (`table.CLOCKS`), about one row. Times are in ms since 1970.

    `rule` is the id under which its length is set, where that is another than its own. `officers` are those whom the
    row names for it. `met_at` is when it was stopped, None while it runs. `gate` is the rule that an approval or a
    breach is about.
    """

    id: str
    rule: str
    subject: NamedRow
    case: bytes | None
    starts: int
    warns: int
    ends: int
    is_doubtful: bool = False
    officers: frozenset[bytes] = frozenset()
    met_at: int | None = None
    gate: str = ""

    def state(self, now_ms: int) -> State:
        """Return how the clock stands now."""
        if now_ms >= self.ends:
            return State.OVERDUE
        return State.WARNED if now_ms >= self.warns else State.RUNNING

    @property
    def key(self) -> tuple[str, str, NamedRow]:
        """What names this clock among all."""
        return (self.id, self.gate, self.subject)

    @property
    def place(self) -> tuple[int, str, str, str]:
        """What clocks are sorted by: the first due first."""
        return (self.ends, self.id, self.gate, str(self.subject))


class Start(NamedTuple):
    """Since when a clock runs, in ms since 1970.

    It `is_doubtful` where a time had to be left out that cannot be right, and `is_lost` where no other was left.
    """

    at: int
    is_doubtful: bool = False
    is_lost: bool = False


def start_of(told: Iterable[object], received: int | None, now_ms: int) -> Start:
    """Return since when a clock runs, from the moments that are told and from when the row was received here.

    What is told may be moments, times in ms since 1970, days (from their end on), or anything else, which is left out.
    What lies more than a day ahead is not believed; of a day its beginning counts for that, since another zone may be
    in it already.
    """
    known = [(at, at - (DAY_MS if _is_day(one) else 0)) for one in told if (at := moment_ms(one)) is not None]
    latest = (now_ms if received is None else received) + DAY_MS
    believed = [at for at, begins in known if begins <= latest] + ([received] if received is not None else [])
    is_doubtful = any(begins > latest for _at, begins in known)
    if not believed:
        return Start(within_calendar(now_ms), is_doubtful=True, is_lost=True)
    return Start(within_calendar(min(believed)), is_doubtful)


def start_of_row(told: Iterable[object], writing: EntryTold | None, now_ms: int) -> Start:
    """Return since when a clock runs, as `start_of` does, with when the entry that made the row was written."""
    if writing is None:
        return start_of(told, None, now_ms)
    return start_of((*told, writing.at), writing.received_at, now_ms)


def moment_ms(value: object) -> int | None:
    """Return a moment, or the end of a day in Saint Lucia, in ms since 1970; None for what is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return int(value.timestamp() * 1000)
    if isinstance(value, PartialDate):
        return end_of(value.last_day)
    return end_of(value) if isinstance(value, date) else None


def _is_day(value: object) -> bool:
    return isinstance(value, PartialDate) or (isinstance(value, date) and not isinstance(value, datetime))


def named(row: Row) -> NamedRow:
    """Return a row as what a clock is about."""
    return NamedRow(row.record.number, row.id)


def officers_in(*values: object) -> frozenset[bytes]:
    """Return the officers among these values."""
    return frozenset(one for one in values if isinstance(one, bytes))
