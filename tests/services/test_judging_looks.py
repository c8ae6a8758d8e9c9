"""What stands out in the audit, at the very edges: the hour, the count, the result, the officer's own clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Look
from tipdesk.services.looks.exceptions import Circumstances, judge, local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

OWNER, CASE = b"o" * 16, b"c" * 16
NOON = int(datetime(2026, 11, 24, 16, 0, tzinfo=UTC).timestamp() * 1000)
"""Noon in Saint Lucia."""
HOUR = 3_600_000
OWN = Circumstances(lambda _actor, _case: True, lambda _actor, _case: False)
NOT_OWN = Circumstances(lambda _actor, _case: False, lambda _actor, _case: False)


def a_look(
    action: str = "view", at: int = NOON, case: int | None = 1, result: str = "allowed", count: int | None = None
) -> Look:
    """Return a look of the owner at a case by number."""
    return Look(
        id=(at % 2**64).to_bytes(8, "big") + bytes([case or 0]) + action.encode().ljust(7)[:7],
        dot=Dot(b"l" * 16, 1),
        at=at,
        offset=-240,
        actor=OWNER,
        device=b"d" * 16,
        received_at=None,
        action=action,
        result=result,
        case=None if case is None else bytes([case]) * 16,
        count=count,
    )


def kinds(looks: Sequence[Look], known: Circumstances = OWN) -> list[str]:
    """Return the kinds of what stands out."""
    return [one.kind for one in judge(looks, known)]


@pytest.mark.parametrize(
    ("hours", "minutes", "stands_out"),
    [(9, 59, False), (10, 0, True), (16, 59, True), (17, 0, False), (0, 0, False)],
    ids=["21:59", "22:00", "4:59", "5:00", "noon"],
)
@pytest.mark.parametrize("action", ["view", "unmask", "print", "export", "search"])
def test_the_night(action: str, hours: int, minutes: int, stands_out: bool) -> None:
    """From ten until five on the officer's own clock, for everything that sees; a refusal at night is a refusal."""
    at = NOON + hours * HOUR + minutes * 60_000
    assert kinds([a_look(action, at)]) == (["odd_hours"] if stands_out else [])
    assert kinds([a_look(action, at, result="denied")]) == ["denied"]


def test_one_night_is_one_line() -> None:
    """Looks before and after midnight belong together; the next night is another."""
    night = [a_look(at=NOON + hours * HOUR) for hours in (38, 14, 11)]
    found = judge(night, OWN)
    assert [(one.kind, len(one.looks)) for one in found] == [("odd_hours", 1), ("odd_hours", 2)]
    assert found[0].mark.at == NOON + 38 * HOUR


@pytest.mark.parametrize(
    ("cases", "looks", "stands_out"), [(15, 1, False), (16, 1, True), (1, 60, False), (1, 61, True)]
)
def test_many_in_a_day(cases: int, looks: int, stands_out: bool) -> None:
    """More than fifteen cases, or more than sixty looks, in one day of the officer."""
    found = [a_look(at=NOON + number, case=case) for case in range(1, cases + 1) for number in range(looks)]
    assert kinds(found) == (["many_looks"] if stands_out else [])
    halves = [
        a_look(at=one.at + (24 * HOUR if place % 2 else 0), case=one.case[0])
        for place, one in enumerate(found)
        if one.case
    ]
    assert kinds(halves) == []


@pytest.mark.parametrize(("cases", "stands_out"), [(3, False), (4, True)])
def test_cases_that_are_not_their_own(cases: int, stands_out: bool) -> None:
    """More than three cases viewed in a day; showing names outside one's own stands out the first time."""
    found = [a_look(case=case) for case in range(1, cases + 1)]
    assert kinds(found, NOT_OWN) == (["outside"] if stands_out else [])
    assert kinds(found, OWN) == []
    for action in ("unmask", "print", "export"):
        assert kinds([a_look(action)], NOT_OWN) == ["shown_outside"]
        assert kinds([a_look(action)], OWN) == []


def test_hits_failures_and_clocks() -> None:
    """Twenty-five hits and not twenty-four; a failed passphrase once; each jump of a clock by itself."""
    assert kinds([a_look("search", case=None, count=24)]) == []
    assert kinds([a_look("search", case=None, count=25)]) == ["many_hits"]
    assert kinds([a_look("search", case=None), a_look("audit", case=None, count=99)]) == []
    assert kinds([a_look("login_failed", case=None, result="failed")] * 2) == ["login_failed"]
    jumps = [a_look("clock_jump", NOON + number, None) for number in range(2)]
    assert kinds(jumps) == ["clock_jump", "clock_jump"]


def test_whoever_is_excluded_comes_first() -> None:
    """A refusal at a case from which the officer is excluded is the most serious of all."""
    shut = Circumstances(lambda _actor, _case: True, lambda _actor, case: case == bytes([2]) * 16)
    looks = [a_look("denied", case=case, result="denied") for case in (1, 2)]
    assert kinds(looks, shut) == ["excluded", "denied"]
    assert kinds([a_look("denied", case=None, result="denied")], shut) == ["denied"]


@pytest.mark.parametrize(("action", "case", "result"), [("search", 1, "allowed"), ("view", None, "allowed")])
def test_only_what_opens_a_case_counts_as_opened(action: str, case: int | None, result: str) -> None:
    """Neither a search, nor a look at no case; a refusal is judged as one and not as a case that was seen."""
    assert kinds([a_look(action, case=case, result=result)] * 61, NOT_OWN) == []
    assert kinds([a_look("view", case=number, result="denied") for number in range(1, 17)], NOT_OWN) == ["denied"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (-(10**15), datetime(1969, 12, 31, 20, 0, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 20, 0, tzinfo=UTC)),
        (1, datetime(1969, 12, 31, 20, 0, 0, 1_000, tzinfo=UTC)),
        (NOON, datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        (10**17, datetime(9999, 12, 30, 20, 0, tzinfo=UTC)),
    ],
)
def test_a_clock_beyond_the_calendar_is_no_trouble(at: int, expected: datetime) -> None:
    """A look from the year 9999 or from before 1970 is judged as one of the last or first day that there is."""
    assert local_time(a_look(at=at)) == expected
    assert isinstance(kinds([a_look(at=at)]), list)
