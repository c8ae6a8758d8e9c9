"""Times as people read them on the clock of this PC: the hour alone today, day and month before.

A clock that is wrong by decades still gives a text. Leaves to others: what the time means.
"""

from datetime import UTC, datetime, timedelta, timezone

_MS = 1000
_LAST_MS = 253_402_214_400_000
_HOUR, _DAY, _YEAR = "%H:%M", "%d %b %H:%M", "%d %b %Y %H:%M"


def moment(at_ms: int, now_ms: int, offset_minutes: int) -> str:
    """Return a time in ms since 1970: "09:42", "23 Nov 09:42" on another day, with the year in another year."""
    at, now = _local(at_ms, offset_minutes), _local(now_ms, offset_minutes)
    if at.date() == now.date():
        return at.strftime(_HOUR)
    return at.strftime(_DAY if at.year == now.year else _YEAR)


def _local(at_ms: int, offset_minutes: int) -> datetime:
    within = min(max(at_ms, 0), _LAST_MS)
    return datetime.fromtimestamp(within / _MS, UTC).astimezone(timezone(timedelta(minutes=offset_minutes)))
