"""Which setting of a gate or a clock counts for what is done on a day.

Each row of RuleSetting counts from its day on, until a later one for the same rule begins. Where two begin on one day,
the one that was made last counts.
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


def find_setting(rows: Iterable[Row], rule: str, day: date) -> Row | None:
    """Return the setting of a rule, out of these, that counts for what is done on a day; None where there is none.

    Whoever asks for one part of a rule hands in the rows that set it, so that each part keeps what was last set for it.
    """
    found: tuple[date, bytes, Row] | None = None
    for row in rows:
        since = begins_on(row)
        if row["rule"] != rule or since is None or since > day:
            continue
        if found is None or (since, row.id) > found[:2]:
            found = (since, row.id, row)
    return found[2] if found else None
