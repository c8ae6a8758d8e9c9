"""Times as documents show them: day first, in the zone in which they were noted.

Promises an answer for every number, since a clock may be wrong by any amount and an entry carries what its author's
clock said. Which zone is the right one is left to the caller.
"""

from datetime import UTC, datetime, timedelta

from tipdesk.domain.values import MONTHS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_TIME = "-"


def moment_shown(at_ms: int, offset_minutes: int) -> str:
    """Return "24 Nov 2026 11:30" for ms since 1970 and minutes east of UTC; a dash for a time in no calendar."""
    try:
        moment = _EPOCH + timedelta(milliseconds=at_ms, minutes=offset_minutes)
    except OverflowError:
        return NO_TIME
    return f"{moment.day} {MONTHS[moment.month - 1].capitalize()} {moment.year} {moment:%H:%M}"
