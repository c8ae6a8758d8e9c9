"""What headquarters knows after it was put back from a backup: its epoch, and what it wants back from a device."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_store
from tipdesk.services.headquarters.ledger.epoch import MARK_BITS, begin_epoch, meet_epoch
from tipdesk.services.headquarters.ledger.wanted import note_back, want_back
from tipdesk.services.remembered.office import EPOCH, WANTED
from tipdesk.services.remembered.shapes import Wish
from tipdesk.sync.bundle import DOWN, VERSION, Inner
from tipdesk.sync.codec import first_down_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.desk import UnitOfWork

DEVICE = b"device-of-post-1"
SECONDS = 1_795_000_000
MARK = 0b1010_1100_1111_0000_1001


@pytest.fixture
def work() -> Iterator[UnitOfWork]:
    """A unit of work at headquarters."""
    with make_store(9, is_headquarters=True).work(make_actor()) as unit:
        yield unit


def test_an_epoch_begins_with_the_clock(work: UnitOfWork) -> None:
    """Nought before any restore; then the seconds of the restore with its mark, cut to its bits."""
    assert EPOCH.get(work) == 0
    assert begin_epoch(work, SECONDS, MARK) == SECONDS << 20 | MARK
    assert MARK_BITS == 20
    assert begin_epoch(work, SECONDS + 5, MARK | 1 << 20 | 1 << 40) == SECONDS + 5 << 20 | MARK
    assert EPOCH.get(work) == (SECONDS + 5) << 20 | MARK


@pytest.mark.parametrize("seconds", [0, 7, SECONDS - 10, SECONDS])
def test_an_epoch_only_grows(work: UnitOfWork, seconds: int) -> None:
    """A clock that stands still or went back begins the very next number."""
    begin_epoch(work, SECONDS, MARK)
    assert begin_epoch(work, seconds, 3) == (SECONDS + 1) << 20 | 3


def test_an_epoch_rises_above_what_a_post_has_seen(work: UnitOfWork) -> None:
    """Above a higher one, keeping this restore's mark; an equal, a lower, an unreasonable one change nothing."""
    own = begin_epoch(work, SECONDS, MARK)
    for seen in (0, own - 1, own, 2**60, 2**63):
        meet_epoch(work, seen)
        assert EPOCH.get(work) == own
    meet_epoch(work, own + 1)
    assert EPOCH.get(work) == (SECONDS + 1) << 20 | MARK
    meet_epoch(work, 2**60 - 1)
    assert EPOCH.get(work) == 2**40 << 20 | MARK


def place(seq: int) -> tuple[int, bytes]:
    """Return a place of the way that the device went."""
    return seq, b"%032d" % seq if seq else first_down_hash(DEVICE)


def stretch(first: int, last: int) -> tuple[int, int, bytes, bytes]:
    """Return a stretch of that way."""
    return first, last, place(first - 1)[1], place(last)[1]


@pytest.mark.parametrize(
    ("known", "stated", "came", "granted"),
    [
        (3, 3, [], True),
        (3, 5, [], False),
        (3, 5, [(4, 5)], True),
        (3, 5, [(4, 4)], False),
        (3, 5, [(5, 5)], False),
        (3, 5, [(4, 4), (5, 5)], True),
        (3, 7, [(4, 5), (6, 7)], True),
        (3, 7, [(4, 5), (7, 7)], False),
        (3, 7, [(4, 9)], True),
        (3, 7, [(4, 7)], True),
        (3, 7, [(7, 9), (4, 6)], True),
        (3, 7, [(8, 9), (4, 6)], False),
        (0, 2, [(1, 2)], True),
        (0, 2, [(2, 2)], False),
        (3, 5, [(1, 5)], True),
        (0, 0, [], True),
    ],
)
def test_a_wish_is_granted_by_a_whole_way(
    known: int, stated: int, came: list[tuple[int, int]], *, granted: bool
) -> None:
    """Stretches in any order lead from the stated place back to the known one, or to the beginning, without a hole."""
    for order in permutations([stretch(*one) for one in came]):
        assert Wish(place(known), place(stated), order).is_granted() is granted


def test_another_way_over_the_same_numbers_grants_nothing() -> None:
    """A stretch that ends at the number but not at the hash of the stated place is of another history."""
    assert not Wish(place(3), (5, b"x" * 32), (stretch(4, 5),)).is_granted()
    assert not Wish((3, b"x" * 32), place(5), (stretch(4, 5),)).is_granted()
    assert Wish(place(3), place(7), (stretch(4, 9), (4, 9, b"x" * 32, b"y" * 32))).is_granted()


def back(work: UnitOfWork, first: int, last: int) -> None:
    """Take in a stretch that the device sends back."""
    inner = Inner(VERSION, DOWN, DEVICE, (), b"", first, last, place(first - 1)[1], place(last)[1], 1)
    note_back(work, inner, [place(seq)[1] for seq in range(first, last + 1)])


def test_what_is_wanted_comes_back_in_parts(work: UnitOfWork) -> None:
    """It stands until the whole way is there; a part that comes twice counts once, an overlap not at all."""
    back(work, 1, 2)
    assert WANTED.of(DEVICE).get(work) is None
    want_back(work, DEVICE, place(3), place(9))
    assert WANTED.of(DEVICE).get(work) == Wish(place(3), place(9))
    back(work, 8, 9)
    back(work, 8, 9)
    assert WANTED.of(DEVICE).get(work) == Wish(place(3), place(9), (stretch(8, 9),))
    back(work, 2, 5)
    assert WANTED.of(DEVICE).get(work) == Wish(place(3), place(9), (stretch(8, 9), stretch(4, 5)))
    back(work, 6, 7)
    assert WANTED.of(DEVICE).get(work) is None


def test_the_newest_statement_counts(work: UnitOfWork) -> None:
    """What was known first stays known; a device that is not even as far is asked for everything."""
    want_back(work, DEVICE, place(3), place(9))
    want_back(work, DEVICE, place(8), place(7))
    assert WANTED.of(DEVICE).get(work) == Wish(place(3), place(7))
    want_back(work, DEVICE, place(8), place(3))
    assert WANTED.of(DEVICE).get(work) == Wish((0, first_down_hash(DEVICE)), place(3))
    assert WANTED.of(b"another-device-1").get(work) is None
