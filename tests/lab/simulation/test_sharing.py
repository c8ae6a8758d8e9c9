"""The control of the simulation with shared cases: where they go, stay or are forgotten wrongly, lives go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS
from tests.lab.simulation.world import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.headquarters.directory.registry import Registry
    from tipdesk.services.ledger import Logged
    from tipdesk.sync.scope import Enrolled

SEEDS = 250
"""A share must have ended before lives differ, so more of them are needed than where any write is merged wrongly."""
FORGETTING, REGISTRY = "headquarters.directory.forgetting", "headquarters.directory.registry.Registry"


def leaves_out_its_own(
    work: UnitOfWork, _registry: Registry, device: Enrolled, _case: bytes, entries: Sequence[Logged]
) -> list[Logged]:
    """Never send a PC what it wrote itself, though it has forgotten it."""
    return [one for one in entries if (log := work.ledger.get_log(one.log)) is None or log.device != device.device]


def begun_at_headquarters(registry: Registry, device: bytes, _case: bytes) -> bool:
    """Take whoever wrote to a case first for its owner, even where it was only shared with them."""
    enrolled = registry.devices.get(device)
    return enrolled is not None and enrolled.post == registry.headquarters


PLANTED = {
    "a post forgets what headquarters has not received": (
        "sync.pull.forget_shared._cases_unreceived",
        lambda _desk, _work: (),
    ),
    "a post forgets files that headquarters lacks": ("sync.pull.forget_shared.find_waiting", lambda _desk, _work: []),
    "a post never forgets": ("sync.sync_now.forget_shared", lambda _desk: 0),
    "a post does not hear that it is to forget": (f"{FORGETTING}._is_to_tell", lambda *_asked: False),
    "a post that is put back is not told again": (
        "headquarters.ledger.meet_log.tell_again",
        lambda _work, _registry, _device: None,
    ),
    "what a post wrote itself is not given back to it": (f"{FORGETTING}.whole_for", leaves_out_its_own),
    "what was written before it was forgotten is kept aside": (f"{REGISTRY}.is_owed", lambda *_asked: False),
    "a case is whose entries come first": (f"{REGISTRY}._is_others", begun_at_headquarters),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bug_of_shares_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within some seeds a case is where it must not be, or not where it must, or a write is lost."""
    place, bug = PLANTED[planted]
    monkeypatch.setattr(f"tipdesk.services.{place}", bug)
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS + 1))
