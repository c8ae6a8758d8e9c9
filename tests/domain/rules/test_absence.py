"""When an officer is taken to be away: by two clocks, whichever says more, within limits that only get stricter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.absence import LAXEST, STRICTEST, Absence, Due, Limits, Moment, check_limits

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
START = Moment(1_700_000_000_000, 5 * HOUR)


def later(wall: int, running: int) -> Moment:
    """Return a moment so many milliseconds after the start on each clock."""
    return Moment(START.wall_ms + wall, START.running_ms + running)


@pytest.mark.parametrize(
    ("wall", "running", "due"),
    [
        (179 * SECOND, 179 * SECOND, Due.NOTHING),
        (180 * SECOND - 1, 180 * SECOND - 1, Due.NOTHING),
        (180 * SECOND, 180 * SECOND, Due.COVER),
        (30 * MINUTE - 1, 30 * MINUTE - 1, Due.COVER),
        (30 * MINUTE, 30 * MINUTE, Due.LOCK),
        (30 * MINUTE, 2 * SECOND, Due.LOCK),  # asleep where the running clock stands still
        (-10 * HOUR, 30 * MINUTE, Due.LOCK),  # the wall clock was set back meanwhile
        (-10 * HOUR, 180 * SECOND, Due.COVER),
        (-10 * HOUR, 2 * SECOND, Due.NOTHING),
    ],
)
def test_the_clock_that_says_more_counts(wall: int, running: int, due: Due) -> None:
    """Three minutes cover, thirty lock; neither sleep nor a clock set backwards makes an absence shorter."""
    assert Absence(Limits(), START).judge(later(wall, running)) is due


@given(st.lists(st.tuples(st.integers(-(10**10), 10**10), st.integers(0, 20 * MINUTE)), max_size=20))
def test_no_setting_of_the_clock_extends_an_absence(steps: list[tuple[int, int]]) -> None:
    """Whatever is done to the wall clock, thirty minutes of running time without a key lock."""
    absence, running = Absence(Limits(), START), 0
    for wall, more in steps:
        running += more
        if absence.judge(later(wall, running)) is not Due.LOCK:
            assert running < 30 * MINUTE


def test_a_shift_ends_however_busy() -> None:
    """Twelve hours after the unlock it is over, also for an officer who types all the time."""
    absence = Absence(Limits(), START)
    for minute in range(12 * 60):
        now = later(minute * MINUTE, minute * MINUTE)
        assert absence.judge(now) is Due.NOTHING
        absence.see(now)
    absence.see(later(12 * HOUR - 1, 12 * HOUR - 1))
    assert absence.judge(later(12 * HOUR - 1, 12 * HOUR - 1)) is Due.NOTHING
    assert absence.judge(later(12 * HOUR, 12 * HOUR)) is Due.LOCK


@pytest.mark.parametrize("limits", [Limits(), STRICTEST, LAXEST, Limits(60, 600, 8)])
def test_stricter_limits_are_taken(limits: Limits) -> None:
    """The rule itself and whatever is stricter."""
    check_limits(limits)


@pytest.mark.parametrize("name", ["cover_seconds", "lock_seconds", "shift_hours"])
@pytest.mark.parametrize("value", [-1, 0, 1801])
def test_laxer_limits_are_refused(name: str, value: int) -> None:
    """Nobody switches the cover off."""
    with pytest.raises(UserError) as caught:
        check_limits(replace(Limits(), **{name: value}))
    assert caught.value.code == "bad-limits"


@pytest.mark.parametrize(
    ("name", "strictest", "laxest"),
    [("cover_seconds", 10, 180), ("lock_seconds", 30, 1800), ("shift_hours", 1, 24)],
)
def test_limits_are_taken_up_to_the_rule_and_no_further(name: str, strictest: int, laxest: int) -> None:
    """To the second, or the hour; the same figures stand in the refusal."""
    for value in (strictest, laxest):
        check_limits(replace(Limits(), **{name: value}))
    for value in (strictest - 1, laxest + 1):
        with pytest.raises(UserError) as caught:
            check_limits(replace(Limits(), **{name: value}))
        assert f"{strictest} to {laxest}" in str(caught.value)
