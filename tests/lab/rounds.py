"""The harnesses of the laboratory, each as a round of some seconds that a seed lives again.

A round gets a seed and an empty folder and returns what it counted. What is absent here says why in `why_not`.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.lab.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEQUENCES, DEEDS = 100, 60
KILLS, CUTS, LIVES = 30, 30, 40
FLIPS, STORE_FLIPS = 100, 8_000


@dataclass(frozen=True)
class Round:
    """One harness. `why_not` returns why it cannot run on this machine, empty where it can."""

    name: str
    run: Callable[[int, Path], Tally]
    why_not: Callable[[], str] = str


def kill(seed: int, folder: Path) -> Tally:
    """CR1: SIGKILL while the post saves and pushes, or headquarters receives."""
    from tests.lab.homes import make_country
    from tests.lab.kill.harness import Harness
    from tests.lab.power.cutting import cut

    harness = Harness(make_country(folder), random.Random(seed))
    cut(harness, KILLS)
    return Tally(
        figures=Counter(kills=harness.kills, acknowledged=harness.acknowledged), problems=list(harness.problems)
    )


def power(kind: str, seed: int, folder: Path) -> Tally:
    """CR2: the power of the file system under them cut."""
    from tests.lab.power.cutting import cut, under_power

    with under_power(folder, kind, random.Random(seed)) as harness:
        cut(harness, CUTS)
    figures = Counter({"power cuts": harness.kills, "acknowledged": harness.acknowledged})
    return Tally(figures=figures, problems=list(harness.problems))


def careless(seed: int, folder: Path) -> Tally:
    """The control of CR2: with synchronous=OFF a loss must be found, else that is the problem."""
    from tests.lab.kill.child import Plant
    from tests.lab.power.cutting import under_power

    with under_power(folder, "ext4", random.Random(seed), Plant.CARELESS) as harness:
        while not harness.problems and harness.kills < CUTS:
            harness.kill_a_save()
    lost = bool(harness.problems)
    figures = Counter({"power cuts": harness.kills, "losses found": int(lost)})
    return Tally(figures=figures, problems=[] if lost else [f"no loss in {harness.kills} careless cuts"])


def simulation(engine: str, seed: int, _folder: Path) -> Tally:
    """CV1: lives of posts, headquarters and sticks."""
    from tests.lab.simulation.__main__ import ENGINES, fails

    first = 1_000_000 + seed * LIVES
    failed = fails(range(first, first + LIVES), ENGINES[engine](), engine)
    return Tally(figures=Counter(lives=LIVES), problems=failed)


def faults(seed: int, folder: Path) -> Tally:
    """CR3: every I/O point of one deed fails, once and for ever."""
    from tests.lab.faults.deeds import DEEDS
    from tests.lab.faults.harness import Faults

    trying = Faults.of(DEEDS[seed % len(DEEDS)], folder)
    points = trying.points()
    problems = [problem for point in points for problem in trying.fail_at(point)]
    return Tally(
        figures=Counter({"points failed": len(points), f"of {trying.deed.name}": len(points)}), problems=problems
    )


def stale(seed: int, folder: Path) -> Tally:
    """BF3: twelve stale-state attacks on a real post; nothing may go through."""
    from tests.lab.homes import make_country
    from tests.lab.stale.harness import Stale
    from tests.lab.stale.states import make_states

    trying = Stale(folder)
    trying.run_all(make_states(make_country(folder), folder, random.Random(seed)), seed)
    figures = Counter(attacks=sum(trying.noticed.values()), noticed=sum(trying.noticed.values()) - len(trying.problems))
    return Tally(figures=figures, problems=trying.problems)


def flips(seed: int, folder: Path) -> Tally:
    """BF1: one bit of bytes of a home's files, closed and crashed; none may go through."""
    from dataclasses import replace

    from tests.lab.flips.harness import Flips
    from tests.lab.homes import make_country
    from tests.lab.stale.states import make_states

    dice, country = random.Random(seed), make_country(folder)
    trying = Flips(replace(country.post, folder=make_states(country, folder, dice).new), folder / "flips")
    trying.flip_some(dice, FLIPS)
    for _time in range(STORE_FLIPS):
        trying.flip_store(dice.randrange(trying.size("store.db")), 1 << dice.randrange(8))
    return Tally(figures=Counter({"bytes flipped": trying.flips}), problems=trying.problems)


def _no_faults() -> str:
    from tests.lab.faults.harness import why_not

    return why_not()


def throttle(seed: int, folder: Path) -> Tally:
    """Random sequences against the throttle."""
    from tests.lab.throttle.judge import Sequence
    from tests.lab.throttle.machine import Machine

    problems, tries = [], 0
    for number in range(seed * SEQUENCES, (seed + 1) * SEQUENCES):
        sequence = Sequence(Machine(folder / str(number), random.Random(number), marks_boots=bool(number % 2)))
        sequence.run(DEEDS)
        tries += sequence.tries
        problems += [f"sequence {number}: {one}" for one in (*sequence.bypasses, *sequence.withheld)]
    return Tally(figures=Counter(sequences=SEQUENCES, tries=tries), problems=problems)


def _no_power(kind: str) -> str:
    from tests.lab.power.disk import why_not

    return why_not(kind)


ROUNDS: tuple[Round, ...] = (
    Round("kill", kill),
    Round("power-ext4", partial(power, "ext4"), partial(_no_power, "ext4")),
    Round("power-xfs", partial(power, "xfs"), partial(_no_power, "xfs")),
    Round("power-control", careless, partial(_no_power, "ext4")),
    Round("faults", faults, _no_faults),
    Round("stale", stale),
    Round("flips", flips),
    Round("throttle", throttle),
    Round("lives-pure", partial(simulation, "pure")),
    Round("lives-store", partial(simulation, "store")),
)
