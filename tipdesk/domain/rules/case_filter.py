"""Which cases a list shows, and how many it would show for each further choice: pure, from what is known of each case.

A filter asks several questions at once (`FACETS`): of which cases, at which stage, of which risk, and so on. A case
answers each with some values, and stands in the list where one of them is chosen in every question that asks. A case in
dispute answers with each of its live values, so it stands in every list to which one of them belongs. Of a case that
the officer may only know to exist nothing is told by a filter either: it is never found by stage, risk or officer, it
stands among the open ones whatever its stage, and never among the closed. One that was moved into another case is not
among the open ones any more, whatever its stage, which stays as it was.

The number beside a choice is the number of cases that the list shows when it is the only choice of its question and
the other questions stay as they are. Both come from `values_of`, so that they cannot differ.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from tipdesk.domain.case_kinds import CaseKind
from tipdesk.domain.rules.caution import CLOSED

MINE, OPEN, SHUT, ALL, RECENT = "mine", "open", "closed", "all", "recent"
BASES = (MINE, OPEN, SHUT, ALL, RECENT)
SPANS_DAYS = (30, 7, 1)
"""Since how many days ago a case was changed; the last is today, since midnight."""
FACETS = ("base", "stages", "risks", "posts", "owners", "child", "disputed", "held", "since")
Answers = frozenset[object]
Tallies = Mapping[str, Mapping[object, int]]
"""By question and value, how many cases the list shows with that choice."""


@dataclass(frozen=True)
class CaseFilter:
    """What is chosen of each question; an empty set, False and 0 choose everything.

    `base` is one of `BASES`. `owners` are officers in charge, None among them for nobody. `child` wants cases in which
    somebody is, or may be, a child, `disputed` those with an answer to settle, and `held` those with a legal hold.
    `since` counts into `SPANS_DAYS`: 1 for the last 30 days, 2 for 7 days, 3 for today.
    """

    base: str = OPEN
    stages: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    owners: frozenset[bytes | None] = frozenset()
    child: bool = False
    disputed: bool = False
    held: bool = False
    since: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is chosen besides the base."""
        return replace(self, base=ALL) != CaseFilter(ALL)

    def wanted(self, facet: str) -> Answers:
        """Return the values that one question lets through; empty where it lets everything through."""
        chosen = getattr(self, facet)
        if isinstance(chosen, frozenset):
            return chosen
        return frozenset((chosen,)) if chosen else frozenset()

    def to_plain(self) -> dict[str, object]:
        """Return the filter as texts, numbers and lists, to be kept."""
        told: dict[str, object] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                told[one.name] = sorted(value, key=str) if isinstance(value, frozenset) else value
        return told

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> "CaseFilter":
        """Return the filter that was kept; what a later release added to it, or cannot be read, is left out."""
        read: dict[str, Any] = {}
        for one in fields(cls):
            value = told.get(one.name)
            if isinstance(value, list):
                value = frozenset(part for part in value if isinstance(part, str | bytes | None))
            if one.name in told and type(value) is type(one.default):
                read[one.name] = value
        made = cls(**read)
        is_known = made.base in BASES and 0 <= made.since <= len(SPANS_DAYS)
        return made if is_known else replace(made, base=OPEN, since=0)


class Known(NamedTuple):
    """What a list knows of a case: its kind, whether more than its being there is told, and whose work it is."""

    kind: CaseKind
    is_open_to_me: bool
    is_mine: bool = False
    is_recent: bool = False


def values_of(known: Known) -> Mapping[str, Answers]:
    """Return what a case answers to each question of `FACETS`."""
    kind, is_told = known.kind, known.is_open_to_me
    bases = {ALL}
    bases |= {MINE} if known.is_mine else set()
    bases |= {RECENT} if known.is_recent else set()
    is_here = not kind.is_moved and any(stage not in CLOSED for stage in kind.stages)
    bases |= {OPEN} if not is_told or is_here else set()
    bases |= {SHUT} if is_told and not CLOSED.isdisjoint(kind.stages) else set()
    nothing: Answers = frozenset()
    marks = {"child": kind.has_child, "disputed": kind.to_settle, "held": kind.is_held}
    return {
        "base": frozenset(bases),
        "stages": frozenset(kind.stages) if is_told else nothing,
        "risks": frozenset(kind.risks) if is_told else nothing,
        "posts": frozenset((kind.post,)),
        "owners": frozenset(kind.owners) if is_told else nothing,
        **{name: frozenset((True,)) if holds and is_told else nothing for name, holds in marks.items()},
        "since": frozenset(range(1, kind.age + 1)),
    }


def takes(asked: CaseFilter, known: Known) -> bool:
    """Tell whether the list shows a case."""
    answers = values_of(known)
    return not any(_misses(asked, facet, answers) for facet in FACETS)


def tally(asked: CaseFilter, cases: Iterable[tuple[Known, int]]) -> Tallies:
    """Return how many cases the list would show with each choice; of each case known so many are alike."""
    counts: dict[str, Counter[object]] = {facet: Counter() for facet in FACETS}
    for known, weight in cases:
        answers = values_of(known)
        missed = [facet for facet in FACETS if _misses(asked, facet, answers)]
        if len(missed) > 1:
            continue
        for facet in missed or FACETS:
            for value in answers[facet]:
                counts[facet][value] += weight
    return counts


def _misses(asked: CaseFilter, facet: str, answers: Mapping[str, Answers]) -> bool:
    wanted = asked.wanted(facet)
    return bool(wanted) and wanted.isdisjoint(answers[facet])
