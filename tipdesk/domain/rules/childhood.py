"""Who is protected as a child: everybody who is not known to be an adult.

An age that is disputed, guessed below the margin or not known at all is a child's until somebody has shown otherwise.
Of several answers the younger one counts.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import ADULT, is_grave
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.values import PartialDate

MARGIN = 25
"""Somebody who looks younger than this to an officer is not taken for an adult on that alone."""
_TOLD_WELL = frozenset({"stated", "document"})
_TELLING = frozenset({"birth_date", "about_age", "age_basis"})
_UNSURE = "disputed"


class Childhood(Enum):
    """Whether somebody is a child, or has to be taken for one: UNKNOWN where nothing at all is known of the age."""

    CHILD = "child"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    ADULT = "adult"

    @property
    def protects(self) -> bool:
        """Tell whether the person is protected as a child."""
        return self is not Childhood.ADULT


def counts_as_child(person: Row, today: date, *, is_doubted: bool = False) -> bool:
    """Tell whether a person is protected as a child.

    `is_doubted` tells that something else in the case speaks of a child.
    """
    basis = live_values(person, "age_basis")
    if _UNSURE in basis:
        return True
    if basis <= _TOLD_WELL and any(isinstance(one, PartialDate) for one in live_values(person, "birth_date")):
        return is_doubted or _looks_young(person) or not all(_is_adult(one, today) for one in _births(person))
    about = live_values(person, "about_age")
    least = ADULT if basis == {"stated"} else MARGIN
    return is_doubted or not all(isinstance(one, int) and one >= least for one in about)


def count_children(people: Iterable[Row], today: date) -> int:
    """Return how many of these people count as children."""
    return sum(counts_as_child(one, today) for one in people)


def is_child_reported(reports: Iterable[Row]) -> bool:
    """Tell whether any report says that somebody is under 18, or may be."""
    return any(is_grave(report, "under_18") for report in reports)


def hides_age(person: Row) -> bool:
    """Tell whether what says how old a person is was held back from the reader."""
    return not person.masked.isdisjoint(_TELLING)


def childhood_of(person: Row, today: date) -> Childhood:
    """Return whether a person is a child, or has to be taken for one; an adult is who does not count as a child."""
    age = youngest_age(person, today)
    if age is not None and age < ADULT:
        return Childhood.CHILD
    if not counts_as_child(person, today):
        return Childhood.ADULT
    return Childhood.UNKNOWN if age is None and not is_age_disputed(person) else Childhood.UNSURE


def youngest_age(person: Row, today: date) -> int | None:
    """Return the lowest age in whole years that the person may have, or None where nothing is known of it."""
    born = cautious_value(person, "birth_date")
    if isinstance(born, PartialDate):
        return max(0, _age_on(today, born))
    about = cautious_value(person, "about_age")
    return about if isinstance(about, int) else None


def is_age_disputed(person: Row) -> bool:
    """Tell whether the age is in dispute: somebody says so, or posts answered differently."""
    return bool(_TELLING & person.siblings.keys()) or _UNSURE in live_values(person, "age_basis")


def _births(person: Row) -> Iterable[object]:
    return live_values(person, "birth_date")


def _looks_young(person: Row) -> bool:
    return any(isinstance(one, int) and one < ADULT for one in live_values(person, "about_age"))


def _is_adult(born: object, today: date) -> bool:
    """Tell whether somebody born then is an adult by the youngest reading of a day that is known only in part."""
    return isinstance(born, PartialDate) and _age_on(today, born) >= ADULT


def _age_on(today: date, born: PartialDate) -> int:
    last = born.last_day
    return (today.year - last.year) - ((today.month, today.day) < (last.month, last.day))
