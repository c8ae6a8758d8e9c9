"""When the backup of a PC is due by itself: once a day or once a week, by the calendar of its officers.

Promises: a pure decision. A clock that was set back makes a backup due rather than putting it off for years. Leaves to
others: clocks, and making it.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final

DAILY: Final = "daily"
WEEKLY: Final = "weekly"
DAYS: Final = {DAILY: 1, WEEKLY: 7}
"""How many days may lie between two backups."""


def is_backup_due(every: str, last_ms: int | None, now_ms: int, offset_minutes: int) -> bool:
    """Tell whether one is due. `every`: DAILY, WEEKLY, or "" for never; times in ms since 1970, zone in minutes."""
    if every not in DAYS:
        return False
    days = days_since(last_ms, now_ms, offset_minutes)
    return days is None or days < 0 or days >= DAYS[every]


def days_since(last_ms: int | None, now_ms: int, offset_minutes: int) -> int | None:
    """Return how many days of the calendar ago that was; None for never, below zero where the clock was set back."""
    if last_ms is None:
        return None
    return (_day(now_ms, offset_minutes) - _day(last_ms, offset_minutes)).days


def _day(at_ms: int, offset_minutes: int) -> date:
    return (datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(minutes=offset_minutes)).date()
