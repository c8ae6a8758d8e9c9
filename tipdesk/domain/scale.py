"""A line of time laid over a width: where a minute lies on it, and which hours, days, months or years are marked.

Minutes are counted as in `spans`. Widths are in whatever the drawing is measured in, pixels or points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tipdesk.domain.moments import MONTH_NAMES, Translate, day_shown
from tipdesk.domain.spans import DAY, HOUR, day_at, minutes_of


class Unit(IntEnum):
    """What stands between two marks, by about how many minutes it takes."""

    HOUR = HOUR
    QUARTER = 6 * HOUR
    DAY = DAY
    WEEK = 7 * DAY
    MONTH = 30 * DAY
    YEAR = 365 * DAY
    DECADE = 3652 * DAY
    CENTURY = 36524 * DAY


ROOM_FOR_WORDS = 46.0
"""How much room the words of a mark want at the ordinary size of letters."""
_FIRST_MONDAY = 4 * DAY
_YEARS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
_LARGER = {Unit.HOUR: Unit.DAY, Unit.QUARTER: Unit.DAY, Unit.DAY: Unit.MONTH, Unit.WEEK: Unit.MONTH}


@dataclass(frozen=True)
class Scale:
    """The time from minute `start` to `end`, with so much width `per_minute`."""

    start: int
    end: int
    per_minute: float

    @classmethod
    def fitted(cls, start: int, end: int, width: float) -> "Scale":
        """Return the scale on which this time takes this width."""
        return cls(start, max(end, start + 1), width / max(end - start, 1))

    @property
    def width(self) -> float:
        """Return how wide all of it is."""
        return (self.end - self.start) * self.per_minute

    def x(self, minute: int) -> float:
        """Return where a minute lies, from the start."""
        return (minute - self.start) * self.per_minute

    def minute(self, x: float) -> int:
        """Return the minute that lies here."""
        return self.start + round(x / self.per_minute)

    def unit_of(self, room: float) -> Unit:
        """Return the smallest unit that takes at least this room."""
        return next((unit for unit in Unit if unit * self.per_minute >= room), Unit.CENTURY)


def larger(unit: Unit) -> Unit:
    """Return the unit that heads marks of this one: days head hours, months head days, years head months."""
    return _LARGER.get(unit, Unit.YEAR if unit is Unit.MONTH else Unit.CENTURY)


def ticks(unit: Unit, start: int, end: int) -> Iterator[int]:
    """Yield the minutes from `start` to `end` at which a unit begins."""
    if unit in _YEARS or unit is Unit.MONTH:
        yield from _calendar_ticks(unit, start, end)
        return
    origin = _FIRST_MONDAY if unit is Unit.WEEK else 0
    yield from range(start + (origin - start) % unit, end + 1, unit)


def tick_words(unit: Unit, minute: int, translate: Translate) -> str:
    """Return the words of one mark: "14:00", "26", "Nov" or "2026"."""
    day = day_at(minute)
    if unit in (Unit.HOUR, Unit.QUARTER):
        return f"{minute % DAY // HOUR:02}:00"
    if unit in (Unit.DAY, Unit.WEEK):
        return str(day.day)
    return translate(MONTH_NAMES[day.month - 1]) if unit is Unit.MONTH else str(day.year)


def head_words(unit: Unit, minute: int, translate: Translate) -> str:
    """Return the words of a mark that heads smaller ones: "26 Nov 2026", "Nov 2026" or "2026"."""
    day = day_at(minute)
    if unit is Unit.DAY:
        return day_shown(day, translate)
    return f"{translate(MONTH_NAMES[day.month - 1])} {day.year}" if unit is Unit.MONTH else str(day.year)


def begin_of(unit: Unit, minute: int) -> int:
    """Return the minute with which the day, month or year began in which a minute lies."""
    day = day_at(minute)
    if unit is Unit.DAY:
        return minutes_of(day)
    return minutes_of(date(day.year, day.month if unit is Unit.MONTH else 1, 1))


def _calendar_ticks(unit: Unit, start: int, end: int) -> Iterator[int]:
    first, last = day_at(start), day_at(end)
    months, step = (range(1, 13), 1) if unit is Unit.MONTH else (range(1, 2), _YEARS[unit])
    for year in range(first.year - first.year % step, last.year + 1, step):
        for month in months if year >= 1 else ():
            minute = minutes_of(date(year, month, 1))
            if start <= minute <= end:
                yield minute
