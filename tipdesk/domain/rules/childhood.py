"""Who is protected as a child: everybody who is not known to be an adult.

An age that is disputed, guessed below the margin or not known at all is a child's until somebody has shown otherwise.
Of several answers the younger one counts.
"""

from collections.abc import Iterable
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import ADULT, is_grave
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import PartialDate

MARGIN = 25
"""Somebody who looks younger than this to an officer is not taken for an adult on that alone."""
_TOLD_WELL = frozenset({"stated", "document"})


def counts_as_child(person: Row, today: date, *, is_doubted: bool = False) -> bool:
    """Tell whether a person is protected as a child.

    `is_doubted` tells that something else in the case speaks of a child.
    """
    basis = live_values(person, "age_basis")
    if "disputed" in basis:
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
    return not person.masked.isdisjoint(("birth_date", "about_age", "age_basis"))


def _births(person: Row) -> Iterable[object]:
    return live_values(person, "birth_date")


def _looks_young(person: Row) -> bool:
    return any(isinstance(one, int) and one < ADULT for one in live_values(person, "about_age"))


def _is_adult(born: object, today: date) -> bool:
    """Tell whether somebody born then is an adult by the youngest reading of a day that is known only in part."""
    if not isinstance(born, PartialDate):
        return False
    last = born.last_day
    return (today.year - last.year) - ((today.month, today.day) < (last.month, last.day)) >= ADULT
