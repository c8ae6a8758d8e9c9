"""How long a closed case is kept, and what keeps it longer: pure decisions.

The periods are proposals (unverified): Home Affairs sets them before they are relied on. A date that somebody set on
the case itself goes before them. What holds a case, such as a legal hold, does not end with time.
"""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import product

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate

KEEP_YEARS: Mapping[str, int] = {
    "not_tip": 2,
    "insufficient_info": 5,
    "merged_duplicate": 2,
    "victim_declined": 7,
    "left_country": 10,
    "referred_abroad": 10,
    "deceased": 10,
    "completed": 10,
    "other": 10,
}
"""The years for which a case is kept after closing, by closure reason; a reason that is not listed has the longest."""

_DATES = ("date_closed", "closure_reason", "retention_until")
_LONGEST = max(KEEP_YEARS.values())
HOLDING_ROLES = frozenset({"suspect", "accused", "convicted"})
HOLDS: Mapping[str, str] = {
    "open": _("The case is not closed."),
    "legal_hold": _("A legal hold stands on the case."),
    "suspect": _("Somebody in the case is or was suspected, accused or convicted."),
}
"""The reasons why a case may not be erased: each code with its sentence."""


def kept_until(closed: PartialDate | None, reason: str | None, named: PartialDate | None) -> date | None:
    """Return the last day on which a case is kept, or None while it is not closed and no day was named."""
    if named is not None:
        return named.last_day
    if closed is None:
        return None
    last = closed.last_day
    years = KEEP_YEARS.get(reason or "", _LONGEST)
    try:
        return last.replace(year=last.year + years)
    except ValueError:  # 29 February
        return last.replace(year=last.year + years, day=28)


def holds_on(*, is_closed: bool, has_legal_hold: bool, roles: Collection[str]) -> tuple[str, ...]:
    """Return what keeps a case from being erased, by the codes of `HOLDS`; nothing when it may go."""
    found = {"open": not is_closed, "legal_hold": has_legal_hold, "suspect": bool(HOLDING_ROLES & set(roles))}
    return tuple(code for code in HOLDS if found[code])


def last_day_of(row: Row) -> date | None:
    """Return the last day on which a case, given as its Case row, is kept; None while there is none.

    Of several live values it is the latest day that any of them can mean, and None where one of them names no day.
    """
    days = [
        kept_until(
            closed if isinstance(closed, PartialDate) else None,
            str(reason) if reason else None,
            named if isinstance(named, PartialDate) else None,
        )
        for closed, reason, named in product(*(live_values(row, name) for name in _DATES))
    ]
    told = [day for day in days if day is not None]
    return max(told) if len(told) == len(days) else None
