"""How a report counts before somebody has acknowledged it: how grave it is, since when it waits, and when that is late.

Promises the cautious reading: a dispute or "unsure" counts as danger, as a child; of several times the earliest counts,
so that a clock which is wrong by years makes a report late at once and never hides it. Whoever wrote a report does not
acknowledge it.
"""

from collections.abc import Iterable
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

LATE_AFTER_MINUTES = 30
"""A sent report that nobody else has read for so long is red at headquarters, and its post is told to ring."""
_GRAVE: frozenset[Value] = frozenset({"yes", "unsure"})
_TIMES = ("written_at", "sent_at", "received_at")
_MINUTE_MS = 60_000


def is_grave(report: Row, field: str) -> bool:
    """Tell whether any answer to `danger_now` or `under_18` that stands is yes, unsure or unreadable."""
    return not _GRAVE.isdisjoint(live_values(report, field)) or any(f"{field}:" in text for text in _as_typed(report))


def waits_since(report: Row, arrived_ms: int | None) -> int:
    """Return since when a report waits, in ms since 1970. `arrived_ms`: when it came here, None where it was written.

    A time told on another PC counts only where it is earlier than the arrival.
    """
    told = [int(at.timestamp() * 1000) for name in _TIMES if isinstance(at := report[name], datetime)]
    return min([*told, *([arrived_ms] if arrived_ms is not None else [])], default=0)


def is_late(since_ms: int, now_ms: int) -> bool:
    """Tell whether a report that waits since then has waited too long. A clock that was set back makes it late."""
    waited = now_ms - since_ms
    return waited < 0 or waited >= LATE_AFTER_MINUTES * _MINUTE_MS


def _as_typed(report: Row) -> Iterable[str]:
    typed = report["as_typed"]
    return (str(one) for one in typed) if isinstance(typed, frozenset) else ()
