"""Days and times as officers say them: each form, the year that is filled in, and what is refused."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import PartialDate
from tipdesk.domain.when import Lies, read_clock, read_date, read_moment

ZONE = timezone(timedelta(hours=-4))
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "lies", "read"),
    [
        ("today", Lies.BEHIND, "2026-11-24"),
        ("Yesterday", Lies.BEHIND, "2026-11-23"),
        (" tomorrow ", Lies.AHEAD, "2026-11-25"),
        ("hier", Lies.BEHIND, "2026-11-23"),
        ("aujourd\u2019hui", Lies.BEHIND, "2026-11-24"),
        ("mañana", Lies.AHEAD, "2026-11-25"),
        ("24 11", Lies.BEHIND, "2026-11-24"),
        ("24 11", Lies.AHEAD, "2026-11-24"),
        ("25 11", Lies.BEHIND, "2025-11-25"),
        ("23 11", Lies.AHEAD, "2027-11-23"),
        ("28/11", Lies.AHEAD, "2026-11-28"),
        ("28 Nov", Lies.AHEAD, "2026-11-28"),
        ("28 november", Lies.BEHIND, "2025-11-28"),
        ("1.2.", Lies.BEHIND, "2026-02-01"),
        ("29 2", Lies.BEHIND, "2024-02-29"),
        ("29 Feb", Lies.AHEAD, "2028-02-29"),
        ("3 2007", Lies.BEHIND, "2007-03"),
        ("27 3 2007", Lies.ANYWHERE, "2007-03-27"),
        ("today", Lies.ANYWHERE, "2026-11-24"),
        ("2007", Lies.BEHIND, "2007"),
    ],
)
def test_a_date_is_read_as_it_is_said(typed: str, lies: Lies, read: str) -> None:
    """Words, day and month without a year on either side of today, and all that was read before."""
    assert str(read_date(typed, NOON, lies)) == read


@pytest.mark.parametrize("typed", ["32 1", "11 28", "30 2", "0 3", "28 Nox", "someday", "28 11 26", "²8 11 x"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    """Day first, always; a date of no calendar and a year of two digits are not guessed at."""
    with pytest.raises(UserError) as refused:
        read_date(typed, NOON)
    assert refused.value.code == "bad-date"


def test_a_date_of_birth_needs_its_year() -> None:
    """Nothing is guessed where no side of today can be known; the field of the record says so."""
    with pytest.raises(UserError, match="year"):
        BY_NAME["Person"].by_name["birth_date"].told("28 11", NOON)
    assert str(BY_NAME["Task"].by_name["due"].told("28 11", NOON)) == "2026-11-28"
    assert str(BY_NAME["Case"].by_name["date_reported"].told("28 11", NOON)) == "2025-11-28"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:05", time(14, 5)), ("14.05", time(14, 5)), ("1405", time(14, 5)), ("905", time(9, 5)),
        ("14h", time(14)), ("14h05", time(14, 5)), ("2pm", time(14)), ("2 pm", time(14)), ("2.30 pm", time(14, 30)),
        ("2:30 P.M.", time(14, 30)), ("12am", time(0)), ("12 pm", time(12)), ("0000", time(0)), ("23:59", time(23, 59)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_said(typed: str, read: time) -> None:
    """Twenty-four hours or twelve, with or without a sign between."""
    assert read_clock(typed) == read


@pytest.mark.parametrize("typed", ["14", "2400", "24:00", "13pm", "0pm", "12:60", "1260", "noonish", ""])
def test_what_is_no_time_is_refused(typed: str) -> None:
    """A bare number of two digits, an hour or a minute that no clock shows."""
    with pytest.raises(UserError) as refused:
        read_clock(typed)
    assert refused.value.code == "bad-time"


@pytest.mark.parametrize(
    ("typed", "lies", "read"),
    [
        ("24 11 2026 15:10", Lies.BEHIND, "2026-11-24T15:10-04:00"),
        ("yesterday 2.30 pm", Lies.BEHIND, "2026-11-23T14:30-04:00"),
        ("today, 0905", Lies.BEHIND, "2026-11-24T09:05-04:00"),
        ("28 Nov 1405", Lies.AHEAD, "2026-11-28T14:05-04:00"),
        ("28/11 2pm", Lies.BEHIND, "2025-11-28T14:00-04:00"),
        ("28 11 2026 2015", Lies.BEHIND, "2026-11-28T20:15-04:00"),
        ("now", Lies.BEHIND, NOON.isoformat(timespec="minutes")),
        (" Ahora ", Lies.AHEAD, NOON.isoformat(timespec="minutes")),
        ("1130", Lies.BEHIND, "2026-11-24T11:30-04:00"),
        ("12:45", Lies.BEHIND, "2026-11-24T12:45-04:00"),
        ("23:50", Lies.BEHIND, "2026-11-23T23:50-04:00"),
        ("23:50", Lies.AHEAD, "2026-11-24T23:50-04:00"),
        ("8am", Lies.AHEAD, "2026-11-25T08:00-04:00"),
        ("2026-11-24T15:10+00:00", Lies.BEHIND, "2026-11-24T15:10+00:00"),
        ("in 20 minutes", Lies.AHEAD, (NOON + timedelta(minutes=20)).isoformat(timespec="minutes")),
        ("In 2 h", Lies.AHEAD, (NOON + timedelta(hours=2)).isoformat(timespec="minutes")),
        ("dans 3 jours", Lies.ANYWHERE, (NOON + timedelta(days=3)).isoformat(timespec="minutes")),
        ("en 20 min.", Lies.AHEAD, (NOON + timedelta(minutes=20)).isoformat(timespec="minutes")),
    ],
)
def test_a_moment_is_read_as_it_is_said(typed: str, lies: Lies, read: str) -> None:
    """Day and time together, a time alone on the day that it can only mean, and ISO 8601."""
    assert read_moment(typed, NOON, lies).isoformat(timespec="minutes") == read


def test_examples_lie_where_the_moment_does() -> None:
    """A time to come is refused with times to come, also where only its clock is wrong; one that was, with such."""
    for typed in ("soonish", "25:00"):
        for lies, said in ((Lies.AHEAD, "tomorrow"), (Lies.ANYWHERE, "tomorrow"), (Lies.BEHIND, "yesterday")):
            with pytest.raises(UserError, match=said):
                read_moment(typed, NOON, lies)
    with pytest.raises(UserError, match="yesterday"):
        read_moment("in 20 minutes", NOON)


@pytest.mark.parametrize("typed", ["today", "24 11 2026", "28 11 2015", "28 Nov 2015", "Nov 2026 14:05", "2026-11-24"])
def test_half_a_moment_is_refused(typed: str) -> None:
    """A day without a time, a month without a day; four digits after day and month are a year and no time."""
    with pytest.raises(UserError):
        read_moment(typed, NOON)


@given(st.integers(1, 28), st.integers(1, 12), st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_year_left_out_is_the_nearest(day: int, month: int, now: datetime) -> None:
    """Behind: not after today and less than a year and a day ago; ahead: the same forwards."""
    here = now.replace(tzinfo=UTC)
    behind, ahead = read_date(f"{day} {month}", here), read_date(f"{day}/{month}", here, Lies.AHEAD)
    assert 0 <= (here.date() - behind.last_day).days <= 366
    assert 0 <= (ahead.last_day - here.date()).days <= 366


@given(st.text(max_size=30))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    """No words break it: they are a date, a moment, or a refusal."""
    for read in (read_date, read_moment):
        try:
            answer: object = read(typed, NOON)
        except UserError as refused:
            answer = refused.code
        assert isinstance(answer, (PartialDate, datetime)) or answer in ("bad-date", "bad-time")
