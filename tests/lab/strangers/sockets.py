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


class _Size(NamedTuple):
    """How many descriptors the server may have, at first and then, and how many sockets of each kind come.

    `slack_seconds`: what a sync may take longer beside all that runs in a test.
    """

    descriptors: int
    then: int
    drips: int
    mute: int
    more: int
    slack_seconds: float = 0.25


MANY = _Size(256, 0, 64, 100, 200), _Size(1024, 0, 255, 300, 800, 0.0)
SPENT = _Size(1024, 64, 0, 50, 100), _Size(1024, 256, 100, 300, 800, 0.0)
"""Short and long: more sockets than it has room for; and than the machine lets it have, which it cannot know."""


def _tried(folder: Path, size: _Size, *, bare: bool) -> Outcome:
    with served(folder, size.descriptors, then=size.then, bare=bare) as server:
        alone = server.honest_seconds(_SYNCS, _PATIENCE)
        before = server.memory_mib
        with flood(server.port, size.drips, size.mute, size.more):
            beside = server.honest_seconds(1 if bare else _SYNCS, _PATIENCE)
            grown = server.memory_mib - before
    logged = server.log.stat().st_size
    is_quick = beside <= MOST_TIMES * alone + size.slack_seconds
    held = is_quick and grown <= MOST_MEMORY_MIB and logged <= MOST_LOG_BYTES
    said = f"a sync took {alone * 1000:.0f} ms alone and {beside * 1000:.0f} ms beside it"
    return Outcome(held, f"{said}, memory grew {grown:.1f} MiB, the log has {logged} bytes")


def _attack(name: str, sizes: tuple[_Size, _Size]) -> Attack:
    return Attack(
        name,
        run=lambda folder, is_long: _tried(folder, sizes[is_long], bare=False),
        control=lambda folder, is_long: _tried(folder, sizes[is_long], bare=True),
    )


ATTACKS = (_attack("sockets", MANY), _attack("descriptors-spent", SPENT))
