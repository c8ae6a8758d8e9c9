"""How a day and a time read to people: "24 Nov 2026 15:10", day first, on the clock of a zone that the caller names.

Screens, documents and the command line print every moment in this one way, with the names of the months in the reader's
language. There is an answer for every number, since a clock may be wrong by any amount and an entry carries what its
author's clock said. JSON and whatever is signed hold moments in ISO 8601 instead. What people type is read by `when`.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from tipdesk.domain.texts import _
from tipdesk.domain.values import MONTHS, PartialDate

Translate = Callable[[str], str]
MONTH_NAMES = (
    _("Jan"),
    _("Feb"),
    _("Mar"),
    _("Apr"),
    _("May"),
    _("Jun"),
    _("Jul"),
    _("Aug"),
    _("Sep"),
    _("Oct"),
    _("Nov"),
    _("Dec"),
)
NO_TIME = "-"
SAINT_LUCIA = timezone(timedelta(hours=-4))
"""The zone in which days begin and end for every rule and clock, whatever that of the PC; it has no summer time."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wall_clock(at_ms: int, offset_minutes: int) -> datetime | None:
    """Return what a clock in a zone shows, from ms since 1970 and minutes east of UTC; None for no calendar's time."""
    try:
        return _EPOCH + timedelta(milliseconds=at_ms, minutes=offset_minutes)
    except OverflowError:
        return None


def in_zone(moment: datetime, offset_minutes: int) -> datetime:
    """Return a moment on the clock of a zone, or unchanged where the calendar of that clock does not reach so far."""
    try:
        return moment.astimezone(timezone(timedelta(minutes=offset_minutes)))
    except OverflowError:
        return moment


def day_shown(day: date | PartialDate, translate: Translate, *, with_year: bool = True) -> str:
    """Return a day as "27 Mar 2007"; a date that is known in part is "Mar 2007" or "2007".

    Without the year it is "27 Mar".
    """
    parts = [str(day.day)] if day.day else []
    parts += [translate(MONTH_NAMES[day.month - 1])] if day.month else []
    return " ".join([*parts, str(day.year)] if with_year else parts)


def clock_shown(moment: datetime, *, with_seconds: bool = False) -> str:
    """Return the time of day with two digits each, such as "15:10", or "15:10:05" with the seconds."""
    return f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if with_seconds else "")


def datetime_shown(moment: datetime, translate: Translate) -> str:
    """Return the moment as "24 Nov 2026 15:10", on the clock that the moment carries."""
    return f"{day_shown(moment, translate)} {clock_shown(moment)}"


def moment_shown(at_ms: int, offset_minutes: int, translate: Translate) -> str:
    """Return ms since 1970, in a zone of so many minutes east of UTC, as "24 Nov 2026 15:10".

    A time that is in no calendar is a dash.
    """
    moment = wall_clock(at_ms, offset_minutes)
    return NO_TIME if moment is None else datetime_shown(moment, translate)


def months_in_english(text: str, translate: Translate) -> str:
    """Return a typed day with its month in English, as `when` reads it, if it is written as `day_shown` writes it."""
    for name, english in zip(MONTH_NAMES, MONTHS, strict=True):
        text = re.sub(rf"(?<!\w){re.escape(translate(name))}(?!\w)", english, text, flags=re.IGNORECASE)
    return text
