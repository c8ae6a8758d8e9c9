"""Who needs whom among the pinned distributions, as their own metadata says it for one system."""

from __future__ import annotations

from importlib.metadata import Distribution, distribution
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.environment import SetUpError
from installer.packages.pins import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from installer.packages.pins import Pin

PROGRAM, EXTRAS = "tipdesk", frozenset({"hq"})
"""Where it begins: TIPdesk itself, with what headquarters' server needs, since every package has it."""


def find_requirements(
    pins: Iterable[Pin], system: str, *, find: Callable[[str], Distribution] = distribution
) -> dict[str, tuple[str, ...]]:
    """Return what TIPdesk and each pin need directly, by name, on a system of `SYSTEMS`.

    Raises:
        SetUpError: something is needed that is not pinned, or pinned for this system and needed by nothing.
    """
    pinned = {pin.name for pin in pins if system in pin.systems}
    found: dict[str, set[str]] = {}
    ahead = [(PROGRAM, EXTRAS)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while ahead:
        name, extras = ahead.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for need in _needs(find(name), extras, system):
            wanted = canonicalize_name(need.name)
            if wanted not in pinned:
                raise SetUpError(f"{name} needs {wanted} on {system}, which is not pinned: compile the pins again")
            found.setdefault(name, set()).add(wanted)
            ahead.append((wanted, frozenset(need.extras)))
    reached = {name for name, _extras in seen}
    if unneeded := sorted(pinned - reached):
        raise SetUpError(f"pinned, and needed by nothing on {system}: {', '.join(unneeded)}: compile the pins again")
    return {name: tuple(sorted(found.get(name, ()))) for name in sorted(reached)}


def _needs(found: Distribution, extras: frozenset[str], system: str) -> list[Requirement]:
    """Return what a distribution needs with these extras."""
    needs = [Requirement(line) for line in found.requires or ()]
    return [
        need
        for need in needs
        if need.marker is None
        or any(need.marker.evaluate({**SYSTEMS[system], "extra": extra}) for extra in extras or {""})
    ]
