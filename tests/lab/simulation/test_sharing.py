"""The control of the simulation with shared cases: where they go, stay or are forgotten wrongly, lives go wrong."""

from __future__ import annotations

import pytest

from tests.lab.simulation import world
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS, SEEDS_TO_FIND_A_BUG

OFTEN = {"share": 30, "share ended": 24, "post restored": 8, "backup": 8}
"""How often things happen in these lives: a share must have ended before lives differ."""
FORGETTING = "headquarters.directory.forgetting"


PLANTED = {
    "a post never forgets": ("sync.sync_now.forget_shared", lambda _desk: 0),
    "a post does not hear that it is to forget": (f"{FORGETTING}._is_to_tell", lambda *_asked: False),
    "a case is not sent whole": (f"{FORGETTING}.whole_for", lambda *_asked: []),
    "headquarters does not hear that it is forgotten": (
        "headquarters.intake.receive_bundle.note_forgotten",
        lambda *_asked: False,
    ),
}
"""What is rarer than that within a life is proved in `tests/services/test_sharing_routed`."""


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bug_of_shares_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within some seeds a case is where it must not be, or not where it must, or nobody knows that it is gone."""
    place, bug = PLANTED[planted]
    monkeypatch.setattr(f"tipdesk.services.{place}", bug)
    for name, weight in OFTEN.items():
        monkeypatch.setitem(world.DEEDS, name, (weight, world.DEEDS[name][1]))
    lives = (world.run(seed, PureEngine(), PURE_STEPS) for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))
    assert any(life.problems for life in lives)


def test_lives_full_of_shares_come_together() -> None:
    """Without a planted bug the same lives end well."""
    with pytest.MonkeyPatch.context() as patch:
        for name, weight in OFTEN.items():
            patch.setitem(world.DEEDS, name, (weight, world.DEEDS[name][1]))
        assert [life.problems for life in (world.run(seed, PureEngine(), PURE_STEPS) for seed in range(1, 31))] == [
            []
        ] * 30
