"""What headquarters can set of rules and clocks, and what it cannot: each refusal names its field and what to do."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import MORNING
from tests.services.office_desk import make_office
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.first_day import FIRST_DAY, first_day_of
from tipdesk.services.headquarters.directory.rows import (
    add_directory_row,
    amend_directory_row,
    delete_directory_row,
    list_directory,
    restore_directory_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.desk import Desk

SETTING, HOLIDAY, TASK = (BY_NAME[name] for name in ("RuleSetting", "Holiday", "Task"))
TODAY = day_of(MORNING)
WHY = {"reason": "Decided in the meeting of today", "decided_by": "Home Affairs", "since": str(TODAY)}


@pytest.fixture
def desk() -> Desk:
    """Headquarters' desk."""
    return make_office()


def refused(deed: Callable[[], object]) -> dict[str, str]:
    """Return the sentences of a refusal by the field that each stands beside."""
    with pytest.raises(UserError) as caught:
        deed()
    return {one.path.partition(".")[2]: one.text() for one in caught.value.fields} or {"": str(caught.value)}


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"rule": "triage", "length": "12 weeks"}, "length", "like 15 min, 24 h, 5 wd or 30 d"),
        ({"rule": "triage", "length": "0 h"}, "length", "like 15 min"),
        ({"rule": "triage", "length": "30 d"}, "length", "It came with 24 h, and can be four times that"),
        ({"rule": "triage", "warn_before": "24 h"}, "warn_before", "runs for 24 h"),
        ({"rule": "task-due", "length": "3 d"}, "length", "names the day of this clock"),
        ({"rule": "triage"}, "length", "Say what is set"),
        ({"rule": "adult-margin", "length": "18 y"}, "length", "up to 40 y, and not narrower"),
        ({"rule": "adult-margin", "length": "30 d"}, "length", "Write the years like 25 y"),
        ({"rule": "adult-margin", "length": "30 y", "stricter": "stop"}, "stricter", "Only the years"),
        ({"rule": "triage", "length": "12 h", "approver": "supervisor"}, "approver", "no approver"),
        ({"rule": "triage", "stricter": "stop"}, "stricter", "Set its length"),
        ({"rule": "triagge", "length": "12 h"}, "rule", "no rule and no clock"),
        ({"rule": "triage", "length": "12 h", "since": "2063-01-01"}, "since", "2063 is too far ahead"),
        ({"rule": "triage", "length": "12 h", "since": "2025-01-01"}, "since", "never counts back"),
        ({"rule": "triage", "length": "12 h", "since": "2027"}, "since", "very day"),
        ({"rule": "first-day", "since": "2025"}, "since", "very day"),
        ({"rule": "first-day", "length": "12 h"}, "length", "has a day alone"),
        ({"rule": "triage", "length": "12 h", "reason": " "}, "reason", "needed"),
        ({"rule": "suspect-named", "stricter": "warning_only"}, "stricter", "cannot switch it off"),
        ({"rule": "triage-complete", "stricter": "warning_only"}, "stricter", "follows from law or practice"),
        ({"rule": "suspect-named", "length": "3 d"}, "length", "Only a clock"),
        ({"rule": "closure-approved", "approver": "trainer"}, "approver", "do not approve"),
    ],
)
def test_a_senseless_setting_is_refused(desk: Desk, given: dict[str, str], field: str, words: str) -> None:
    """Whatever it would switch off, lengthen beyond sense or put into another year; nothing is stored."""
    told = refused(partial(add_directory_row, desk, SETTING, {**WHY, **given}))
    assert words in told[field]
    assert list_directory(desk, SETTING) == []


def test_a_setting_that_counts_stands(desk: Desk) -> None:
    """On its own day it is put right or taken back; from the next day on another row follows it."""
    add_directory_row(desk, SETTING, {**WHY, "rule": "triage", "length": "12 h"})
    [seen] = list_directory(desk, SETTING)
    amend_directory_row(desk, seen, {"length": "8 h"})
    [seen] = list_directory(desk, SETTING)
    delete_directory_row(desk, seen)
    [gone] = list_directory(desk, SETTING, with_deleted=True)
    restore_directory_row(desk, gone)
    desk.clock.pass_minutes(24 * 60)  # type: ignore[attr-defined] # the test's own clock
    [seen] = list_directory(desk, SETTING)
    for deed in (
        partial(amend_directory_row, desk, seen, {"length": "9 h"}),
        partial(delete_directory_row, desk, seen),
    ):
        assert "counts already" in refused(deed)[""]
    assert list_directory(desk, SETTING)[0]["length"] == "8 h"


def test_a_rule_of_our_own_with_a_way_round_can_only_warn(desk: Desk) -> None:
    """Where the table allows it; a stricter setting is always possible."""
    add_directory_row(desk, SETTING, {**WHY, "rule": "danger-needs-call", "stricter": "warning_only"})
    add_directory_row(desk, SETTING, {**WHY, "rule": "suspect-named", "stricter": "stop"})
    assert [row["rule"] for row in list_directory(desk, SETTING)] == ["danger-needs-call", "suspect-named"]


def test_a_holiday_is_one_day_and_not_in_2063(desk: Desk) -> None:
    """A month is refused, and a year that cannot be meant."""
    for on, words in (("2026-12", "one day"), ("2063-12-25", "too far ahead")):
        assert words in refused(partial(add_directory_row, desk, HOLIDAY, {"on": on, "name": "Christmas"}))["on"]
    add_directory_row(desk, HOLIDAY, {"on": "2026-12-25", "name": "Christmas"})


def test_the_first_day_can_be_named_and_put_right(desk: Desk) -> None:
    """It may lie behind us, is changed at any time, and of several days the earliest counts."""
    add_directory_row(desk, SETTING, {**WHY, "rule": FIRST_DAY, "since": "2024-02-01"})
    [seen] = list_directory(desk, SETTING)
    amend_directory_row(desk, seen, {"since": "2025-03-01"})
    assert first_day_of(list_directory(desk, SETTING), TODAY) == date(2025, 3, 1)
    add_directory_row(desk, SETTING, {**WHY, "rule": FIRST_DAY, "since": "2025-02-01"})
    assert first_day_of(list_directory(desk, SETTING), TODAY) == date(2025, 2, 1)
    assert first_day_of((), TODAY) == TODAY
