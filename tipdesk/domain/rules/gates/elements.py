"""The elements of trafficking in what was recorded of one person: act, means and purpose, each found or missing.

Of a child no means is asked for (Palermo Protocol, Art. 3(c)), so that it counts how old the person was when it began.
While that is open, both branches are given. A victim's consent is no element. Nothing here is a verdict: people decide.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import ADULT
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.findings import ACT, CHILD, FIELDS, MEANS, PURPOSE
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.predicates import age, told
from tipdesk.domain.values import PartialDate


class ChildRule(Enum):
    """Whether the person was a child when it began. DISPUTED is where one answer says so and another denies it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"

    @property
    def is_open(self) -> bool:
        """Tell whether both branches have to be looked at."""
        return self in {ChildRule.UNKNOWN, ChildRule.DISPUTED}


@dataclass(frozen=True)
class Branch:
    """What is missing if the person was a child, or an adult, when it began: codes of the list `element`."""

    as_child: bool
    missing: tuple[str, ...]

    @property
    def is_made_out(self) -> bool:
        """Tell whether every element that this branch asks for was found."""
        return not self.missing


@dataclass(frozen=True)
class Elements:
    """What was found of each element, as the codes of its list, and whether the rule of children applies."""

    acts: frozenset[str]
    means: frozenset[str]
    purposes: frozenset[str]
    child: ChildRule

    @property
    def found(self) -> tuple[str, ...]:
        """The elements that were found, by their codes."""
        held = ((ACT, self.acts), (MEANS, self.means), (PURPOSE, self.purposes), (CHILD, self.child is ChildRule.YES))
        return tuple(code for code, one in held if one)

    @property
    def missing(self) -> tuple[str, ...]:
        """The elements that some branch asks for and that were not found."""
        return max((one.missing for one in self.branches), key=len)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Both branches while the rule of children is open, that of a child first; else the one that counts."""
        if self.child.is_open:
            return (self.branch(as_child=True), self.branch(as_child=False))
        return (self.branch(as_child=self.child is ChildRule.YES),)

    def branch(self, *, as_child: bool) -> Branch:
        """Return what is missing if the person was a child when it began, or if not."""
        asked = (ACT, PURPOSE) if as_child else (ACT, MEANS, PURPOSE)
        return Branch(as_child, tuple(code for code in asked if code not in self.found))


def elements(view: FrozenCase, person: Row, episode: Row | None) -> Elements:
    """Return what was found in one episode of a person; with None nothing was, and only the age is looked at."""
    return all_elements(view, person, () if episode is None else (episode,))


def all_elements(view: FrozenCase, person: Row, episodes: Iterable[Row]) -> Elements:
    """Return what was found in several episodes of a person together; the rule of children is that of the youngest."""
    rows = tuple(episodes)
    found = {name: frozenset[str]().union(*(codes_of(row, name) for row in rows)) for name in FIELDS.values()}
    rules = {_child_rule(view, person, row) for row in rows or (None,)}
    order = (ChildRule.YES, ChildRule.DISPUTED, ChildRule.UNKNOWN, ChildRule.NO)
    return Elements(found["acts"], found["means"], found["purposes"], next(one for one in order if one in rules))


def episodes_of(view: FrozenCase, person: bytes) -> tuple[Row, ...]:
    """Return the episodes of a person, in the order in which they were written."""
    return view.of_person("Episode", person)


def codes_of(row: Row, name: str) -> frozenset[str]:
    """Return every code that stands in a field of several; of answers in dispute each counts."""
    return frozenset(code for one in told(row, name) if isinstance(one, frozenset) for code in one)


def _child_rule(view: FrozenCase, person: Row, episode: Row | None) -> ChildRule:
    """Return the cautious reading of three inputs: a child before one who may be, and an adult only if nothing doubts.

    Where one says child and another adult, it is in dispute, so that both branches are looked at.
    """
    said = set(_said(episode) if episode is not None else ()) | set(_age_then(view, person, episode))
    if said >= {Age.CHILD, Age.ADULT}:
        return ChildRule.DISPUTED
    if Age.CHILD in said:
        return ChildRule.YES
    if "disputed" in told(person, "age_basis"):
        return ChildRule.DISPUTED
    return ChildRule.NO if said == {Age.ADULT} else ChildRule.UNKNOWN


def _said(episode: Row) -> Iterator[Age]:
    """Yield what the episode itself says of the age when it began; what it does not answer says nothing."""
    for years in told(episode, "age_at_start"):
        yield Age.CHILD if isinstance(years, int) and years < ADULT else Age.ADULT
    for answer in told(episode, "child_at_start"):
        yield {"yes": Age.CHILD, "no": Age.ADULT}.get(str(answer), Age.OPEN)


def _age_then(view: FrozenCase, person: Row, episode: Row | None) -> Iterator[Age]:
    """Yield how old the person was on the first and on the last day on which it may have begun.

    Where that is not told, who is a child now was one then; who is an adult now may have been one, which says nothing.
    """
    begun = [one for one in told(episode, "began") if isinstance(one, PartialDate)] if episode is not None else []
    if not begun:
        now = age(view, person)
        yield from () if now is Age.ADULT else (now,)
    for one in begun:
        ages = {age(view, person, one.first_day), age(view, person, one.last_day)}
        yield ages.pop() if len(ages) == 1 else Age.OPEN
