"""The dates of a machine-readable zone, which have two digits of a year and may be known in part (Doc 9303-3, 4.8).

The century is the one that the document itself allows: nobody is born after the document ends, nor after today, and a
document ends within fifty years. Some States write 00 for a month or day that nobody knows, others fill. What is no
date of the calendar is None, and so is a date of which the year is not known.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.mrz.formats import FILL
from tipdesk.domain.values import PartialDate

MOST_YEARS_AHEAD = 50
OLDEST_AT_EXPIRY = 115
_LENGTH, _CENTURY = 6, 100
_UNKNOWN = (FILL * 2, "00")


class Written(NamedTuple):
    """The parts of a date as they are written; None for what is not known."""

    year: int
    month: int | None
    day: int | None

    def in_century(self, first_year: int) -> PartialDate | None:
        """Return the date in a century, or None where its calendar has no such day."""
        day = self.day if self.month else None
        try:
            return PartialDate(first_year + self.year, self.month, day)
        except UserError:
            return None


def is_told(text: str) -> bool:
    """Tell whether a date says anything: one that is all fill, or all zeros, does not."""
    return text not in (FILL * _LENGTH, "0" * _LENGTH)


def read_parts(text: str) -> Written | None:
    """Return the parts of a date, or None where it says nothing, or has no year, or what stands there is no date."""
    year, rest = text[:2], (text[2:4], text[4:])
    if not is_told(text) or not _is_number(year) or not all(part in _UNKNOWN or _is_number(part) for part in rest):
        return None
    month, day = (None if part in _UNKNOWN else int(part) for part in rest)
    return Written(int(year), month, day)


def expiry_of(text: str, today: date) -> PartialDate | None:
    """Return when a document ends: the latest of the dates that this can mean, but within fifty years."""
    first = today.year // _CENTURY * _CENTURY
    found = _dates(text, (first + _CENTURY, first, first - _CENTURY))
    return next((one for one in found if one.year <= today.year + MOST_YEARS_AHEAD), None)


def birth_of(text: str, expires: PartialDate | None, today: date) -> PartialDate | None:
    """Return when somebody was born: the latest of the dates that this can mean, but before the document ends."""
    first = today.year // _CENTURY * _CENTURY
    last = min(today, expires.last_day) if expires else today
    found = _dates(text, (first, first - _CENTURY, first - 2 * _CENTURY))
    return next((one for one in found if one.first_day <= last), None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _dates(text: str, centuries: Iterable[int]) -> list[PartialDate]:
    parts = read_parts(text)
    return [made for first in centuries if parts and (made := parts.in_century(first))]
