"""When an officer who does nothing is taken to be away, so that the screen is covered or the program locks.

This is a pure decision over two clocks. Wall time may be set back, and the running time may stand still in sleep, so
the one that says more counts: neither a clock set backwards nor a closed lid makes an absence shorter. The limits may
be made stricter than the rule, never laxer. The caller reads the clocks and does what is due.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

MS: Final = 1000
HOUR_SECONDS: Final = 3600


class Due(Enum):
    """What is to be done about an absence."""

    NOTHING = auto()
    COVER = auto()
    LOCK = auto()


class Moment(NamedTuple):
    """One moment on both clocks, in milliseconds: wall time, and time since the PC started, sleep included."""

    wall_ms: int
    running_ms: int

    def since(self, earlier: "Moment") -> int:
        """Return the milliseconds since an earlier moment, by the clock that says more."""
        return max(self.wall_ms - earlier.wall_ms, self.running_ms - earlier.running_ms)


@dataclass(frozen=True)
class Limits:
    """How long an officer may do nothing, and how long a shift is.

    The screen is covered after `cover_seconds` without a key or a mouse and the program locks after `lock_seconds`, or
    when `shift_hours` are over.
    """

    cover_seconds: int = 180
    lock_seconds: int = 1800
    shift_hours: int = 12


STRICTEST: Final = Limits(10, 30, 1)
LAXEST: Final = Limits(shift_hours=24)


def check_limits(limits: Limits) -> None:
    """Raise UserError `bad-limits` where limits are laxer than the rule, or so strict that nobody could work."""
    inside = (
        STRICTEST.cover_seconds <= limits.cover_seconds <= LAXEST.cover_seconds
        and STRICTEST.lock_seconds <= limits.lock_seconds <= LAXEST.lock_seconds
        and STRICTEST.shift_hours <= limits.shift_hours <= LAXEST.shift_hours
    )
    if not inside:
        raise UserError(
            "bad-limits",
            _("Cover after 10 to 180 seconds, lock after 30 to 1800, end of a shift after 1 to 24 hours."),
        )


class Absence:
    """Judges the absence of the officer in one unlocked session, which `began` when it was unlocked."""

    def __init__(self, limits: Limits, began: Moment) -> None:
        self._limits, self._began, self._seen = limits, began, began

    def see(self, now: Moment) -> None:
        """Note that the officer did something at this moment."""
        self._seen = now

    def judge(self, now: Moment) -> Due:
        """Return what is due at this moment; the end of the shift locks even an officer who is busy."""
        idle = now.since(self._seen)
        over = now.since(self._began) >= self._limits.shift_hours * HOUR_SECONDS * MS
        if over or idle >= self._limits.lock_seconds * MS:
            return Due.LOCK
        return Due.COVER if idle >= self._limits.cover_seconds * MS else Due.NOTHING
