"""The flips of one round: the next bytes of a store, or every byte of one of the files beside it.

A round of the store flips bytes one after the other, each by itself, from where its seed says; so rounds that follow
each other go through a store from end to end, and another bit each time round.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.lab.counts import LAB
from tests.lab.flips.backup import BACKUP_FILES, BackupFlips
from tests.lab.flips.harness import CLOSED_FILES, CRASHED_FILES, Flips
from tests.lab.homes import make_country
from tests.lab.stale.states import make_states
from tests.lab.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.homes import Home

STORE, WHOLE_LADDERS = "store.db", 50
BESIDE = (
    *(("closed", name) for name in CLOSED_FILES if name != STORE),
    *(("crashed", name) for name in CRASHED_FILES if name != STORE),
    *(("backup", name) for name in BACKUP_FILES),
)
"""Where each file lies: in a home that was closed, in one after a crash, in a backup."""


def flip_the_store(seed: int, folder: Path) -> Tally:
    """BF1: the next bytes of a store, each noticed by the cipher or by the rest of the ladder; some by all of it."""
    dice = random.Random(seed)
    trying = Flips(_home(folder, dice), folder / "flips")
    for place in range((seed - 1) * LAB.store_flips, seed * LAB.store_flips):
        trying.flip_store(place % trying.size(STORE), 1 << dice.randrange(8))
    for _time in range(WHOLE_LADDERS):
        trying.flip(
            STORE, dice.randrange(trying.size(STORE)), 1 << dice.randrange(8), is_closed=bool(dice.getrandbits(1))
        )
    figures = Counter({"bytes of a store": LAB.store_flips, "by the whole ladder": WHOLE_LADDERS})
    return Tally(figures=figures, problems=trying.problems)


def flip_beside(seed: int, folder: Path) -> Tally:
    """BF1: every byte of one file; so many rounds as `BESIDE` has lines have flipped every byte of each."""
    dice = random.Random(seed)
    where, name = BESIDE[(seed - 1) % len(BESIDE)]
    home = _home(folder, dice)
    trying: Flips | BackupFlips
    if where == "backup":
        trying = of_backup = BackupFlips.of(home, folder / "flips")
        for place in range(of_backup.size(name)):
            of_backup.flip(name, place, 1 << dice.randrange(8))
    else:
        trying = of_home = Flips(home, folder / "flips")
        for place in range(of_home.size(name)):
            of_home.flip(name, place, 1 << dice.randrange(8), is_closed=where == "closed")
    figures = Counter({"bytes beside a store": trying.flips, f"every byte of {name}, {where}": trying.flips})
    return Tally(figures=figures, problems=trying.problems)


def _home(folder: Path, dice: random.Random) -> Home:
    country = make_country(folder)
    return replace(country.post, folder=make_states(country, folder, dice).new)
