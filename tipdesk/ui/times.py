"""Shows times in short beside the clock of this PC: what is of today, or of this year, need not be said.

Where a moment is shown in full, `domain/moments` does it.
"""

from datetime import date

from tipdesk.domain.moments import NO_TIME, clock_shown, datetime_shown, day_shown, wall_clock
from tipdesk.ui.translate import _


def time_text(ms: int, offset_minutes: int, now_ms: int) -> str:
    """Return "14:02" for a time of today, else "24 Nov 14:02", with the year where it is not this year's.

    Times are in ms since 1970, and `offset_minutes` is the zone in minutes east of UTC.
    """
    then, now = wall_clock(ms, offset_minutes), wall_clock(now_ms, offset_minutes)
    if then is None:
        return NO_TIME
    if now is not None and then.date() == now.date():
        return clock_shown(then)
    if now is not None and then.year == now.year:
        return f"{day_shown(then, _, with_year=False)} {clock_shown(then)}"
    return datetime_shown(then, _)


def day_text(day: str) -> str:
    """Return a day given as "2026-02-17" as "17 Feb"."""
    return day_shown(date.fromisoformat(day), _, with_year=False)
