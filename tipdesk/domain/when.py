"""Days and times as officers say them: "today", "28 11", "28 Nov", "yesterday 2.30 pm", "1405", "in 20 minutes".

What lacks its year or day gets the nearest that fits (`Lies`), and never one that the words do not allow. The day
always comes first. There is no clock here: `now` is given, in the officer's zone. Whoever calls shows at once how the
words were read (editors, the answer of the command line); dates and moments that need no clock are read by `values`.

The rules, since a year must not be a surprise:
- two numbers are day and month, unless the second has four digits: then they are month and year ("3 2007");
- without a year, a day that lies in the past by nature (a call, a report) is the latest such day that is not after
  today, one that lies ahead (a task's day) the first that is not before today, and where neither can be known (a date
  of birth) the year must be said;
- a time without a day is today; where it would lie more than an hour ahead of what lies in the past it is yesterday,
  since it is past midnight then and two clocks may differ by some minutes;
- "in 20 minutes", or hours or days, is a moment that lies ahead, and is read where one is asked for;
- four digits after a day and month are a year and never a time: "28 11 2015" lacks its time.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import Enum

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.domain.values import MONTHS, PartialDate, parse_moment

_DAYS_FROM_TODAY = {
    "today": 0, "yesterday": -1, "tomorrow": 1,
    "aujourd'hui": 0, "hier": -1, "demain": 1,
    "hoy": 0, "ayer": -1, "mañana": 1,
}  # fmt: skip
"""These words of all the program's languages are understood wherever they are typed."""
_NOW = frozenset({"now", "maintenant", "ahora"})
_NO_YEAR = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2}|[a-z]{3,9})\.?$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]([0-5]\d)|h)?(?: ?([ap])\.?m\.?)?$")
_BARE_CLOCK = re.compile(r"(\d{1,2})([0-5]\d)$")
_LAST_WORDS = re.compile(r"(?:(.+?)[ ,]+)?(\d{1,2}(?:[:.h]\d{2}|h)?(?: ?[ap]\.?m\.?)|\d{1,2}(?:[:.h]\d{2}|h)|\d{3,4})$")
_AWAY = re.compile(r"(?:in|dans|en) (\d{1,3}) ?(m|h|d|j)[a-zíé]*\.?$")
_AWAY_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "j": 24 * 60}
"""By the first letter of minutes, hours and days in the program's languages."""
_YEAR_WITHOUT_TIME = re.compile(r"\d{1,2}[ ./-]+(?:\d{1,2}|[a-z]{3,9})[ ./,-]+(?:1[89]|2[01])\d\d$")
_HALF_DAY, _MIDNIGHT = 12, 24
_MOST_YEARS = 8
"""The number of years to look through: the next 29 February is at most so far away."""
_SLACK = timedelta(hours=1)
_WRONG_TIME = _("Type a day and time: 24 11 15:10, yesterday 2.30 pm, 1405, now.")
_WRONG_AHEAD = _("Type a day and time: 24 11 15:10, tomorrow 2.30 pm, 1405, in 20 minutes.")
_YEAR_NEEDED = _("The year is needed here, like 28 11 1998.")


class Lies(Enum):
    """On which side of today a date lies by nature, so that a year that was left out can be filled in."""

    BEHIND = "behind"
    AHEAD = "ahead"
    ANYWHERE = "anywhere"


def read_date(text: str, now: datetime, lies: Lies = Lies.BEHIND) -> PartialDate:
    """Return the date that is meant, whole or in part. Raises UserError `bad-date` where the words are no date.

    It is also raised where the year was left out and cannot be known (`Lies.ANYWHERE`).
    """
    plain = _plain(text)
    if plain in _DAYS_FROM_TODAY:
        return PartialDate.of(now.date() + timedelta(days=_DAYS_FROM_TODAY[plain]))
    without_year = _NO_YEAR.match(plain)
    month = _month(without_year[2]) if without_year else None
    if without_year is None or month is None:
        return PartialDate.parse(text)
    if lies is Lies.ANYWHERE:
        PartialDate(2000, month, int(without_year[1]))  # what is in no calendar is told first
        raise UserError("bad-date", _YEAR_NEEDED)
    return _with_year(int(without_year[1]), month, now.date(), lies)


def read_clock(text: str, lies: Lies = Lies.BEHIND) -> time:
    """Return a time of day from "14:05", "1405", "14h05", "2pm" or "2.30 pm".

    Raises UserError `bad-time` for others, with examples that lie where the moment does.
    """
    plain = _plain(text)
    found = _BARE_CLOCK.match(plain) or _CLOCK.match(plain)
    if found is None or (plain.isdecimal() and len(plain) < 3):  # noqa: PLR2004 - "14" alone may be anything
        raise _unread(lies)
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[3] if found.re is _CLOCK else None
    if half:
        if not 1 <= hour <= _HALF_DAY:
            raise _unread(lies)
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    if hour >= _MIDNIGHT:
        raise _unread(lies)
    return time(hour, minute)


def read_moment(text: str, now: datetime, lies: Lies = Lies.BEHIND) -> datetime:
    """Return the moment that is meant, in the zone of `now` unless the text names its own.

    Raises UserError `bad-time` or `bad-date` for what cannot be read.
    """
    plain = _plain(text)
    if plain in _NOW:
        return now.replace(second=0, microsecond=0)
    if "t" in plain and re.match(r"\d{4}-", plain):
        return parse_moment(text)
    away = _AWAY.match(plain) if lies is not Lies.BEHIND else None
    if away is not None:
        return now.replace(second=0, microsecond=0) + timedelta(minutes=int(away[1]) * _AWAY_MINUTES[away[2]])
    found = _LAST_WORDS.match(plain)
    if found is None or _YEAR_WITHOUT_TIME.match(plain):
        raise _unread(lies)
    clock = read_clock(found[2], lies)
    if not found[1]:
        return _of_today(clock, now, lies)
    day = read_date(found[1], now, lies)
    if day.month is None or day.day is None:
        raise _unread(lies)
    return datetime(day.year, day.month, day.day, clock.hour, clock.minute, tzinfo=now.tzinfo)


def _unread(lies: Lies) -> UserError:
    return UserError("bad-time", _WRONG_TIME if lies is Lies.BEHIND else _WRONG_AHEAD)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u2019", "'").lower().split())


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else None


def _with_year(day: int, month: int, today: date, lies: Lies) -> PartialDate:
    """Return the nearest date of this day and month that lies on its side of today."""
    step = 1 if lies is Lies.AHEAD else -1
    PartialDate(2000, month, day)  # a leap year: what is in no calendar is refused here
    for years in range(_MOST_YEARS + 1):
        try:
            tried = date(today.year + step * years, month, day)
        except ValueError:  # 29 February of a common year
            continue
        if (tried - today).days * step >= 0:
            return PartialDate.of(tried)
    raise UserError("bad-date", _YEAR_NEEDED)


def _of_today(clock: time, now: datetime, lies: Lies) -> datetime:
    meant = datetime.combine(now.date(), clock, tzinfo=now.tzinfo)
    if lies is Lies.BEHIND and meant > now + _SLACK:
        return meant - timedelta(days=1)
    return meant + timedelta(days=1) if lies is Lies.AHEAD and meant < now - _SLACK else meant
