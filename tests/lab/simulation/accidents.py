"""What goes wrong in the simulation: sticks, links, clocks, power, restored stores, officers unknown, a PC revoked.

Each accident is one function of the world. What a restore has destroyed everywhere is noted in the book at once.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tests.lab.simulation.file_truths import find_let_go
from tests.lab.simulation.sites import Site, officer
from tests.lab.simulation.ways import Stick
from tests.lab.simulation.writing import MOST_BYTES, PERSON, first
from tipdesk.domain.schema import Scope
from tipdesk.services.backups.put_back import begin_again
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, get_post
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.headquarters.ledger.epoch import declare_restored

if TYPE_CHECKING:
    from tests.lab.simulation.world import World
    from tipdesk.domain.changes import Change
    from tipdesk.services.desk import Actor, UnitOfWork

TEN_YEARS_MS = 10 * 365 * 24 * 3600 * 1000
MOST_STICKS = 4


class PowerCutError(Exception):
    """The power went in the middle of a save."""


def change_stick(world: World) -> None:
    """A stick is copied, lost, or an old state of it comes back."""
    dice, stick = world.dice, world.dice.choice(world.sticks)
    kind = dice.randrange(4)
    if kind == 0 and len(world.sticks) < MOST_STICKS:
        world.sticks.append(Stick(dice, dict(stick.files), stick.drops, stick.heard))
    elif kind == 1:
        stick.files.clear()
    elif kind == 2 and world.old_sticks:
        stick.files.update(dice.choice(world.old_sticks))
    else:
        world.old_sticks.append(dict(stick.files))


def scratch_stick(world: World) -> None:
    """One byte of one file on a stick changes, or its end is gone."""
    dice, stick = world.dice, world.dice.choice(world.sticks)
    names = sorted(name for name, content in stick.files.items() if content)
    if names:
        name = dice.choice(names)
        content = bytearray(stick.files[name])
        place = dice.randrange(len(content))
        content[place] ^= 1 << dice.randrange(8)
        stick.files[name] = bytes(content) if dice.randrange(2) else bytes(content[:place])


def change_link(world: World) -> None:
    """A post is cut off, or comes back."""
    site = world.pick()
    site.online = not site.online


def crash(world: World) -> None:
    """The power goes in the middle of a save, once its file was taken in: nothing of it was ever there."""
    site = world.pick()
    case, row = site.ids.new_id(), site.ids.new_id()
    site.desk().files.take_in(FakeSource("scan.png", world.dice.randbytes(MOST_BYTES)))
    with suppress(PowerCutError):
        _save_in_the_dark(site, case, first(PERSON, row, world.dice))
    site.store.restart()
    with site.desk().read() as reader:
        if reader.get_row(PERSON, row) is not None:
            world.problems.append(f"{site.name} kept half a save")


def _save_in_the_dark(site: Site, case: bytes, change: Change) -> None:
    with site.desk().work() as work:
        work.append(Scope.CASE, case, [change])
        raise PowerCutError


def set_clock(world: World) -> None:
    """A clock jumps by up to ten years."""
    site = world.dice.choice([world.headquarters, *world.living])
    site.clock.wrong_ms = world.dice.randint(-TEN_YEARS_MS, TEN_YEARS_MS)


def back_up(world: World) -> None:
    """Somebody copies a store."""
    site = world.dice.choice([world.headquarters, *world.living])
    site.backups = [*site.backups[-1:], (site.store.backup(), site.log)]


def restore_post(world: World) -> None:
    """A post's store is put back from a copy, and goes on in a new log."""
    site = world.pick()
    if site.backups:
        copy, closed = world.dice.choice(site.backups)
        _put_back(world, site, copy)
        begin_again(site.desk(), closed)
        world.tell(f"  {site.name} is back")
        _excuse(world)


def restore_headquarters(world: World) -> None:
    """Headquarters' store is put back from a copy."""
    site = world.headquarters
    if site.backups:
        _put_back(world, site, world.dice.choice(site.backups)[0])
        world.tell(f"  the new epoch is {declare_restored(site.desk())}")
        if world.attacker is not None:
            world.attacker.forget_what_was_lost()
        _excuse(world)


def _put_back(world: World, site: Site, copy: object) -> None:
    """Put a copy back; at times the home of before lies there still, and its files with it."""
    world.problems += find_let_go(world)
    site.log = site.next_log()
    site.store.restore(copy, site.log, keeps_files=bool(world.dice.randrange(2)))
    site.looked.clear()
    here = {(site.name, content) for content in site.desk().files.find_held()}
    world.book.kept = {one for one in world.book.kept if one[0] != site.name or one in here}


def _excuse(world: World) -> None:
    """What no living store holds any more, and no stick is counted for, may be gone, and files that none has whole."""
    with_all = [world.headquarters, *world.living]
    missing = {wrote.dot for wrote in world.book.wrote} - world.book.excused
    for site in with_all:
        with site.desk().work() as work:
            missing = {dot for dot in missing if (one := work.ledger.get_entry(*dot)) is None or one.body is None}
    world.book.excused |= missing
    held = {content for site in with_all for content in site.desk().files.find_held()}
    world.book.lost = world.book.files.keys() - held  # some of their parts may be somewhere


def change_officers(world: World) -> None:
    """An officer whom headquarters does not know begins to write; or headquarters disables one; or knows all."""
    kind = world.dice.randrange(3)
    if kind == 0:
        site = world.pick()
        site.actor = officer(f"{site.name}-{world.dice.randrange(3)}")
    elif kind == 1:
        with world.headquarters.desk().work() as work:
            _set_disabled(world, work, world.pick().actor)
    else:
        know_everybody(world)


def _set_disabled(world: World, work: UnitOfWork, actor: Actor) -> None:
    row = work.get_row(OFFICER, actor.officer)
    if row is not None:
        write_directory(world.headquarters.desk(), work, [change_of(OFFICER, row.id, {"disabled": True}, row)])


def know_everybody(world: World) -> None:
    """Headquarters knows and enables every officer, and remembers whom it revoked."""
    desk = world.headquarters.desk()
    with desk.work() as work:
        for site in world.sites:
            for actor in (officer(site.name), *(officer(f"{site.name}-{number}") for number in range(3))):
                row = work.get_row(OFFICER, actor.officer)
                if row is None:
                    given = {"login": actor.login, "post": get_post(work, site.post).id, "roles": sorted(actor.roles)}
                    write_directory(desk, work, [change_of(OFFICER, actor.officer, given)])
                elif row["disabled"] is True:
                    write_directory(desk, work, [change_of(OFFICER, row.id, {"disabled": False}, row)])
    for site in world.sites:
        with desk.read() as reader:
            device = reader.get_row(DEVICE, site.device)
        if site.dead and device is not None and device["revoked_from"] is None:
            revoke_device(desk, site.device)


def revoke(world: World) -> None:
    """A PC was stolen: it is revoked and never heard again; what it had not sent is gone with it."""
    if len(world.living) > 1:
        site = world.pick()
        site.dead = True
        revoke_device(world.headquarters.desk(), site.device)
        world.tell(f"  {site.name} is revoked")
        _excuse(world)
