"""kill -9 at random moments of real saves, pushes and receives: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lab.counts import TEST
from tests.lab.homes import make_country
from tests.lab.kill.child import Plant
from tests.lab.kill.harness import Harness

if TYPE_CHECKING:
    from pathlib import Path

PARTS = 3
KILLS = TEST.kills // PARTS
EARLY_KILLS = 100


@pytest.mark.parametrize("part", range(PARTS))
def test_no_acknowledged_deed_is_lost(part: int, tmp_path: Path) -> None:
    """Every acknowledged save, push and receive is there; the store's checks find nothing, and no half entry."""
    harness = Harness(make_country(tmp_path), random.Random(part))
    for number in range(KILLS):
        if number % 3 == 2:
            harness.kill_a_receive()
        else:
            harness.kill_a_save()
        assert not harness.problems, "\n".join(harness.problems)
    assert harness.kills == KILLS
    assert harness.acknowledged > KILLS, "the children worked"


def test_an_early_acknowledgement_is_found(tmp_path: Path) -> None:
    """The control: acknowledged before the COMMIT, a save is lost within some kills, and the harness says so."""
    harness = Harness(make_country(tmp_path), random.Random(99), Plant.EARLY)
    while not harness.problems and harness.kills < EARLY_KILLS:
        harness.kill_a_save()
    assert any("was acknowledged and the log ends at" in problem for problem in harness.problems)


def test_a_file_that_comes_after_its_row_is_found(tmp_path: Path) -> None:
    """The control: a sealed file that is in its place only after its row is committed is missed within some kills."""
    harness = Harness(make_country(tmp_path), random.Random(98), Plant.LATE)
    while not any("is missing" in problem for problem in harness.problems):
        assert harness.kills < EARLY_KILLS
        harness.kill_a_save()
