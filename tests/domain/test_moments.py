"""Days and times as people read them: day first, in the reader's language, for whatever a clock said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.moments import (
    MONTH_NAMES,
    NO_TIME,
    clock_shown,
    datetime_shown,
    day_shown,
    in_zone,
    moment_shown,
    months_in_english,
    wall_clock,
)
from tipdesk.domain.values import PartialDate
from tipdesk.domain.when import read_date, read_moment

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone(timedelta(hours=-4)))
FRENCH = dict(
    zip(
        MONTH_NAMES,
        ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
        strict=True,
    )
)


def french(text: str) -> str:
    """Return the month in French."""
    return FRENCH[text]


def pseudo(text: str) -> str:
    """Return a text as a pseudo-language has it: in brackets, longer, with spaces."""
    return f"[{text} ~ö~]"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 4), "4 Nov 2026"),
        (PartialDate(2007, 3, 27), "27 Mar 2007"),
        (PartialDate(2007, 3), "Mar 2007"),
        (PartialDate(2007), "2007"),
    ],
)
def test_a_day_stands_before_its_month(day: date | PartialDate, shown: str) -> None:
    """As far as it is known, and with no nought before it."""
    assert day_shown(day, str) == shown


def test_a_moment_is_a_day_and_a_clock() -> None:
    """A time has two digits for hour and minute; the month is in the reader's language."""
    at = datetime(2026, 8, 4, 5, 7, tzinfo=UTC)
    assert (clock_shown(at), datetime_shown(at, str)) == ("05:07", "4 Aug 2026 05:07")
    assert datetime_shown(at, french) == "4 août 2026 05:07"
    assert day_shown(at, str, with_year=False) == "4 Aug"
    assert moment_shown(int(at.timestamp() * 1000), -240, french) == "4 août 2026 01:07"


@given(st.integers(-(2**70), 2**70), st.integers(-(2**40), 2**40))
def test_every_number_is_some_time(at_ms: int, offset: int) -> None:
    """A clock may be wrong by any amount: what no calendar has is a dash, and nothing fails."""
    assert (moment_shown(at_ms, offset, str) == NO_TIME) == (wall_clock(at_ms, offset) is None)


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_stay_where_they_are(at: datetime) -> None:
    """A moment that another zone's calendar does not reach is shown as it was noted."""
    assert {in_zone(at, -240), in_zone(at, 240)} >= {at}
    assert in_zone(datetime(2026, 1, 1, 2, tzinfo=UTC), -240).hour == 22


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)), st.sampled_from((str, french, pseudo)))
def test_what_is_shown_can_be_typed(day: date, translate: type[str]) -> None:
    """An editor reads back what it shows, in every language."""
    whole = PartialDate(day.year, day.month, day.day)
    for made in (whole, PartialDate(day.year, day.month), PartialDate(day.year)):
        assert read_date(months_in_english(day_shown(made, translate), translate), NOW) == made
    at = datetime(day.year, day.month, day.day, 14, 5, tzinfo=NOW.tzinfo)
    assert read_moment(months_in_english(datetime_shown(at, translate), translate), NOW) == at


def test_english_is_read_in_every_language() -> None:
    """Who types the English name, or numbers, is understood all the same."""
    for typed in ("4 Nov 2026", "4 11 2026"):
        assert read_date(months_in_english(typed, french), NOW) == PartialDate(2026, 11, 4)
