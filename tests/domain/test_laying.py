"""A scale and what is laid over it: ticks at the beginnings of hours, days and months, and words that keep apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.laying import Mark, Rows, room_of
from tipdesk.domain.scale import Scale, Unit, begin_of, head_words, larger, tick_words, ticks
from tipdesk.domain.spans import DAY, HOUR, minutes_of

AUTUMN = minutes_of(date(2026, 9, 1)), minutes_of(date(2026, 12, 1))
EDGES = (0.0, 1000.0)


@pytest.mark.parametrize(
    ("unit", "start", "end", "words"),
    [
        (Unit.HOUR, AUTUMN[0], AUTUMN[0] + 150, ["00:00", "01:00", "02:00"]),
        (Unit.QUARTER, AUTUMN[0] + 1, minutes_of(date(2026, 9, 2)), ["06:00", "12:00", "18:00", "00:00"]),
        (Unit.DAY, minutes_of(date(2026, 9, 29)), minutes_of(date(2026, 10, 2)), ["29", "30", "1", "2"]),
        (Unit.WEEK, minutes_of(date(2026, 9, 1)), minutes_of(date(2026, 9, 30)), ["7", "14", "21", "28"]),
        (Unit.MONTH, *AUTUMN, ["Sep", "Oct", "Nov", "Dec"]),
        (Unit.YEAR, minutes_of(date(1999, 6, 1)), minutes_of(date(2002, 1, 1)), ["2000", "2001", "2002"]),
        (Unit.DECADE, minutes_of(date(1999, 6, 1)), minutes_of(date(2021, 1, 1)), ["2000", "2010", "2020"]),
    ],
)  # fmt: skip
def test_ticks_stand_where_a_unit_begins(unit: Unit, start: int, end: int, words: list[str]) -> None:
    """Weeks begin on Monday, months on their first day; before 1970 as after it."""
    assert [tick_words(unit, minute, str) for minute in ticks(unit, start, end)] == words


def test_days_long_ago_have_ticks_as_well() -> None:
    """What lies before 1970 counts backwards and begins at midnight all the same."""
    start = minutes_of(date(1931, 5, 4)) + 90
    assert list(ticks(Unit.DAY, start, start + 2 * DAY)) == [minutes_of(date(1931, 5, day)) for day in (5, 6)]


def test_a_unit_is_headed_by_a_larger_one() -> None:
    """Days head hours, months head days and weeks, years head months; the head says its year."""
    minute = minutes_of(date(2026, 9, 17)) + 5 * HOUR
    told = {
        unit: head_words(larger(unit), begin_of(larger(unit), minute), str)
        for unit in (Unit.HOUR, Unit.WEEK, Unit.MONTH)
    }
    assert told == {Unit.HOUR: "17 Sep 2026", Unit.WEEK: "Sep 2026", Unit.MONTH: "2026"}


def test_a_scale_goes_there_and_back() -> None:
    """A minute lies where the scale says, and a smaller unit is chosen where there is more room."""
    scale = Scale.fitted(*AUTUMN, 910.0)
    assert (scale.x(AUTUMN[0]), scale.x(AUTUMN[1]), scale.width) == (0, 910, 910)
    assert scale.minute(scale.x(AUTUMN[0] + 7 * DAY)) == AUTUMN[0] + 7 * DAY
    assert [scale.unit_of(room) for room in (10, 40, 80, 400, 99_999)] == [
        Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.CENTURY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "now", "at"),
    [
        (Mark(100, 200, 0, 50), None, 104),
        (Mark(100, 200, 0, 150), None, 204),
        (Mark(950, 990, 0, 150), None, 796),
        (Mark(100, 200, 0, 150), 300, 204),
        (Mark(100, 200, 0, 50), 130, 134),
        (Mark(100, 200, 0, 25), 135, 104),
        (Mark(400, 400, 4, 90), 450, 302),
        (Mark(20, 20, 4, 90), 60, 28),
        (Mark(960, 960, 4, 90), 900, 862),
    ],
)
def test_words_stand_inside_else_right_else_left_and_always_beside(mark: Mark, now: float | None, at: float) -> None:
    """The sides are tried in this order, first those that are not across the present; words never leave their mark."""
    room = room_of(mark, 4, now, EDGES)
    assert room.at == at
    assert room.first <= mark.start
    assert room.last >= mark.end


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 200)), max_size=60), st.integers(1, 5))
def test_no_two_of_a_row_lie_over_each_other(things: list[tuple[float, float]], most: int) -> None:
    """Whatever comes, things of a row keep their gap, and what has no row is told by None."""
    rows: Rows[tuple[float, float]] = Rows(most, 2)
    given_up = [rows.take((first, first + width), first, first + width) for first, width in sorted(things)].count(None)
    assert given_up + sum(map(len, rows.rows)) == len(things)
    assert len(rows.rows) <= most
    for row in rows.rows:
        assert all(left[1] + 2 <= right[0] for left, right in pairwise(row))
