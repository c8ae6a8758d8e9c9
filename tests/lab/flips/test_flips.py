"""One flipped bit anywhere in the files of a home is noticed at the next unlock, closed cleanly or crashed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.lab.counts import TEST
from tests.lab.flips.backup import BACKUP_FILES, BackupFlips
from tests.lab.flips.harness import CLOSED_FILES, Flips
from tests.lab.homes import make_country
from tests.lab.stale.states import make_states


@pytest.fixture(scope="module")
def flips(tmp_path_factory: pytest.TempPathFactory) -> Flips:
    """Make one home to flip in."""
    folder = tmp_path_factory.mktemp("flips")
    country = make_country(folder)
    states = make_states(country, folder, random.Random(3))
    return Flips(replace(country.post, folder=states.new), folder / "flips")


def test_flips_of_every_file_are_refused(flips: Flips) -> None:
    """Bytes of store, note, head, receipt and slots drawn at random: each opening is refused by name."""
    flips.flip_some(random.Random(5), TEST.flips)
    assert flips.problems == []
    assert {where.partition(",")[0] for where in flips.noticed} == set(CLOSED_FILES)


def test_flips_of_the_store_are_caught_by_the_cipher(flips: Flips) -> None:
    """Bytes of the store of a crashed home: the cipher finds each, or the rest of the ladder does."""
    dice, before = random.Random(6), flips.flips
    for _time in range(TEST.store_flips):
        flips.flip_store(dice.randrange(flips.size("store.db")), 1 << dice.randrange(8))
    assert flips.problems == []
    assert flips.flips == before + TEST.store_flips


def test_flips_of_a_backup_are_refused(flips: Flips) -> None:
    """Bytes of every file of a backup: none is taken for a good one any more; unflipped it is (control)."""
    dice, backup = random.Random(7), BackupFlips.of(flips.home, flips.folder / "of-backup")
    for name in (*BACKUP_FILES, "store.db"):
        for _time in range(TEST.flips // 6):
            backup.flip(name, dice.randrange(backup.size(name)), 1 << dice.randrange(8))
    assert backup.problems == []
    assert backup.flips == TEST.flips
    assert backup.refused() == ""


def test_a_flip_that_changes_nothing_is_told(flips: Flips) -> None:
    """The control: no bit flipped opens, and the harness lists it as not noticed."""
    flips.flip("store.db", 0, 0, is_closed=True)
    flips.flip("store.db", 0, 0, is_closed=False)
    assert len(flips.problems) == 2
    flips.problems.clear()
