"""How old a person is, and who is protected as a child: always by the more cautious of what is recorded.

Of several birth dates the latest counts, of several guesses the lowest. An age that is in dispute protects as a child,
and so does one that is not known at all: nobody is an adult because nobody asked.
"""

from datetime import date
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.values import PartialDate

ADULT_FROM = 18
_UNSURE = "disputed"


class Childhood(Enum):
    """Whether somebody is a child, or has to be taken for one."""

    CHILD = "child"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    ADULT = "adult"

    @property
    def protects(self) -> bool:
        """Tell whether the person is protected as a child."""
        return self is not Childhood.ADULT


def youngest_age(person: Row, today: date) -> int | None:
    """Return the lowest age in whole years that the person may have, or None where nothing is known of it."""
    born = cautious_value(person, "birth_date")
    if isinstance(born, PartialDate):
        day = born.last_day
        return max(0, today.year - day.year - ((today.month, today.day) < (day.month, day.day)))
    about = cautious_value(person, "about_age")
    return about if isinstance(about, int) else None


def is_age_disputed(person: Row) -> bool:
    """Tell whether the age is in dispute: somebody says so, or posts answered differently."""
    told = frozenset({"birth_date", "about_age", "age_basis"}) & person.siblings.keys()
    return bool(told) or _UNSURE in live_values(person, "age_basis")


def childhood_of(person: Row, today: date) -> Childhood:
    """Return whether a person is a child, or has to be taken for one."""
    age = youngest_age(person, today)
    if age is not None and age < ADULT_FROM:
        return Childhood.CHILD
    if is_age_disputed(person):
        return Childhood.UNSURE
    return Childhood.UNKNOWN if age is None else Childhood.ADULT
