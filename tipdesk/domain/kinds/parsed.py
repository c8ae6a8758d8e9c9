"""The kinds whose values read themselves from text: dates, moments, money, durations and places.

The classes of the values are in `domain/values`, and each refuses a text that it cannot read. `kinds` offers the fields
to whoever declares records.
"""

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
    """The base of the kinds whose values read themselves.

    `kept` is the class of the value, and `example` shows how one is typed.
    """

    kept: ClassVar[type[PartialDate | Money | Duration | Coordinates]]
    example: ClassVar[str] = ""

    def read_value(self, given: object) -> Value:
        """Return the value that `kept.parse` reads; it raises UserError for a text that it cannot read."""
        return given if isinstance(given, self.kept) else self.kept.parse(str(super().read_value(given)))


@dataclass(frozen=True)
class PartialDateField(Parsed):
    """A date that keeps its precision: "27 3 2007", "March 2007", "2007" or an ISO prefix.

    `lies` says on which side of today the date lies by nature, so that a year that was left out can be filled in.
    """

    kept = PartialDate
    is_date: ClassVar[bool] = True
    width: ClassVar[float] = 2.0
    lies: Lies = Lies.BEHIND

    @property
    def lies_ahead(self) -> bool:
        """Tell whether it says by when something is due."""
        return self.lies is Lies.AHEAD

    @property
    def lies_behind(self) -> bool:
        """Tell whether it says when something was."""
        return self.lies is Lies.BEHIND

    def told(self, given: object, now: datetime) -> object:
        """Return the date for words like "today" or "28 11"; what is no text is returned as it is."""
        return read_date(given, now, self.lies) if _is_told(given) else given


@dataclass(frozen=True)
class DateTimeField(Field):
    """A moment with the offset of the zone in which it was noted. `lies` is the same as for a date."""

    is_date: ClassVar[bool] = True
    width: ClassVar[float] = 2.0
    lies: Lies = Lies.BEHIND

    @property
    def lies_ahead(self) -> bool:
        """Tell whether it says by when something is due."""
        return self.lies is Lies.AHEAD

    @property
    def lies_behind(self) -> bool:
        """Tell whether it says when something was."""
        return self.lies is Lies.BEHIND

    def told(self, given: object, now: datetime) -> object:
        """Return the moment for words like "yesterday 14:05" or "1405"; what is no text is returned as it is."""
        return read_moment(given, now, self.lies) if _is_told(given) else given

    def read_value(self, given: object) -> Value:
        """Return the moment from ISO 8601 with its offset. Raises UserError `bad-time` for anything else."""
        return given if isinstance(given, datetime) else parse_moment(str(super().read_value(given)))


@dataclass(frozen=True)
class MoneyField(Parsed):
    """An amount with its currency, such as "1250.50 XCD"."""

    kept = Money
    example = "1250.50 XCD"


@dataclass(frozen=True)
class DurationField(Parsed):
    """A length of time in years, months and days, such as "1y 6m"."""

    kept = Duration
    example = "1y 6m 10d"


@dataclass(frozen=True)
class CoordinatesField(Parsed):
    """A point in WGS 84, such as "13.7333, -60.9527"."""

    kept = Coordinates
    example = "13.7333, -60.9527"
