"""Whether a safety plan holds: the person did not say no to it, it has not ended, and it is not past its day.

Rules and clocks both ask it here, so that what stops the clock is what lets a step be taken.
"""

from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import PartialDate

OVER: frozenset[Value] = frozenset({"ended", "withdrawn"})
"""The states (code list `plan_status`) of a plan that holds no more."""
_REFUSED = "no"


def holds(plan: Row, day: date) -> bool:
    """Tell whether a plan holds on a day, by every answer; when it was agreed on need not be written down."""
    is_agreed = _REFUSED not in live_values(plan, "agreed")
    days = live_values(plan, "review_due")
    is_current = all(isinstance(one, PartialDate) and one.last_day >= day for one in days)
    return is_agreed and is_current and OVER.isdisjoint(live_values(plan, "status"))
