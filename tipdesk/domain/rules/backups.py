"""When the backup of a PC is due by itself: once a day or once a week, by the calendar of its officers.

This is a pure decision; the caller reads the clock and makes the backup. A clock that was set back makes a backup due
rather than putting it off for years.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final

DAILY: Final = "daily"
WEEKLY: Final = "weekly"
DAYS: Final = {DAILY: 1, WEEKLY: 7}
"""How many days may lie between two backups."""


def is_backup_due(every: str, last_ms: int | None, now_ms: int, offset_minutes: int) -> bool:
    """Tell whether a backup is due.

    `every` is DAILY, WEEKLY or "" for never. Times are in ms since 1970, and the zone is in minutes east of UTC.
    """
    if every not in DAYS:
        return False
    days = days_since(last_ms, now_ms, offset_minutes)
    return days is None or days < 0 or days >= DAYS[every]


def days_since(last_ms: int | None, now_ms: int, offset_minutes: int) -> int | None:
    """Return how many days of the calendar ago the last backup was made.

    It is None where there was none, and below zero where the clock was set back since.
    """
    if last_ms is None:
        return None
    return (_day(now_ms, offset_minutes) - _day(last_ms, offset_minutes)).days


def _day(at_ms: int, offset_minutes: int) -> date:
    return (datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(minutes=offset_minutes)).date()
