"""How times are shown: day before month, twenty-four hours, in the zone of this PC. Leaves to others: the clock."""

from datetime import UTC, date, datetime, timedelta

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _

MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def local(ms: int, offset_minutes: int) -> datetime:
    """Return a moment (ms since 1970) on the wall clock of a zone, in minutes east of UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC) + timedelta(minutes=offset_minutes)


def time_text(ms: int, offset_minutes: int, now_ms: int) -> str:
    """Return "14:02" for today, else "24 Nov 14:02", with the year where it is not this year's."""
    then, now = local(ms, offset_minutes), local(now_ms, offset_minutes)
    clock = f"{then:%H:%M}"
    if then.date() == now.date():
        return clock
    day = f"{then.day} {_(MONTHS[then.month - 1])}"
    return f"{day} {clock}" if then.year == now.year else f"{day} {then.year} {clock}"


def day_text(day: str) -> str:
    """Return a day ("2026-02-17") as "17 Feb"."""
    then = date.fromisoformat(day)
    return f"{then.day} {_(MONTHS[then.month - 1])}"
