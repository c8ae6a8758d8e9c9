"""How a report counts before somebody has acknowledged it: how grave it is, since when it waits, and when that is late.

The reading is always the cautious one. A dispute or "unsure" counts as danger and as a child. Of several times the
earliest counts, so that a clock which is wrong by years makes a report late at once and never hides it. Whoever wrote a
report does not acknowledge it.
"""

from collections.abc import Iterable
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.kinds.typed_answers import is_unread
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import Sealed

GRAVE: frozenset[Value] = frozenset({"yes", "unsure"})
"""The answers to `danger_now` and `under_18` that make somebody act: not being sure is one of them."""
CHILD_SIGN = "child_without_guardian"
"""The code among what was seen (`what_seen`) that tells of a child even where `under_18` was not answered."""
ADULT = 18
_RISKS_OF_A_CHILD: frozenset[Value] = frozenset({"high", "imminent"})
_TIMES = ("written_at", "sent_at", "received_at")


def is_grave(report: Row, field: str) -> bool:
    """Tell whether any answer to `danger_now` or `under_18` that stands is yes, unsure or unreadable.

    What could not be read and is sealed to the reader may be this very answer, so it counts where there is no other.
    """
    answers, typed = live_values(report, field), live_values(report, "as_typed")
    return (
        not GRAVE.isdisjoint(answers)
        or any(is_unread(lines, field) for lines in typed if isinstance(lines, frozenset))
        or (answers == {None} and any(isinstance(lines, Sealed) for lines in typed))
    )


def is_young(age: object) -> bool:
    """Tell whether somebody who is about so old may be a child; what is no number tells nothing."""
    return isinstance(age, int) and age < ADULT


def is_child_seen(report: Row, people: Iterable[Row], risk: Value) -> bool:
    """Tell whether a sign that was seen, or how old somebody looks, suggests that there is a child.

    `risk` is the risk of the case: where it is high or more, what is sealed to the reader may be the reason for it.
    """
    told = [*live_values(report, "what_seen"), *(age for one in people for age in live_values(one, "about_age"))]
    return any(is_young(one) or (isinstance(one, frozenset) and CHILD_SIGN in one) for one in told) or (
        risk in _RISKS_OF_A_CHILD and any(isinstance(one, Sealed) for one in told)
    )


def times_told(report: Row) -> list[int]:
    """Return when a report says that it was written, sent or received, in ms since 1970."""
    return [int(at.timestamp() * 1000) for name in _TIMES if isinstance(at := report[name], datetime)]


def waits_since(report: Row, arrived_ms: int | None) -> int:
    """Return since when a report waits, in ms since 1970.

    `arrived_ms` is when it came to this PC, or None where it was written here. A time told on another PC counts only
    where it is earlier than the arrival.
    """
    return min([*times_told(report), *([arrived_ms] if arrived_ms is not None else [])], default=0)
