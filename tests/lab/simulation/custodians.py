"""What people do with headquarters' keys in the simulation: renew them with cards, lose cards, compare digits.

Promises that in the end nobody knows more than the program tells: keys are renewed where headquarters' page of keys
says that they must be, and digits are compared where a post says that they changed.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.fakes.keys import FakeKeys
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.keys.office import card_roots
from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, rotate_keyset
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.keys.office.changed_keys import accept_changed_keys, get_changed_keys, refuse_shown_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.fakes.keys import FakeSigner
    from tests.lab.simulation.sites import Site
    from tests.lab.simulation.world import World
    from tipdesk.services.sync.sync_now import SyncReport
    from tipdesk.sync.document import Mark

LEAVES_A_WAY = ("changed-keys",)
"""Refusals of a sync after which people are told what to do: to compare digits."""
REFUSED_BY_PEOPLE = "other-headquarters"
PATIENCE = 3


def renew_keys(world: World) -> None:
    """Custodians renew headquarters' keys, at times with new cards. Where none of theirs is known, they may give up."""
    held = _known_root(world)
    if held is None and world.dice.randrange(PATIENCE):
        world.tell("  these cards are not known here")
        return
    _renew(world, held)


def _known_root(world: World) -> FakeSigner | None:
    """Return the root of the cards that headquarters takes: of the last set made, else of one in a drawer."""
    desk = world.headquarters.desk()
    with desk.read() as reader:
        roots = card_roots(desk, reader)
    held = (FakeKeys.of(f"root {number}").signer for number in world.cards)
    return next((one for one in held if one.public in roots), None)


def _renew(world: World, held: FakeSigner | None) -> None:
    """Without a known root the cards are lost, as they are at times. Old cards are burnt, or lie in a drawer."""
    dice = world.dice
    kind = "lost cards" if held is None or dice.randrange(12) == 0 else "new cards" if dice.randrange(3) == 0 else ""
    root = held
    if kind or root is None:
        number = world.cards[0] + 1
        world.cards = [number, *(world.cards if dice.randrange(2) and kind == "new cards" else ())]
        root = FakeKeys.of(f"root {number}").signer
    recovery = "fake1recovery" + root.public.hex()[:8]
    new = NewKeys(root, recovery, f"fake1unit{dice.random()}", b"unit", held if kind == "new cards" else None)
    world.tell(f"  keyset {rotate_keyset(world.headquarters.desk(), new).number} {kind}")


@contextmanager
def watched(world: World, site: Site) -> Iterator[None]:
    """Note it where a sync makes a post go back to an earlier keyset: only a backup may, or people who compared."""
    before = _held(site)
    try:
        yield
    finally:
        if _held(site) < before:
            world.problems.append(f"{site.name} went back to an earlier keyset")


def _held(site: Site) -> Mark:
    with site.desk().read() as reader:
        return get_keyset(reader).mark


def compare_keys(world: World) -> None:
    """A supervisor rings headquarters about the digits that some post shows."""
    _compare(world, world.pick())


def _compare(world: World, site: Site) -> bool:
    """Pin the root that is shown where headquarters reads out the same digits, else never believe it."""
    desk, office = site.desk(), world.headquarters.desk()
    with desk.read() as reader:
        changed = get_changed_keys(desk, reader)
    digits = see_keys(office).fingerprint
    if changed is None:
        return False
    if changed.shown == digits:
        accept_changed_keys(desk, digits)
    else:
        refuse_shown_keys(desk)
    world.tell(f"  {site.name} has compared: {changed.shown == digits}")
    return True


def do_as_told(world: World, reports: Sequence[SyncReport | None]) -> bool:
    """Do what syncs and pages of keys ask for; tell whether there was anything."""
    compared = [_compare(world, site) for site in world.living]
    refused = [one.reason for report in reports if report for one in report.received]
    if not see_keys(world.headquarters.desk()).is_turned_back and REFUSED_BY_PEOPLE not in refused:
        return any(compared) or any(report.are_keys_apart for report in reports if report)
    _renew(world, _known_root(world))
    return True
