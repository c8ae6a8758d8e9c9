"""How long a case is kept: by its closing, by the day somebody named, and by what holds it."""

from datetime import date

import pytest

from tipdesk.domain.rules.retention import holds_on, kept_until
from tipdesk.domain.values import PartialDate


@pytest.mark.parametrize(
    ("closed", "reason", "named", "expected"),
    [
        (PartialDate(2020, 2, 29), "not_tip", None, date(2022, 2, 28)),
        (PartialDate(2020, 5), "completed", None, date(2030, 5, 31)),
        (PartialDate(2020), None, None, date(2030, 12, 31)),
        (PartialDate(2020), "completed", PartialDate(2045, 6), date(2045, 6, 30)),
        (None, "completed", None, None),
    ],
)
def test_the_last_day(
    closed: PartialDate | None, reason: str | None, named: PartialDate | None, expected: date | None
) -> None:
    """The latest day that a partial date can mean counts; a day that was named goes before the clock."""
    assert kept_until(closed, reason, named) == expected


def test_what_holds_a_case() -> None:
    """An open case, a legal hold and a suspect each hold it; a case without them may go."""
    assert holds_on(is_closed=True, has_legal_hold=False, roles=["victim"]) == ()
    assert holds_on(is_closed=False, has_legal_hold=True, roles=["accused"]) == ("open", "legal_hold", "suspect")


@pytest.mark.parametrize(
    ("reasons", "years"),
    [
        (["not_tip", "merged_duplicate"], 2),
        (["insufficient_info"], 5),
        (["victim_declined"], 7),
        (["left_country", "referred_abroad", "deceased", "completed", "other", "a-later-reason"], 10),
    ],
)
def test_for_how_long_by_reason(reasons: list[str], years: int) -> None:
    """A case that was none is kept two years, one that may go on ten; a reason not known here as long as any."""
    for reason in reasons:
        assert kept_until(PartialDate(2020, 5, 4), reason, None) == date(2020 + years, 5, 4)
