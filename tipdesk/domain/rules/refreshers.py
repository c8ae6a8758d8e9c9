"""When a training is to be refreshed: so many months after its session as it says, each once.

Each refresher that somebody attended answers the next of these days. A day that the later month does not have is the
last of that month.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

GAPS = {"3_months": 3, "6_months": 6, "12_months": 12}
"""The months that each code of the list refresher_gap stands for."""
_YEAR = 12


def refresher_days(gaps: "Value", on: "Value") -> list[date]:
    """Return the days on which a session of this date is to be refreshed, in their order; none where nothing is said.

    `gaps` is what the training says of its refreshers. A date that is only about known counts by its last day.
    """
    if not isinstance(gaps, Collection) or not isinstance(on, PartialDate):
        return []
    return [months_after(on.last_day, months) for months in sorted(GAPS[one] for one in gaps if one in GAPS)]


def next_refresher(gaps: "Value", on: "Value", done: int) -> date | None:
    """Return the day of the next refresher where so many are done; None where none is left."""
    days = refresher_days(gaps, on)
    return days[done] if done < len(days) else None


def months_after(day: date, months: int) -> date:
    """Return the day so many months later."""
    month = day.month - 1 + months
    last = PartialDate(day.year + month // _YEAR, month % _YEAR + 1).last_day
    return last if day.day > last.day else last.replace(day=day.day)
