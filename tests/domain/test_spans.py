"""Where dates lie on a line of time: what a partial date can mean, and the zone in which a moment is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tipdesk.domain.spans import DAY, HOUR, Precision, Span, day_at, minutes_at, minutes_of, span_of
from tipdesk.domain.values import Missing, PartialDate, Value

NOON = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)
SAINT_LUCIA = -240


@pytest.mark.parametrize(
    ("told", "first", "last", "precision"),
    [
        (PartialDate(2009), date(2009, 1, 1), date(2010, 1, 1), Precision.YEAR),
        (PartialDate(2009, 4), date(2009, 4, 1), date(2009, 5, 1), Precision.MONTH),
        (PartialDate(2008, 2, 29), date(2008, 2, 29), date(2008, 3, 1), Precision.DAY),
        (PartialDate(2009, 12), date(2009, 12, 1), date(2010, 1, 1), Precision.MONTH),
    ],
)
def test_a_partial_date_is_the_time_that_it_means(told: PartialDate, first: date, last: date, precision: int) -> None:
    """A year is a year, a month a month and a day a day; only what lacks its day is known about."""
    span = span_of(told, 0)
    assert span == Span(minutes_of(first), minutes_of(last), Precision(precision))
    assert span.is_about == (precision < Precision.DAY)


def test_a_moment_takes_no_time_and_lies_in_the_officers_zone() -> None:
    """Sixteen hours in London are noon in Saint Lucia."""
    noon = minutes_of(date(2026, 11, 28)) + 12 * HOUR
    assert span_of(NOON, SAINT_LUCIA) == Span(noon, noon, Precision.MINUTE)
    assert minutes_at(NOON) == noon + 4 * HOUR
    assert day_at(noon) == date(2026, 11, 28)


@pytest.mark.parametrize("value", [None, Missing.UNKNOWN, "2009", 2009, b"2009", frozenset({"2009"})])
def test_what_is_no_date_lies_nowhere(value: Value) -> None:
    """Neither empty nor unknown nor any other answer gets a place."""
    assert span_of(value, 0) is None


def test_a_time_is_known_as_well_as_the_worse_known_of_its_ends() -> None:
    """From a day in March to some day of May is about known; the order of the ends does not matter."""
    begun, ended = span_of(PartialDate(2026, 3, 4), 0), span_of(PartialDate(2026, 5), 0)
    assert begun is not None
    assert ended is not None
    assert begun.until(ended) == ended.until(begun)
    assert begun.until(ended).is_about
    assert begun.until(ended).end - begun.start == (date(2026, 6, 1) - date(2026, 3, 4)).days * DAY


def test_the_calendar_has_ends() -> None:
    """A minute beyond the calendar is its first or last day, so that a drawing never fails."""
    assert day_at(-(10**12)) == date.min
    assert day_at(10**12) == date.max
