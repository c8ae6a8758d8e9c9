"""The kinds whose values read themselves: dates, moments, money, durations, places. `kinds` offers them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeGuard

from tipdesk.domain.kinds.field import Field
from tipdesk.domain.values import Coordinates, Duration, Money, PartialDate, Value, parse_moment
from tipdesk.domain.when import Lies, read_date, read_moment


def _is_told(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and bool(given.strip())


@dataclass(frozen=True)
class Parsed(Field):
    """Base of kinds whose values read themselves: `kept` is the class of the value, `example` how one is typed."""

    kept: ClassVar[type[PartialDate | Money | Duration | Coordinates]]
    example: ClassVar[str] = ""

    def read_value(self, given: object) -> Value:
        """Read what `kept.parse` reads."""
        return given if isinstance(given, self.kept) else self.kept.parse(str(super().read_value(given)))


@dataclass(frozen=True)
class PartialDateField(Parsed):
    """A date that keeps its precision: "27 3 2007", "March 2007", "2007" or an ISO prefix.

    `lies`: on which side of today it lies by nature, for a year that was left out.
    """

    kept = PartialDate
    is_date: ClassVar[bool] = True
    width: ClassVar[float] = 2.0
    lies: Lies = Lies.BEHIND

    def told(self, given: object, now: datetime) -> object:
        """Read "today", "28 11" and the like."""
        return read_date(given, now, self.lies) if _is_told(given) else given


@dataclass(frozen=True)
class DateTimeField(Field):
    """A time with the offset of the zone in which it was noted. `lies`: as of a date."""

    is_date: ClassVar[bool] = True
    width: ClassVar[float] = 2.0
    lies: Lies = Lies.BEHIND

    def told(self, given: object, now: datetime) -> object:
        """Read "yesterday 14:05", "1405" and the like."""
        return read_moment(given, now, self.lies) if _is_told(given) else given

    def read_value(self, given: object) -> Value:
        """Read ISO 8601 with offset."""
        return given if isinstance(given, datetime) else parse_moment(str(super().read_value(given)))


@dataclass(frozen=True)
class MoneyField(Parsed):
    """An amount with its currency: "1250.50 XCD"."""

    kept = Money
    example = "1250.50 XCD"


@dataclass(frozen=True)
class DurationField(Parsed):
    """A length of time in years, months and days: "1y 6m"."""

    kept = Duration
    example = "1y 6m 10d"


@dataclass(frozen=True)
class CoordinatesField(Parsed):
    """A point in WGS 84: "13.7333, -60.9527"."""

    kept = Coordinates
    example = "13.7333, -60.9527"
