"""The control of the simulation with hand-overs: where a case does not follow its hand-over, lives go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS
from tests.lab.simulation.world import run
from tipdesk.services.directory.shares import SHARE

if TYPE_CHECKING:
    import pytest

SEEDS = 60


def test_a_case_that_does_not_follow_its_hand_over_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headquarters hears of an offer and gives the case to nobody: a post lacks what it should hold."""
    place = "tipdesk.services.headquarters.directory.forgetting._SAYING"
    monkeypatch.setattr(place, frozenset({SHARE.number}))
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS + 1))
