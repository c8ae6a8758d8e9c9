"""How old somebody is held to be, and who is protected as a child: everybody who is not known to be an adult.

This is the one rule of ages. What a case tells beside a person is read once (`Ages`): the assessments that were signed,
and what throws doubt on an age. Of several answers the younger one counts, and what is open is protected as a child.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import ADULT, is_grave, is_young
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.settings import find_settings
from tipdesk.domain.values import PartialDate

MARGIN = 25
"""Somebody who looks younger than this to an officer is not taken for an adult on that alone."""
ADULT_MARGIN = "adult-margin"
"""The id under which headquarters sets another margin (RuleSetting), as "30 y"."""
HIGHEST_MARGIN = 40
_YEARS = re.compile(r"(\d{2}) ?y")
TOLD_WELL = frozenset({"stated", "document"})
OWN_WORDS = frozenset({"stated"})
TELLING = frozenset({"birth_date", "about_age", "age_basis"})
DISPUTED = "disputed"
DOUBTFUL = frozenset({"doubtful", "altered", "forged"})
STORIES = "stories_differ"


class Age(Enum):
    """How old somebody is held to be on a day; OPEN where it is not known whether they are a child."""

    CHILD = "child"
    ADULT = "adult"
    OPEN = "open"


class Childhood(Enum):
    """Whether somebody is a child, or has to be taken for one.

    UNKNOWN is whose age nothing tells of; where a report speaks of a child, they have to be taken for one.
    """

    CHILD = "child"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    ADULT = "adult"

    @property
    def protects(self) -> bool:
        """Tell whether the person is protected as a child."""
        return self is not Childhood.ADULT


RowsOf = Callable[[str], Iterable[Row]]
"""Returns the live rows of a record of a case by its name."""


@dataclass(frozen=True)
class Ages:
    """What a case tells of the ages of its people, beside what stands of each of them.

    `assessed` are the newest signed assessments by person, those in dispute among them, and `doubted` are those of
    whose age something that was seen throws doubt. `is_child_reported` says that a report speaks of a child, or may. It
    names nobody: it may mean whoever told no age, or one below the `margin`, whatever a paper says. Nobody older is
    taken for a child, so that of a group its children are still told apart.
    """

    today: date
    assessed: Mapping[bytes, Row] = field(default_factory=dict)
    doubted: frozenset[bytes] = frozenset()
    is_child_reported: bool = False
    margin: int = MARGIN

    @classmethod
    def read(cls, today: date, rows: RowsOf, settings: Iterable[Row] = ()) -> "Ages":
        """Return what the rows of a case tell."""
        return cls(
            today,
            _newest_assessments(rows("AgeAssessment")),
            frozenset(_doubts(rows)),
            is_child_reported=is_child_reported(rows("Report")),
            margin=margin_of(settings, today),
        )

    def age(self, person: Row, day: date | None = None) -> Age:
        """Return how old somebody is held to be on a day, today where none is named."""
        when, assessment = day or self.today, self.assessed.get(person.id)
        if assessment is not None and not _is_told(assessment, "disputed_by"):
            return _by_assessment(assessment, when)
        is_doubted = person.id in self.doubted or assessment is not None
        basis = live_values(person, "age_basis")
        if DISPUTED in basis:
            return Age.OPEN
        births = live_values(person, "birth_date")
        if basis <= TOLD_WELL and any(isinstance(one, PartialDate) for one in births):
            found = _youngest(age_by_birth(one, when) for one in births)
            is_doubted = (
                is_doubted or any(map(is_young, live_values(person, "about_age"))) or self._is_meant(births, when)
            )
            return Age.OPEN if found is Age.ADULT and is_doubted else found
        return self._by_looks(person, when, is_doubted=is_doubted, is_stated=basis == OWN_WORDS)

    def is_child(self, person: Row) -> bool:
        """Tell whether somebody is protected as a child: an open age is."""
        return self.age(person) is not Age.ADULT

    def count_children(self, people: Iterable[Row]) -> int:
        """Return how many of these people count as children."""
        return sum(map(self.is_child, people))

    def childhood(self, person: Row, day: date | None = None) -> Childhood:
        """Return whether a person is a child on a day, or has to be taken for one, as lists show it."""
        age = self.age(person, day)
        if age is Age.ADULT:
            return Childhood.ADULT
        youngest = youngest_age(person, day or self.today)
        if age is Age.CHILD or (youngest is not None and youngest < ADULT):
            return Childhood.CHILD
        is_known = youngest is not None or is_age_disputed(person) or person.id in self.assessed
        return Childhood.UNSURE if is_known or self.is_child_reported else Childhood.UNKNOWN

    def _is_meant(self, births: Iterable[object], day: date) -> bool:
        """Tell whether a report of a child may mean somebody born then."""
        born = [one.last_day for one in births if isinstance(one, PartialDate)]
        return self.is_child_reported and any(_years(last, day) < self.margin for last in born)

    def _by_looks(self, person: Row, day: date, *, is_doubted: bool, is_stated: bool) -> Age:
        """Return what follows of about how old somebody is, on the day of the first contact."""
        if is_doubted:
            return Age.OPEN
        least = ADULT if is_stated and not self.is_child_reported else self.margin
        earlier = _years_before(day, _contact_day(person, self.today))
        told = live_values(person, "about_age")
        is_adult = all(isinstance(one, int) and one - earlier >= least for one in told)
        return Age.ADULT if is_adult else Age.OPEN


def age_by_birth(born: object, day: date) -> Age:
    """Return how old somebody born then is on a day: adult by the youngest reading, child by the oldest, else open."""
    if not isinstance(born, PartialDate):
        return Age.OPEN
    if _years(born.last_day, day) >= ADULT:
        return Age.ADULT
    return Age.CHILD if _years(born.first_day, day) < ADULT else Age.OPEN


def margin_of(settings: Iterable[Row], today: date) -> int:
    """Return from which age on somebody who looks it is taken for an adult; of several settings the higher counts."""
    told = [
        years
        for row in find_settings(settings, ADULT_MARGIN, today)
        for one in live_values(row, "length")
        if (years := read_years(one)) is not None
    ]
    return max(told, default=MARGIN)


def read_years(text: object) -> int | None:
    """Return the years of a margin that is written as "30 y"; None for what is none that a margin can be."""
    found = _YEARS.fullmatch(" ".join(text.split()).lower()) if isinstance(text, str) else None
    years = int(found[1]) if found else 0
    return years if MARGIN <= years <= HIGHEST_MARGIN else None


def is_child_reported(reports: Iterable[Row]) -> bool:
    """Tell whether any report says that somebody is under 18, or may be."""
    return any(is_grave(report, "under_18") for report in reports)


def hides_age(person: Row) -> bool:
    """Tell whether what says how old a person is was held back from the reader."""
    return not person.masked.isdisjoint(TELLING)


def youngest_age(person: Row, today: date) -> int | None:
    """Return the lowest age in whole years that the person may have, or None where nothing is known of it."""
    born = cautious_value(person, "birth_date")
    if isinstance(born, PartialDate):
        return max(0, _years(born.last_day, today))
    about = cautious_value(person, "about_age")
    return about if isinstance(about, int) else None


def is_age_disputed(person: Row) -> bool:
    """Tell whether the age is in dispute: somebody says so, or posts answered differently."""
    return bool(TELLING & person.siblings.keys()) or DISPUTED in live_values(person, "age_basis")


def _by_assessment(assessment: Row, day: date) -> Age:
    """Return what a signed assessment says of a day.

    It says how old somebody was when it was done. Of another day it says so only as far as its own ages, or the date of
    birth that it holds to be right, carry: who is an adult now may have been a child before.
    """
    results, done = live_values(assessment, "result"), assessment["at"]
    if "child" not in results and results != {"adult"}:
        return Age.OPEN
    found = Age.CHILD if "child" in results else Age.ADULT
    last = done.last_day if isinstance(done, PartialDate) else day
    if day == last or (day > last) is (found is Age.ADULT):
        return found
    births = live_values(assessment, "birth_date_taken") - {None}
    if births:
        return _youngest(age_by_birth(one, day) for one in births)
    if found is Age.CHILD:
        return found
    ages = live_values(assessment, "lowest")
    earlier = _years_before(day, last)
    return Age.ADULT if all(isinstance(one, int) and one - earlier >= ADULT for one in ages) else Age.OPEN


def _newest_assessments(rows: Iterable[Row]) -> dict[bytes, Row]:
    found: dict[bytes, Row] = {}
    for row in reversed(signed_first(rows)):
        found.update((person, row) for person in _of_people(row))
    return found


def _doubts(rows: RowsOf) -> Iterator[bytes]:
    """Yield of whom a paper, or what was seen of who came with them, makes the age doubtful."""
    for paper in rows("IdentityDocument"):
        if not DOUBTFUL.isdisjoint(live_values(paper, "genuine")):
            yield from _of_people(paper)
    for relation in rows("Relationship"):
        if any(isinstance(one, frozenset) and STORIES in one for one in live_values(relation, "signs")):
            yield from _of_people(relation)


def _of_people(row: Row) -> Iterator[bytes]:
    yield from (one for one in live_values(row, "person") if isinstance(one, bytes))


def _youngest(found: Iterable[Age]) -> Age:
    """Return which of several ages counts: a child before one who may be, and an adult last."""
    ages = set(found)
    return next(one for one in (Age.CHILD, Age.OPEN, Age.ADULT) if one in ages)


def _is_told(row: Row, name: str) -> bool:
    return any(str(one).strip() for one in live_values(row, name) - {None})


def _contact_day(person: Row, today: date) -> date:
    days = [one.last_day for one in live_values(person, "first_contact_on") if isinstance(one, PartialDate)]
    return max(days, default=today)


def _years(born: date, day: date) -> int:
    """Return how many whole years after a birth a day is."""
    return (day.year - born.year) - ((day.month, day.day) < (born.month, born.day))


def _years_before(day: date, later: date) -> int:
    """Return how many years, begun ones among them, a day lies before another; 0 where it does not."""
    return max(0, (later.year - day.year) + ((later.month, later.day) > (day.month, day.day)))
