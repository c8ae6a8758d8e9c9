"""Filters of a list of cases: the number beside a choice is the number of cases that the list shows with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipdesk.domain.case_kinds import CaseKind
from tipdesk.domain.rules.case_filter import (
    ALL,
    BASES,
    FACETS,
    MINE,
    OPEN,
    SHUT,
    CaseFilter,
    Known,
    takes,
    tally,
)
from tipdesk.domain.rules.caution import LISTED_OPEN, stages_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGES, RISKS, POSTS, OWNERS = ("reported", "open", "closed"), ("low", "high", ""), ("VFT", ""), (b"a", b"b", None)
PLAIN = CaseKind(("open",), ("low",), (b"a",), "VFT", b"d", False, False, False, False, 1)


def several(values: tuple[object, ...]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return one or two live values."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


KINDS = st.builds(
    CaseKind,
    stages=several(STAGES),
    risks=several(RISKS),
    owners=several(OWNERS),
    post=st.sampled_from(POSTS),
    device=st.just(b"d"),
    is_held=st.booleans(),
    is_restricted=st.just(False),
    has_child=st.booleans(),
    to_settle=st.booleans(),
    age=st.integers(0, 3),
)
CASES = st.lists(st.builds(Known, KINDS, st.booleans(), st.booleans(), st.booleans()), max_size=12)
FILTERS = st.builds(
    CaseFilter,
    base=st.sampled_from(BASES),
    stages=st.frozensets(st.sampled_from(STAGES)),
    risks=st.frozensets(st.sampled_from(RISKS)),
    posts=st.frozensets(st.sampled_from(POSTS)),
    owners=st.frozensets(st.sampled_from(OWNERS)),
    child=st.booleans(),
    disputed=st.booleans(),
    held=st.booleans(),
    since=st.integers(0, 3),
)


def with_choice(asked: CaseFilter, facet: str, value: object) -> CaseFilter:
    """Return the filter with this as the only choice of one question."""
    several_of = isinstance(getattr(asked, facet), frozenset)
    told: Mapping[str, object] = {facet: frozenset((value,)) if several_of else value}
    return replace(asked, **told)  # type: ignore[arg-type] # the facet names its field


@settings(max_examples=120, deadline=None)
@given(CASES, FILTERS)
def test_a_number_is_what_the_list_shows(cases: list[Known], asked: CaseFilter) -> None:
    """For every choice of every question, in whatever filter: its number is the length of the list with it."""
    counts = tally(asked, [(one, 1) for one in cases])
    for facet in FACETS:
        for value, number in counts[facet].items():
            shown = [one for one in cases if takes(with_choice(asked, facet, value), one)]
            assert (facet, value, number) == (facet, value, len(shown))


@given(CASES, FILTERS)
@settings(max_examples=60, deadline=None)
def test_what_may_not_be_told_is_found_by_nothing(cases: list[Known], asked: CaseFilter) -> None:
    """A case that may only be known to exist answers to no stage, risk, officer or mark, and is never closed."""
    hidden = [one._replace(is_open_to_me=False) for one in cases]
    asks = asked.stages or asked.risks or asked.owners or asked.child or asked.disputed or asked.held
    if asks or asked.base == SHUT:
        assert not any(takes(asked, one) for one in hidden)
    assert all(takes(CaseFilter(OPEN), one) for one in hidden)


def test_a_dispute_stands_in_both_lists() -> None:
    """Open by one answer and closed by the other: among the open, the closed, and each of the two stages."""
    case = Known(PLAIN._replace(stages=("open", "closed")), is_open_to_me=True)
    for asked in (CaseFilter(OPEN), CaseFilter(SHUT), CaseFilter(stages=frozenset({"closed"}))):
        assert takes(asked, case)
    assert not takes(CaseFilter(stages=frozenset({"reported"})), case)


def test_a_case_that_is_listed_open_is_an_open_one() -> None:
    """Closed past a rule: among the open ones under a stage of its own, and never among the closed."""
    shown = stages_shown(("closed", "closed_referred"), is_listed_open=True)
    case = Known(PLAIN._replace(stages=shown), is_open_to_me=True)
    for asked in (CaseFilter(OPEN), CaseFilter(ALL), CaseFilter(stages=frozenset({LISTED_OPEN}))):
        assert takes(asked, case)
    for asked in (CaseFilter(SHUT), CaseFilter(ALL, stages=frozenset({"closed"}))):
        assert not takes(asked, case)
    assert stages_shown(("closed", "open"), is_listed_open=True) == ("closed", "open")
    assert stages_shown(("closed",), is_listed_open=False) == ("closed",)


@pytest.mark.parametrize(
    "asked",
    [
        CaseFilter(),
        CaseFilter(MINE, stages=frozenset({"open", "closed"}), child=True, since=2),
        CaseFilter(ALL, owners=frozenset({b"a" * 16, None}), risks=frozenset({""}), held=True, disputed=True),
    ],
)
def test_a_filter_is_kept_as_it_is(asked: CaseFilter) -> None:
    """What is kept of a filter gives the same filter again."""
    assert CaseFilter.from_plain(asked.to_plain()) == asked


@pytest.mark.parametrize(
    "told", [{"base": "later"}, {"since": 99}, {"stages": "open"}, {"child": 1}, {"later": True}, {"posts": [1, "VFT"]}]
)
def test_what_cannot_be_read_is_left_out(told: dict[str, object]) -> None:
    """A filter of a later release, or one that is damaged, never fails: what is not understood asks for nothing."""
    made = CaseFilter.from_plain(told)
    assert made.base in BASES
    assert made in (CaseFilter(), CaseFilter(posts=frozenset({"VFT"})))
