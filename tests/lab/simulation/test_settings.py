"""What headquarters remembers of restores: an epoch that only grows, and what is wanted back of each down-log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import Site, make_site
from tipdesk.domain.errors import UserError
from tipdesk.services.headquarters.declare_restored import declare_restored
from tipdesk.services.headquarters.epoch import MARK_BITS, get_epoch, meet_epoch
from tipdesk.services.headquarters.wanted import get_wanted, note_back, want_back

if TYPE_CHECKING:
    from tipdesk.services.desk import UnitOfWork

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
            assert get_epoch(work) == number << MARK_BITS


def test_two_restores_raised_above_one_number_are_told_apart(office: Site) -> None:
    """Both were put back from one backup under a slow clock and met the same post: their epochs still differ."""
    epochs = set()
    backup = office.store.backup()
    for _restore in range(2):
        office.store.restore(backup, office.next_log())
        declare_restored(office.desk())
        with office.desk().work() as work:
            meet_epoch(work, 2**55)
            epochs.add(get_epoch(work))
    assert len(epochs) == 2


def test_only_headquarters_is_declared_restored() -> None:
    """A post has no epoch."""
    with pytest.raises(UserError) as refusal:
        declare_restored(make_site(PureEngine(), "A1", "A", [0]).desk())
    assert refusal.value.code == "not-headquarters"


def wanted(work: UnitOfWork, first: int, last: int) -> int:
    """Note what came back; return what is wanted then."""
    note_back(work, PC, first, last)
    return get_wanted(work, PC)


def test_what_is_wanted_shrinks_as_it_comes_back(office: Site) -> None:
    """Stretch by stretch, overlapping or again; a later one alone fills no hole; a second wish widens the first."""
    with office.desk().work() as work:
        assert wanted(work, 1, 9) == 0
        want_back(work, PC, 4, 3)
        assert get_wanted(work, PC) == 0
        want_back(work, PC, 4, 12)
        assert [wanted(work, *stretch) for stretch in ((7, 9), (1, 3), (1, 6), (5, 6), (7, 9))] == [4, 4, 7, 7, 10]
        want_back(work, PC, 2, 14)
        assert get_wanted(work, PC) == 2
        assert wanted(work, 1, 13) == 14
        assert wanted(work, 14, 20) == 0
