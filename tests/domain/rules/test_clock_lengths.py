"""When a time of some length ends: hours at once, days at midnight in Saint Lucia, working days past days of rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.domain.rules.clocked import NOON_MS, a_case, a_row, day
from tipdesk.domain.errors import UserError
from tipdesk.domain.moments import moment_shown
from tipdesk.domain.rules.clocks.due import due
from tipdesk.domain.rules.clocks.lengths import Length, begins_before, ends_at, within_calendar
from tipdesk.domain.rules.clocks.measures import Measures

CHRISTMAS = frozenset({date(2026, 11, 30), date(2026, 12, 1)})
ENDS = [
    ("15 min", "27 Nov 2026 12:15"),
    ("24 h", "28 Nov 2026 12:00"),
    ("1 d", "29 Nov 2026 00:00"),
    ("30 d", "28 Dec 2026 00:00"),
    ("1 wd", "3 Dec 2026 00:00"),
    ("5 wd", "9 Dec 2026 00:00"),
]


@pytest.mark.parametrize(("length", "shown"), ENDS)
def test_when_a_length_ends(length: str, shown: str) -> None:
    """From noon of a Friday, before a Monday and a Tuesday that are holidays; days end at 24:00."""
    assert moment_shown(ends_at(NOON_MS, Length.parse(length), CHRISTMAS), -240, str) == shown


def test_a_warning_comes_so_much_before_the_end() -> None:
    """Working days are counted back over the same days of rest."""
    ends = ends_at(NOON_MS, Length.parse("5 wd"), CHRISTMAS)
    assert moment_shown(begins_before(ends, Length.parse("3 wd"), CHRISTMAS), -240, str) == "4 Dec 2026 00:00"
    assert begins_before(ends, Length.parse("12 h")) == ends - 12 * 3_600_000


@pytest.mark.parametrize("written", ["5 weeks", "0 h", "h", "", " ", "-1 d", "1.5 h", "999999 d", "5 wd 3 h", "cinq h"])
def test_what_is_no_length_is_refused(written: str) -> None:
    """With one sentence that shows how a length is written; nothing at all is no length."""
    with pytest.raises(UserError) as refused:
        Length.parse(written)
    assert refused.value.code == "bad-length"
    assert "5 wd" in str(refused.value)


def test_a_clock_that_is_wrong_by_any_amount_still_ends() -> None:
    """What no calendar reaches is taken as the nearest time that one does."""
    for at in (-(2**62), 2**62):
        assert ends_at(at, Length.parse("5 wd")) > within_calendar(at)
        assert ends_at(at, Length.parse("24 h")) > within_calendar(at)


def test_a_setting_counts_from_its_day_on_and_never_back() -> None:
    """The latest that began; each part keeps what it was last set to; of a dispute the shorter; no length sets none."""
    rows = (
        a_row("RuleSetting", "1", rule="triage", length="12 h", since=day("2026-11-20")),
        a_row("RuleSetting", "2", rule="triage", warn_before="1 h", since=day("2026-11-21")),
        a_row("RuleSetting", "3", rule="triage", told={"length": ("2 h", "4 h")}, since=day("2026-11-27")),
        a_row("RuleSetting", "4", rule="triage", length="soon", since=day("2026-11-28")),
    )
    measures = Measures(rows)
    told = {on: str(measures.length_of("triage", date(2026, 11, on))) for on in (19, 20, 26, 27)}
    assert told == {19: "24 h", 20: "12 h", 26: "12 h", 27: "2 h"}
    assert str(measures.length_of("triage", date(2026, 11, 28))) == "2 h"
    assert str(measures.warning_of("triage", date(2026, 11, 28))) == "1 h"


def test_a_holiday_counts_where_it_is_one_day_and_nobody_disputes_it() -> None:
    """A month is none, and of two days in dispute neither stops the clock."""
    rows = (
        a_row("Holiday", "1", on=day("2026-12-25")),
        a_row("Holiday", "2", on=day("2026-12")),
        a_row("Holiday", "3", told={"on": (day("2026-12-28"), day("2026-12-29"))}),
    )
    assert Measures((), rows).holidays == {date(2026, 12, 25)}


@pytest.mark.parametrize(("on", "is_doubtful"), [("2026-11-28", False), ("2026-11-30", True)])
def test_a_day_that_has_begun_in_another_zone_is_believed(on: str, is_doubtful: bool) -> None:
    """A PC ahead of Saint Lucia closes a case on what is tomorrow here; the day after that is a wrong clock."""
    closed: dict[str, Any] = {"status": "closed", "date_closed": day(on), "closure_reason": "not_tip"}
    [kept] = due(a_case(now=NOON_MS, **closed))
    assert (kept.id, kept.is_doubtful) == ("keep-until", is_doubtful)
