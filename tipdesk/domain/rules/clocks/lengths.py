"""How long a clock runs ("15 min", "24 h", "5 wd", "30 d"), and when a time of such a length ends.

Minutes and hours always run. Days end at midnight in Saint Lucia, whatever the zone of the PC. Working days pass over
Saturdays, Sundays and the holidays that headquarters has named.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Self

from tipdesk.domain.errors import UserError
from tipdesk.domain.moments import SAINT_LUCIA
from tipdesk.domain.texts import _, counted

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
_FIRST_MS, _LAST_MS = -30_000_000_000_000, 200_000_000_000_000
"""From the year 1019 to the year 8307: what a clock that is wrong says beyond these is taken as one of them."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SATURDAY = 5
_WRITTEN = re.compile(r"(\d{1,5}) ?(min|h|wd|d)")
_WORKING_DAYS_A_WEEK, _DAYS_A_WEEK = 5, 7


class Unit(Enum):
    """What a length counts, as it is written."""

    MINUTE = "min"
    HOUR = "h"
    WORKING_DAY = "wd"
    DAY = "d"


_NAMES = {
    Unit.MINUTE: counted("{count} minute", "{count} minutes"),
    Unit.HOUR: counted("{count} hour", "{count} hours"),
    Unit.WORKING_DAY: counted("{count} working day", "{count} working days"),
    Unit.DAY: counted("{count} day", "{count} days"),
}
_ROUGHLY = {Unit.MINUTE: MINUTE_MS, Unit.HOUR: HOUR_MS, Unit.DAY: DAY_MS}


@dataclass(frozen=True)
class Length:
    """A length of time of at least one of its units."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Return the length as it is written: "5 wd"."""
        return f"{self.count} {self.unit.value}"

    @property
    def words(self) -> str:
        """The length in words, "5 working days", as a text that counts: it still has its named place."""
        return _NAMES[self.unit].of(self.count)

    @property
    def roughly_ms(self) -> int:
        """How long that is at the most, in ms, by which lengths of different units are compared."""
        if self.unit is Unit.WORKING_DAY:
            return self.count * DAY_MS * _DAYS_A_WEEK // _WORKING_DAYS_A_WEEK
        return self.count * _ROUGHLY[self.unit]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the length that is written as "15 min", "24 h", "5 wd" or "30 d".

        Raises UserError `bad-length` for anything else, nothing at all and "0 h" among it.
        """
        found = _WRITTEN.fullmatch(" ".join(text.split()).lower())
        if found is None or not int(found[1]):
            raise UserError("bad-length", _("This must be a length of time, like 15 min, 24 h, 5 wd or 30 d."))
        return cls(int(found[1]), Unit(found[2]))

    @classmethod
    def read(cls, value: object) -> Self | None:
        """Return the length that a field of a setting says, or None where it says none that can be read."""
        try:
            return cls.parse(value) if isinstance(value, str) else None
        except UserError:
            return None


def within_calendar(at_ms: int) -> int:
    """Return a time in ms since 1970, or the nearest one that calendars reach: a clock may be wrong by any amount."""
    return min(max(at_ms, _FIRST_MS), _LAST_MS)


def day_of(at_ms: int) -> date:
    """Return on which day in Saint Lucia a time lies, in ms since 1970."""
    return (_EPOCH + timedelta(milliseconds=within_calendar(at_ms))).astimezone(SAINT_LUCIA).date()


def end_of(day: date) -> int:
    """Return when a day ends in Saint Lucia, at 24:00, in ms since 1970."""
    begins = datetime(day.year, day.month, day.day, tzinfo=SAINT_LUCIA)
    return int((begins - _EPOCH).total_seconds()) * 1000 + DAY_MS


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Tell whether offices are open on a day."""
    return day.weekday() < _SATURDAY and day not in holidays


def ends_at(start_ms: int, length: Length, holidays: Collection[date] = ()) -> int:
    """Return when a time of this length ends that begins at `start_ms`, both in ms since 1970."""
    start = within_calendar(start_ms)
    if length.unit in (Unit.MINUTE, Unit.HOUR):
        return start + length.roughly_ms
    if length.unit is Unit.DAY:
        return end_of(day_of(start) + timedelta(days=length.count))
    return end_of(_step(day_of(start), length.count, 1, holidays))


def begins_before(end_ms: int, length: Length, holidays: Collection[date] = ()) -> int:
    """Return when it is so long before `end_ms`, both in ms since 1970."""
    if length.unit is not Unit.WORKING_DAY:
        return end_ms - length.roughly_ms
    return end_of(_step(day_of(end_ms - 1), length.count, -1, holidays))


def _step(day: date, count: int, way: int, holidays: Collection[date]) -> date:
    """Return the working day that lies so many working days after a day, or with -1 before it."""
    while count:
        day += timedelta(days=way)
        count -= is_working_day(day, holidays)
    return day
