"""A flood of sockets at headquarters' door: a post beside it ends its sync, and neither memory nor log grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.lab.strangers.attack import Attack, Outcome
from tests.lab.strangers.flood import flood
from tests.lab.strangers.served import served

if TYPE_CHECKING:
    from pathlib import Path

MOST_TIMES = 2.0
MOST_MEMORY_MIB = 100.0
MOST_LOG_BYTES = 1_000_000
_SYNCS = 5
_PATIENCE = 2.0
_KIB = 1024


class _Size(NamedTuple):
    """How many descriptors the server may have, at first and then, and how many sockets of each kind come."""

    descriptors: int
    then: int
    drips: int
    mute: int
    more: int


SHORT, LONG = _Size(256, 0, 64, 100, 200), _Size(1024, 0, 255, 300, 800)
SCARCE_SHORT, SCARCE_LONG = _Size(1024, 64, 0, 50, 100), _Size(1024, 256, 100, 300, 800)


def _tried(folder: Path, size: _Size, *, bare: bool) -> Outcome:
    with served(folder, size.descriptors, then=size.then, bare=bare) as server:
        alone = server.honest_seconds(_SYNCS, _PATIENCE)
        before = server.memory_kib
        with flood(server.port, size.drips, size.mute, size.more):
            beside = server.honest_seconds(1 if bare else _SYNCS, _PATIENCE)
            grown = (server.memory_kib - before) / _KIB
    logged = server.log.stat().st_size
    held = beside <= MOST_TIMES * alone and grown <= MOST_MEMORY_MIB and logged <= MOST_LOG_BYTES
    said = f"a sync took {alone * 1000:.0f} ms alone and {beside * 1000:.0f} ms beside it"
    return Outcome(held, f"{said}, memory grew {grown:.1f} MiB, the log has {logged} bytes")


SPENT = Attack(
    "descriptors-spent",
    run=lambda folder, is_long: _tried(folder, SCARCE_LONG if is_long else SCARCE_SHORT, bare=False),
    control=lambda folder, is_long: _tried(folder, SCARCE_LONG if is_long else SCARCE_SHORT, bare=True),
)
ATTACK = Attack(
    "flood-of-sockets",
    run=lambda folder, is_long: _tried(folder, LONG if is_long else SHORT, bare=False),
    control=lambda folder, is_long: _tried(folder, LONG if is_long else SHORT, bare=True),
)
