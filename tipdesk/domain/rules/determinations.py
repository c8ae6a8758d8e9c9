"""What the decisions on a person are called, and which of them were signed: the newest first.

Whether a signed decision counts as what it says is a matter of the gates (`gates/victims`).
"""

from collections.abc import Iterable
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

PRELIMINARY = "preliminary"
FINALS: frozenset[Value] = frozenset({"final", "review"})
"""The kinds (code list `determination_kind`) of decision for good: a review takes the place of a final one."""
ACTUAL, NOT_A_VICTIM = "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"
POSITIVE: frozenset[Value] = frozenset({"PossibleVictimOfTrafficking", ACTUAL})
COURT = "CourtOrProsecution"
"""The code of the list `deciding_body` where a court decided, and an officer only writes it down."""


def is_signed(row: Row) -> bool:
    """Tell whether a decision, or an assessment of an age, was signed."""
    return live_values(row, "signed_at") != {None}


def signed_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return those of these decisions, or assessments of an age, that were signed, the newest first."""
    return tuple(sorted(filter(is_signed, rows), key=_signed_at, reverse=True))


def is_final(row: Row) -> bool:
    """Tell whether a decision is one for good, by any answer to its kind."""
    return not FINALS.isdisjoint(live_values(row, "kind"))


def _signed_at(row: Row) -> tuple[float, bytes]:
    told = [one.timestamp() for one in live_values(row, "signed_at") if isinstance(one, datetime)]
    return (max(told, default=0.0), row.id)
