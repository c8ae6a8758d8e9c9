"""The first day of the program: what a sheet tells of earlier days is historic, and no gate stops it.

It is the day on which headquarters was made, unless a RuleSetting for `first-day` names another. Of several settings
the earliest day counts, by which the fewest rows are historic.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.settings import begins_on

FIRST_DAY: Final = "first-day"


def first_day_of(settings: Iterable[Row], made_on: date) -> date:
    """Return the first day; `made_on` is when headquarters was made."""
    named = [day for row in settings if row["rule"] == FIRST_DAY and (day := begins_on(row)) is not None]
    return min(named, default=made_on)
