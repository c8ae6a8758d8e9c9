"""Which settings of a gate or a clock count for what is done on a day.

Each row of RuleSetting counts from its day on, until a later one for the same rule begins.
"""

from collections.abc import Iterable
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import PartialDate


def begins_on(row: Row) -> date | None:
    """Return the day from which a setting counts, the latest that it can mean; None where it names none."""
    days = [since.last_day for since in live_values(row, "since") if isinstance(since, PartialDate)]
    return max(days, default=None)


def find_settings(rows: Iterable[Row], rule: str, day: date) -> list[Row]:
    """Return the settings of a rule, out of these, that count for what is done on a day: those that began last.

    They are several where more than one begins on the same day; whoever asks takes the stricter. Who asks for one part
    of a rule hands in the rows that set it, so that each part keeps what was last set for it.
    """
    begun = [(since, row) for row in rows if row["rule"] == rule and (since := begins_on(row)) and since <= day]
    last = max((since for since, _row in begun), default=None)
    return [row for since, row in begun if since == last]
