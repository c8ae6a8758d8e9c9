"""What headquarters remembers of restores: an epoch that only grows, and what is wanted back of each down-log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import Site, make_site
from tipdesk.domain.errors import UserError
from tipdesk.services.headquarters.ledger.epoch import MARK_BITS, declare_restored, meet_epoch
from tipdesk.services.headquarters.ledger.wanted import note_back, want_back
from tipdesk.services.remembered.office import EPOCH, WANTED
from tipdesk.sync.bundle import DOWN, Inner
from tipdesk.sync.codec import first_down_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR_MS = 365 * 24 * 3600 * 1000
PC = b"pc"


@pytest.fixture
def office() -> Site:
    """An empty headquarters."""
    return make_site(PureEngine(), "headquarters", "HQ", [YEAR_MS * 56], is_headquarters=True)


def test_every_restore_has_an_epoch_of_its_own(office: Site) -> None:
    """Two restores from one backup differ, though the backup knows of neither, and a clock put back lowers nothing."""
    first = declare_restored(office.desk())
    assert declare_restored(office.desk()) > first
    office.clock.wrong_ms = -10 * YEAR_MS
    assert declare_restored(office.desk()) >> MARK_BITS == (first >> MARK_BITS) + 2
    other = make_site(PureEngine(), "headquarters", "HQ", [YEAR_MS * 57], is_headquarters=True)
    assert declare_restored(other.desk()) > first


def test_a_post_that_has_seen_more_raises_the_epoch(office: Site) -> None:
    """A second restore under a slow clock learns from the first post that asks; nonsense teaches it nothing."""
    with office.desk().work() as work:
        for seen, number in ((0, 0), (5, 6), (4, 6), (6, 6), (2**40, 6), (90, 91)):
            meet_epoch(work, seen << MARK_BITS)
            assert EPOCH.get(work) == number << MARK_BITS


def test_two_restores_raised_above_one_number_are_told_apart(office: Site) -> None:
    """Both were put back from one backup under a slow clock and met the same post: their epochs still differ."""
    epochs = set()
    backup = office.store.backup()
    for _restore in range(2):
        office.store.restore(backup, office.next_log())
        declare_restored(office.desk())
        with office.desk().work() as work:
            meet_epoch(work, 2**55)
            epochs.add(EPOCH.get(work))
    assert len(epochs) == 2


def test_only_headquarters_is_declared_restored() -> None:
    """A post has no epoch."""
    with pytest.raises(UserError) as refusal:
        declare_restored(make_site(PureEngine(), "A1", "A", [0]).desk())
    assert refusal.value.code == "not-headquarters"


def stretch(first: int, last: int, prev: bytes, head: bytes) -> Inner:
    """Return the header of a stretch of the PC's down-log."""
    return Inner(
        version=1, kind=DOWN, device=PC, logs=(), log=b"", first=first, last=last, prev=prev, head=head, schema=1
    )


START = first_down_hash(PC)
ONE_WAY = (stretch(1, 4, START, b"h4"), stretch(5, 9, b"h4", b"h9"), stretch(8, 12, b"h7", b"h12"))
OTHER_WAY = (stretch(5, 12, b"h4", b"i12"), stretch(1, 12, START, b"j12"))


@pytest.mark.parametrize(
    ("known", "came", "granted"),
    [
        ((4, b"h4"), ONE_WAY[1:], True),
        ((4, b"h4"), ONE_WAY[:0:-1], True),
        ((4, b"h4"), ONE_WAY[2:], False),
        ((4, b"h4"), ONE_WAY[1:2], False),
        ((4, b"h4"), OTHER_WAY, False),
        ((6, b"i6"), ONE_WAY[1:], False),
        ((6, b"i6"), ONE_WAY, True),
        ((0, START), ONE_WAY, True),
        ((0, START), ONE_WAY[1:], False),
        ((12, b"h12"), (), False),
        ((15, b"h15"), ONE_WAY[1:], False),
        ((15, b"h15"), ONE_WAY, True),
        ((9, b"h9"), ONE_WAY[2:], True),
    ],
)
def test_a_wish_is_granted_by_what_leads_to_the_stated_place(
    known: tuple[int, bytes], came: Sequence[Inner], granted: bool, office: Site
) -> None:
    """In any order, over overlaps, along the device's own way; another way over the same numbers counts for nothing."""
    with office.desk().work() as work:
        want_back(work, PC, known, (12, b"h12"))
        for one in came:
            note_back(work, one, [b"h8", b"h9", b"h10", b"h11", b"h12"] if one.first == 8 else [one.head])
        assert (WANTED.of(PC).get(work) is None) == granted


def test_the_newest_statement_is_what_can_be_proved(office: Site) -> None:
    """A device that was put back meanwhile proves another way; what is known stays what it was."""
    with office.desk().work() as work:
        want_back(work, PC, (4, b"h4"), (12, b"lost"))
        want_back(work, PC, (9, b"x9"), (9, b"h9"))
        wish = WANTED.of(PC).get(work)
        assert wish is not None
        assert (wish.known, wish.stated) == ((4, b"h4"), (9, b"h9"))
        note_back(work, ONE_WAY[1], [b"h9"])
        assert WANTED.of(PC).get(work) is None
        want_back(work, PC, (4, b"h4"), (0, START))
        assert WANTED.of(PC).get(work) is None
