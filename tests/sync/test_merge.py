"""Merging: the order of arrival is free, nothing concurrent is lost, and what is shown follows its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.kinds import Merge
from tipdesk.sync.merge import Clock, Pair, displayed, fields_of, is_conflict, is_hidden, live_dots, pairs, write

if TYPE_CHECKING:
    from random import Random

FIELD = 4


class Wrote(NamedTuple):
    """One write of the field: its dot and the dots its author saw live."""

    dot: Pair
    replaces: tuple[Pair, ...]


@st.composite
def histories(draw: st.DrawFn) -> list[Wrote]:
    """Draw a history: three logs; each write sees the live dots of some earlier moment at its author's."""
    replicas: list[set[int]] = [set(), set(), set()]
    wrote: list[Wrote] = []
    for _step in range(draw(st.integers(1, 12))):
        log = draw(st.integers(0, 2))
        for other in draw(st.sets(st.integers(0, 2))):
            replicas[log] |= replicas[other]
        seen = {wrote[place].dot for place in replicas[log]}
        gone = {dot for place in replicas[log] for dot in wrote[place].replaces}
        seq = 1 + sum(one.dot[0] == log for one in wrote)
        wrote.append(Wrote((log, seq), tuple(sorted(seen - gone))))
        replicas[log].add(len(wrote) - 1)
    return wrote


def applied(history: list[Wrote]) -> Clock:
    """Return the clock after these writes, in this order."""
    clock: Clock = {}
    done: set[Pair] = set()
    for one in history:
        flat = [part for dot in one.replaces for part in dot]
        lives = write(clock, FIELD, one.dot, flat, lambda log, seq: (log, seq) in done)
        assert lives == (one.dot in live_dots(clock, FIELD))
        done.add(one.dot)
    return clock


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_free(history: list[Wrote], order: Random) -> None:
    """Any order leaves the same live dots: all that were written less all that a later author had seen."""
    shuffled = list(history)
    order.shuffle(shuffled)
    replaced = {dot for one in history for dot in one.replaces}
    expected = sorted(one.dot for one in history if one.dot not in replaced)
    for arrived in (history, shuffled, history[::-1]):
        clock = applied(arrived)
        assert sorted(live_dots(clock, FIELD)) == expected
        assert ~FIELD not in clock, "every ghost has arrived"


@given(histories(), st.data())
def test_a_ghost_waits_for_its_write(history: list[Wrote], choice: st.DataObject) -> None:
    """A replaced write that has not come yet is remembered, and never lives when it comes."""
    late = choice.draw(st.sampled_from(history))
    clock = applied([one for one in history if one is not late])
    replaced = any(late.dot in one.replaces for one in history)
    ghosts = clock.get(~FIELD, [])
    assert (late.dot in zip(ghosts[::2], ghosts[1::2], strict=True)) == replaced
    assert late.dot not in live_dots(clock, FIELD)


def test_two_who_did_not_see_each_other_both_stay() -> None:
    """Concurrent writes live side by side until somebody who saw both writes."""
    one, other = Wrote((0, 1), ()), Wrote((1, 1), ())
    assert live_dots(applied([one, other]), FIELD) == [(0, 1), (1, 1)]
    assert live_dots(applied([one, other, Wrote((2, 1), (one.dot, other.dot))]), FIELD) == [(2, 1)]


def test_flat_dots_come_one_by_one() -> None:
    """A clock keeps its dots flat; they are read in their order, and there may be none."""
    assert (pairs([]), pairs([3, 1]), pairs((3, 1, 2, 9, 3, 4))) == ([], [(3, 1)], [(3, 1), (2, 9), (3, 4)])


def test_a_clock_lists_fields_and_not_ghosts() -> None:
    """A field of which only a ghost is known is not a field of the row."""
    clock: Clock = {}
    write(clock, 7, (0, 1), [1, 9], lambda _log, _seq: False)
    write(clock, 3, (1, 9), [], lambda _log, _seq: False)
    assert sorted(fields_of(clock)) == [3, 7]
    write(clock, 7, (1, 9), [], lambda _log, _seq: False)
    assert live_dots(clock, 7) == [(0, 1)]


def test_ghosts_of_the_deletion_are_no_field_either() -> None:
    """Field 0, the deletion, is a field of the row like any other once it is written, and not before."""
    assert fields_of({0: [1, 1], 3: [0, 1], ~3: [2, 2]}) == [0, 3]
    assert fields_of({~0: [1, 1], 3: [0, 1]}) == [3]


def test_a_write_that_names_itself_does_not_live() -> None:
    """Merging is total: a malformed write is gone at once, and what else it named is still waited for."""
    clock: Clock = {}
    assert not write(clock, FIELD, (0, 1), [0, 1, 1, 1], lambda _log, _seq: False)
    assert clock == {~FIELD: [1, 1]}
    assert not write(clock, FIELD, (1, 1), [], lambda _log, _seq: False)
    assert clock == {}


def test_two_writes_that_replace_each_other_do_not_live() -> None:
    """Merging is total: a write that was named before it came takes away what it names, and is gone itself."""
    clock: Clock = {}
    assert write(clock, FIELD, (0, 1), [0, 2], lambda _log, _seq: False)
    assert not write(clock, FIELD, (0, 2), [0, 1], lambda _log, _seq: False)
    assert clock == {}


@pytest.mark.parametrize(
    ("clock", "deletions", "expected"),
    [
        ({1: [0, 1]}, [], (False, False)),
        ({1: [0, 1], 0: [1, 1]}, [{(0, 1)}], (True, False)),
        ({1: [0, 1], 2: [0, 2], 0: [1, 1]}, [{(0, 1)}], (False, True)),
        ({1: [0, 1], 0: [1, 1, 2, 1]}, [{(0, 1)}], (False, True)),
        ({1: [0, 1], 0: [1, 1, 2, 1]}, [{(0, 1)}, {(0, 1)}], (True, False)),
        ({1: [0, 1, 0, 2], 0: [1, 1, 2, 1]}, [{(0, 1)}, {(0, 1), (0, 2)}], (False, True)),
        ({0: [1, 1]}, [set()], (True, False)),
    ],
    ids=["not deleted", "all seen", "an edit unseen", "restored beside", "twice deleted", "one missed", "nothing else"],
)
def test_a_deletion_hides_only_what_it_saw(
    clock: Clock, deletions: list[set[Pair]], expected: tuple[bool, bool]
) -> None:
    """A row is hidden while the deletion saw every live write; an edit it did not see is a conflict, never lost."""
    assert is_hidden(clock, deletions) == expected


def rank(code: object) -> int:
    """Return the place of a code in a list of three."""
    return ["low", "medium", "high"].index(str(code))


@pytest.mark.parametrize(
    ("values", "rule", "shown", "conflict"),
    [
        (["a", "b"], Merge.LATEST, "b", True),
        (["a", "a"], Merge.LATEST, "a", False),
        (["a"], Merge.LATEST, "a", False),
        ([], Merge.LATEST, None, False),
        ([None, "a"], Merge.LATEST, "a", True),
        (["a", None], Merge.LATEST, None, True),
        ([["a", "c"], ["b", "a"]], Merge.UNION, ["a", "b", "c"], False),
        ([["c", "a"]], Merge.UNION, ["c", "a"], False),
        ([["a"], {0: 1}], Merge.UNION, {0: 1}, True),
        (["high", "low"], Merge.HIGHEST, "high", True),
        (["high", None], Merge.STRICTEST, "high", True),
        ([None, None], Merge.STRICTEST, None, False),
    ],
)
def test_what_is_shown_follows_the_rule(values: list[object], rule: Merge, shown: object, conflict: bool) -> None:
    """The latest is shown, or the union, the highest, the strictest; what differs is a conflict but in a union."""
    assert displayed(values, rule, rank) == shown
    assert is_conflict(values, rule) == conflict
