"""Stale states put back: every one is noticed while a head survives outside; the one that cannot be is shown, too."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.lab.homes import make_country
from tests.lab.kill.child import document
from tests.lab.stale.attacks import ATTACKS, EVERYTHING
from tests.lab.stale.harness import Stale
from tests.lab.stale.states import States, make_states
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    """Make two states of one post, once."""
    folder = tmp_path_factory.mktemp("states")
    return make_states(make_country(folder), folder, random.Random(11))


def test_twelve_attacks_are_noticed(states: States, tmp_path: Path) -> None:
    """Each attack, twice with other dice: refused with exit 4 by some rung of the ladder."""
    stale = Stale(tmp_path)
    for seed in (1, 2):
        stale.run_all(states, seed)
    assert stale.problems == []
    assert sum(stale.noticed.values()) == 2 * len(ATTACKS) == 24


def test_what_is_right_is_not_refused(states: States, tmp_path: Path) -> None:
    """The later state itself, closed or crashed, opens with the words of the shift register: no false alarm."""
    stale = Stale(tmp_path)
    for state in (states.new, states.crashed):
        assert stale.strike(states, partial(_put, state), 1, words=states.words) == ""


def _put(state: Path, _states: States, home: Path, _dice: random.Random) -> None:
    shutil.copytree(state, home)


def test_the_one_state_that_nobody_here_can_tell(states: States, tmp_path: Path) -> None:
    """The control: all files put back together and nothing in the register. The harness misses it, as it must."""
    assert Stale(tmp_path).strike(states, EVERYTHING, 1) == ""


def test_headquarters_tells_it_at_first_contact(states: States, tmp_path: Path) -> None:
    """The same state goes on writing: headquarters, which has received what came after, finds two histories."""
    home = tmp_path / "post"
    shutil.copytree(states.old, home)
    post = replace(states.country.post, folder=home).open()
    new_case(post.desk, document(1))
    stick = tmp_path / "stick"
    stick.mkdir()
    with post.carrier(stick=stick) as carrier:
        sync_now(post.desk, carrier, no_step, never)
    office = states.country.headquarters.open()
    verdicts = {one.verdict.value for one in receive_stick(office.desk, office.stick(stick))}
    office.close()
    post.close()
    assert verdicts == {"fork"}
