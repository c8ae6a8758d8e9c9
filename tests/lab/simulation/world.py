"""One simulated life: a seed decides posts, deeds and accidents; at the end everything heals and the truth is told.

Promises that the same seed, engine and number of steps live the same life. What must hold at the end is in `truths`.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.lab.simulation import accidents, attacks, cloning, custodians, erasing, handing, sharing, writing
from tests.lab.simulation.attacker import Attacker
from tests.lab.simulation.file_truths import find_let_go
from tests.lab.simulation.sites import TICK_MS, Site, found
from tests.lab.simulation.truths import find_problems
from tests.lab.simulation.ways import Stick, StickCarrier, Wire
from tests.lab.simulation.writing import Book
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import SyncReport, sync_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.lab.simulation.engines import Engine

STEPS = 60
MOST_ROUNDS, SETTLED = 12, 5
"""How often everybody syncs in the end at most, and after how often whoever would be told something has been."""
NEWS = ("bundle", "part", "file")
"""What comes and may bring more: a receipt, or headquarters' word about files, does not."""


@dataclass
class World:
    """Everything there is. `cards`: the sets of recovery cards that custodians hold, the last one made first.

    `attacker`: who listens to all of it, in the lives that have one.
    """

    seed: int
    engine: Engine
    dice: random.Random
    headquarters: Site
    sites: list[Site]
    sticks: list[Stick]
    old_sticks: list[dict[str, bytes]] = field(default_factory=list)
    book: Book = field(default_factory=Book)
    story: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    cards: list[int] = field(default_factory=lambda: [1])
    attacker: Attacker | None = None

    @property
    def living(self) -> list[Site]:
        """The PCs of posts that were not revoked, and whose home nobody has let go of."""
        return [site for site in self.sites if not (site.dead or site.gone)]

    @property
    def twins(self) -> list[Site]:
        """The homes that go on beside another one of the same PC, whose disk was copied."""
        devices = Counter(site.device for site in self.living)
        return [site for site in self.living if devices[site.device] > 1]

    def pick(self) -> Site:
        """Return some living PC."""
        site = self.dice.choice(self.living)
        self.tell(f"  {site.name}")
        return site

    def writer(self) -> Site:
        """Return who writes next: a post, at times headquarters."""
        return self.headquarters if self.dice.randrange(6) == 0 else self.pick()

    def sync(self, site: Site) -> SyncReport | None:
        """Let a PC sync over a wire that holds."""
        return sync_by_wire(self, site, 0)

    def tell(self, what: str) -> None:
        """Add a line to the story."""
        self.story.append(what)


def make_world(seed: int, engine: Engine, *, is_attacked: bool = False) -> World:
    """Return a founded country."""
    dice = random.Random(seed)
    headquarters, sites = found(engine, {"A": dice.randint(1, 3), "B": dice.randint(0, 1)})
    stranger = Attacker() if is_attacked else None
    sticks = [Stick(dice, drops=4, heard=stranger) for _one in range(2)]
    return World(seed, engine, dice, headquarters, sites, sticks, attacker=stranger)


def sync_by_wire(world: World, site: Site, drops: int) -> SyncReport | None:
    """One sync over the wire; None when it broke."""
    wire = Wire(world.headquarters.desk(), world.dice, drops, heard=world.attacker)
    try:
        with custodians.watched(world, site):
            report = sync_now(site.desk(), wire, no_step, never)
    except Trouble:
        return None
    except Distrust as refusal:
        if refusal.code not in custodians.LEAVES_A_WAY and not cloning.lets_go(world, site, refusal.code):
            world.problems.append(f"{site.name} was refused: {refusal.code}")
        return None
    if any(cloning.lets_go(world, site, one.reason) for one in report.received):
        return None
    world.problems += [
        f"{site.name} refused what headquarters sent: {one.reason}"
        for one in report.received
        if one.verdict == "refused" and one.reason != custodians.REFUSED_BY_PEOPLE
    ]
    return report


def visit_post(world: World) -> None:
    """A stick comes to a post."""
    site, stick = world.pick(), world.dice.choice(world.sticks)
    try:
        with custodians.watched(world, site):
            report = sync_now(site.desk(), StickCarrier(stick, site.device), no_step, never)
            for one in report.received:
                cloning.lets_go(world, site, one.reason)
    except Trouble:
        world.tell("  the stick was pulled out")
    except Distrust as refusal:
        if refusal.code not in custodians.LEAVES_A_WAY:
            raise
        world.tell("  its keys must be compared first")


def visit_headquarters(world: World) -> None:
    """A stick comes to headquarters."""
    try:
        receive_stick(world.headquarters.desk(), world.dice.choice(world.sticks))
    except Trouble:
        world.tell("  the stick was pulled out")


def go_online(world: World) -> None:
    """A post syncs over a bad wire, unless it is cut off."""
    site = world.pick()
    if site.online:
        sync_by_wire(world, site, world.dice.choice((0, 0, 20, 50)))


DEEDS: dict[str, tuple[int, Callable[[World], None]]] = {
    "open a case": (6, lambda world: writing.open_case(world.pick(), world.book, world.dice)),
    "amend": (30, lambda world: writing.amend(world.writer(), world.book, world.dice)),
    "add a note": (5, lambda world: writing.add_note(world.writer(), world.book, world.dice)),
    "attach": (10, lambda world: writing.attach(world.pick(), world.book, world.dice)),
    "settle": (8, lambda world: writing.settle(world.writer(), world.book, world.dice)),
    "delete or restore": (5, lambda world: writing.delete(world.writer(), world.book, world.dice)),
    "write beside": (4, lambda world: writing.write_beside(world.pick(), world.book, world.dice)),
    "write in the register": (6, lambda world: writing.write_register(world.writer(), world.dice)),
    "sync by wire": (22, go_online),
    "stick at a post": (14, visit_post),
    "stick at headquarters": (12, visit_headquarters),
    "stick copied or old": (4, accidents.change_stick),
    "stick scratched": (2, accidents.scratch_stick),
    "cut off or back": (4, accidents.change_link),
    "crash": (4, accidents.crash),
    "wrong clock": (3, accidents.set_clock),
    "backup": (4, accidents.back_up),
    "a case erased": (3, erasing.erase_case),
    "post restored": (3, accidents.restore_post),
    "headquarters restored": (3, accidents.restore_headquarters),
    "keys renewed": (2, custodians.renew_keys),
    "keys compared": (2, custodians.compare_keys),
    "share": (5, sharing.share),
    "share ended": (3, sharing.end),
    "hand-over offered": (5, handing.offer),
    "hand-over answered": (8, handing.answer),
    "officers": (6, accidents.change_officers),
    "revocation": (1, accidents.revoke),
    "a disk copied": (2, cloning.copy_disk),
}
ATTACKS: dict[str, tuple[int, Callable[[World], None]]] = {
    "enrol again": (6, attacks.enrol_again),
    "attack": (60, attacks.present),
    "keys renewed once more": (4, custodians.renew_keys),
}
"""What happens besides in a life that somebody attacks."""


def live(world: World, steps: int = STEPS) -> None:
    """Let so many deeds and accidents happen."""
    deeds = DEEDS if world.attacker is None else {**DEEDS, **ATTACKS}
    names = list(deeds)
    weights = [deeds[name][0] for name in names]
    for step in range(steps):
        name = world.dice.choices(names, weights)[0]
        world.tell(f"{step}: {name}")
        world.headquarters.clock.true[0] += TICK_MS
        deeds[name][1](world)


def heal(world: World) -> None:
    """Everybody comes home: sticks are read, officers known, links whole; sync until nothing is news.

    People do what the program tells them, and nothing else.
    """
    for stick in world.sticks:
        stick.drops = 0
        receive_stick(world.headquarters.desk(), stick)
    for turn in range(MOST_ROUNDS):
        accidents.know_everybody(world)
        if turn == SETTLED:
            cloning.use_one_home(world)
        reports = [sync_by_wire(world, site, 0) for site in world.living]
        has_acted = custodians.do_as_told(world, reports)
        if not has_acted and not any(report is None or _is_news(report) for report in reports):
            world.problems += [
                f"{site.name} still waits with {report.waiting}"
                for site, report in zip(world.living, reports, strict=True)
                if report is not None and report.waiting
            ]
            return
    world.problems.append("syncing never came to rest")


def _is_news(report: SyncReport) -> bool:
    return bool(report.sent or report.files.parts) or any(one.kind in NEWS for one in report.received)


def run(seed: int, engine: Engine, steps: int = STEPS, *, is_attacked: bool = False) -> World:
    """Live one life and tell what was wrong with it at the end, in `problems`."""
    world = make_world(seed, engine, is_attacked=is_attacked)
    try:
        live(world, steps)
        world.problems += find_let_go(world)
        heal(world)
        world.problems += find_problems(world)
    finally:
        for site in (world.headquarters, *world.sites):
            site.store.close()
    world.problems = list(Counter(world.problems))
    return world
