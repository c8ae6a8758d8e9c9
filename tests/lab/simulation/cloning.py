"""A PC whose disk is copied: two homes go on from one copy, as one device and in one log, and neither knows it.

Headquarters goes on with the history that it hears first and refuses the other as a fork. What people do then is what
the program tells them: whoever is refused rings, works on at the other home, and lets go of the own one. What that one
alone has is lost with it, and nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.clock import FakeIds
from tests.lab.simulation.accidents import excuse
from tests.lab.simulation.engines import Birth
from tests.lab.simulation.sites import SiteClock

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World

FORKED = frozenset({"fork", "receipt-fork"})
"""What a home is told that is not the one with which headquarters goes on."""


def copy_disk(world: World) -> None:
    """Some PC's disk is copied, once in a life that nobody attacks, and both are used."""
    if world.attacker is not None or any(site.is_copy for site in world.sites):
        return
    site = world.pick()
    name = f"{site.name}-copy"
    clock = SiteClock(site.clock.true, site.clock.wrong_ms)
    ids = FakeIds(int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], "big"))
    store = world.engine.make(Birth(site.device, site.log, clock, ids, is_headquarters=False))
    store.become(site.store.backup())
    copy = replace(
        site,
        name=name,
        person=site.person or site.name,
        store=store,
        clock=clock,
        ids=ids,
        is_copy=True,
        looked=[],
        backups=[],
    )
    world.sites.append(copy)


def lets_go(world: World, site: Site, code: str) -> bool:
    """Let go of a home that is told that it is not the only one of its PC; tell whether it was."""
    others = [one for one in world.living if one.device == site.device and one is not site]
    if code not in FORKED or not others:
        return False
    _let_go(world, site, code)
    return True


def use_one_home(world: World) -> None:
    """Use one PC of two in the end where one of them was put back: that one, now that the other has sent what it has.

    In two logs they tell no two histories, so that nobody is told; each would be sent all of it again for ever.
    """
    twins = world.twins
    if len({site.log for site in twins}) > 1:
        for site in sorted(twins, key=lambda one: (one.logs, not one.is_copy))[:-1]:
            _let_go(world, site, "another one was put back")


def _let_go(world: World, site: Site, why: str) -> None:
    site.gone = True
    world.tell(f"  {site.name} is let go of: {why}")
    world.book.kept = {one for one in world.book.kept if one[0] != site.name}
    excuse(world)
