"""What people are in a case (CaseRole): which roles are those of victims and of suspects, and whether one has ended."""

from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import PartialDate

VICTIMS: frozenset[Value] = frozenset({"potential_victim", "victim"})
UNASKED: frozenset[Value] = frozenset({"suspect", "accused", "convicted", "cleared"})
"""The roles that nobody is given in passing: each follows from grounds, a charge or a verdict."""
SUSPECT: frozenset[Value] = frozenset({"suspect", "accused", "convicted"})


def lasts(role: Row, today: date) -> bool:
    """Tell whether a role has not ended by today, by some answer."""
    ends = live_values(role, "role_to")
    return any(not isinstance(one, PartialDate) or one.last_day > today for one in ends)
