"""The control of the simulation with copied disks: where a second history is told as something else, lives go wrong.

That headquarters takes one for a replay is no such bug: the home is told then by its receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS, SEEDS_TO_FIND_A_BUG
from tests.lab.simulation.world import run
from tipdesk.sync.trust import Judged, Known, SaltKey, joined_salts, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from tipdesk.sync.bundle import Bundle


def asks_salts_first(bundle: Bundle, held: Known, salts_held: Mapping[SaltKey, bytes]) -> Judged:
    """Refuse another history for its salt, by a name that tells nobody what it is."""
    joined_salts(bundle.salts, salts_held)
    return judge(bundle, held, salts_held)


def test_a_copied_disk_that_is_not_called_so_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within some seeds a home goes on beside another one, because nobody is told that it may be a copy."""
    monkeypatch.setattr("tipdesk.services.headquarters.intake.receive_bundle.judge", asks_salts_first)
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))
