"""Where a date lies on a line of time: the minutes that it can mean, on the clock of one zone.

A year alone is the whole year, a month alone the whole month, a day the whole day, and a moment takes no time at all.
Minutes are counted from the beginning of 1970 on the clock of the zone, so that a day begins at midnight there.
"""

from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.moments import in_zone
from tipdesk.domain.values import PartialDate

HOUR, DAY = 60, 24 * 60
_FIRST_DAY = date(1970, 1, 1).toordinal()


class Precision(IntEnum):
    """What of a time is known, from least to most."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4


class Span(NamedTuple):
    """The minutes that a date can mean: from `start` to before `end`, which are equal for a moment."""

    start: int
    end: int
    precision: Precision

    @property
    def is_about(self) -> bool:
        """Tell whether not even the day is known."""
        return self.precision < Precision.DAY

    def until(self, other: "Span") -> "Span":
        """Return the time from what this date can mean to what the other can, known as well as the worse known one."""
        precision = min(self.precision, other.precision)
        return Span(min(self.start, other.start), max(self.end, other.end), precision)


def span_of(value: Value, offset_minutes: int) -> Span | None:
    """Return where a value lies, in a zone of so many minutes east of UTC; None where it is no date."""
    if isinstance(value, PartialDate):
        precision = Precision.DAY if value.day else Precision.MONTH if value.month else Precision.YEAR
        return Span(minutes_of(value.first_day), minutes_of(value.last_day) + DAY, precision)
    if isinstance(value, datetime):
        at = minutes_at(in_zone(value, offset_minutes) if value.tzinfo is not None else value)
        return Span(at, at, Precision.MINUTE)
    return None


def minutes_of(day: date) -> int:
    """Return the minute with which a day begins."""
    return (day.toordinal() - _FIRST_DAY) * DAY


def minutes_at(moment: datetime) -> int:
    """Return the minute of a moment, on the clock that it carries."""
    return minutes_of(moment.date()) + moment.hour * HOUR + moment.minute


def day_at(minutes: int) -> date:
    """Return the day in which a minute lies, or the first or last day of the calendar."""
    return date.fromordinal(min(max(minutes // DAY + _FIRST_DAY, 1), date.max.toordinal()))
