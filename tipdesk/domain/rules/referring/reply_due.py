"""Until when an agency answers a referral: by the length of its clock, shorter the sooner help is needed.

Headquarters sets another length as for every clock (RuleSetting); of several that count on one day the shorter does.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.lengths import Length, Unit, day_of, ends_at
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.settings import find_settings

RULE = "referral-reply"
LENGTHS: Mapping[str, tuple[str, Length]] = {
    "now": ("referral-reply-now", Length(24, Unit.HOUR)),
    "same_day": ("referral-reply-today", Length(48, Unit.HOUR)),
}
"""By urgency, the id under which the length is set, and what it is while nobody sets another."""
USUAL = (RULE, Length(3, Unit.WORKING_DAY))


def reply_due(urgency: object, now_ms: int, settings: Iterable[Row], days_off: Collection[Row] = ()) -> datetime:
    """Return when the answer to a referral is due that is sent now (ms since 1970).

    `settings` and `days_off` are the rows of RuleSetting and Holiday that are known here.
    """
    rule, usual = LENGTHS.get(str(urgency), USUAL)
    length = _set(settings, rule, day_of(now_ms)) or usual
    ends = ends_at(now_ms, length, Measures(days_off=tuple(days_off)).holidays)
    return datetime.fromtimestamp(ends / 1000, UTC)


def _set(settings: Iterable[Row], rule: str, day: date) -> Length | None:
    telling = [row for row in settings if _lengths(row)]
    found = [one for row in find_settings(telling, rule, day) for one in _lengths(row)]
    return min(found, key=lambda one: one.roughly_ms, default=None)


def _lengths(row: Row) -> list[Length]:
    return [length for one in live_values(row, "length") if (length := Length.read(one)) is not None]
