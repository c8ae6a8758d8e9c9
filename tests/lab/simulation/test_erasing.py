"""The control of the simulation with erasures: where something of an erased case stays, lives go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS, SEEDS_TO_FIND_A_BUG
from tests.lab.simulation.world import run
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.sync.pull.arrivals import take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tipdesk.services.desk import UnitOfWork
    from tipdesk.sync.bundle import LogTable, Salt
    from tipdesk.sync.trust import Proved


def keeps_every_salt(
    work: UnitOfWork,
    logs: Sequence[LogTable],
    salts: Sequence[Salt],
    proved: Sequence[Proved],
    received_at: int,
    *,
    chained: bool,
    parked: Sequence[str | None] = (),
) -> int:
    """Take a bundle in with all the salts that it brings."""
    work.ledger.keep_salts({ScopeKey(one.scope, one.key): one.salt for one in salts})
    return take_in(work, logs, salts, proved, received_at, chained=chained, parked=parked)


ERASING, INTAKE = "tipdesk.services.headquarters.erasure", "tipdesk.services.headquarters.intake"
PLANTED: dict[str, tuple[str, Callable[..., object]]] = {
    "headquarters keeps the file of a case that it erases": (f"{ERASING}.erase_case.let_go", lambda _desk: None),
    "a post keeps the file of a case that was erased": (
        "tipdesk.services.sync.sync_now.let_go",
        lambda _desk: None,
    ),
    "what comes late of an erased case stays": (f"{INTAKE}.receive_bundle.erase_late", lambda *_given: None),
    "the salt of an erased case comes back": (
        f"{INTAKE}.receive_bundle.take_in",
        keeps_every_salt,
    ),
    "a down-log that begins anew tells no erasure": (
        "tipdesk.services.headquarters.directory.register_rows._redacted",
        lambda *_given: (),
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bug_of_erasures_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within some seeds a body, a row, a salt, a file or a part is left of a case that is erased."""
    place, bug = PLANTED[planted]
    monkeypatch.setattr(place, bug)
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))
