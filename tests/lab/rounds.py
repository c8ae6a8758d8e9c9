"""The harnesses of the laboratory, each as a round of some seconds that a seed lives again.

A round gets a seed and an empty folder and returns what it counted. What is absent here says why in `why_not`.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.lab.counts import LAB
from tests.lab.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.lab.accidents import Accident

DEEDS = 60
FIRST_LIFE = 1_000_000
"""Where the lives of the laboratory begin, so that none of the tests' lives is lived again."""
DISKS, LEFT = (16, 64), (4_000, 60_000, 600_000)
"""Sizes of disks in MiB, and below how many bytes some are left on them."""


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
    cut(harness, LAB.kills)
    return Tally(
        figures=Counter(kills=harness.kills, acknowledged=harness.acknowledged), problems=list(harness.problems)
    )


def power(kind: str, seed: int, folder: Path) -> Tally:
    """CR2: the power of the file system under them cut."""
    from tests.lab.power.cutting import cut, under_power

    with under_power(folder, kind, random.Random(seed)) as harness:
        cut(harness, LAB.cuts)
    figures = Counter({"power cuts": harness.kills, "acknowledged": harness.acknowledged})
    return Tally(figures=figures, problems=list(harness.problems))


def careless(seed: int, folder: Path) -> Tally:
    """The control of CR2: with synchronous=OFF a loss must be found, else that is the problem."""
    from tests.lab.kill.child import Plant
    from tests.lab.power.cutting import under_power

    with under_power(folder, "ext4", random.Random(seed), Plant.CARELESS) as harness:
        while not harness.problems and harness.kills < LAB.cuts:
            harness.kill_a_save()
    lost = bool(harness.problems)
    figures = Counter({"power cuts": harness.kills, "losses found": int(lost)})
    return Tally(figures=figures, problems=[] if lost else [f"no loss in {harness.kills} careless cuts"])


def simulation(engine: str, lives: int, seed: int, _folder: Path, *, is_attacked: bool = False) -> Tally:
    """CV1: lives of posts, headquarters and sticks, attacked or not."""
    from tests.lab.simulation.__main__ import ENGINES, fails

    first = FIRST_LIFE + seed * lives
    failed = fails(range(first, first + lives), ENGINES[engine](), engine, is_attacked=is_attacked)
    return Tally(figures=Counter(lives=lives), problems=failed)


def faults(seed: int, folder: Path) -> Tally:
    """CR3: I/O points of one deed fail, once and for ever; as many rounds as there are parts have failed every one."""
    from tests.lab.faults.deeds import DEEDS
    from tests.lab.faults.harness import Faults

    parts = [(deed, part) for deed in DEEDS for part in range(deed.parts)]
    deed, part = parts[(seed - 1) % len(parts)]
    with Faults.of(deed, folder) as trying:
        points = trying.points()[part :: deed.parts]
        wrong = [problems for point in points if (problems := trying.fail_at(point))]
    figures = Counter({"points": len(points), "held": len(points) - len(wrong), f"of {deed.name}": len(points)})
    return Tally(figures=figures, problems=[problem for problems in wrong for problem in problems])


def full(seed: int, folder: Path) -> Tally:
    """CR5: every deed on a disk that is full but for some bytes."""
    from tests.lab.faults.deeds import DEEDS
    from tests.lab.full.deed import fail_when_full
    from tests.lab.full.disk import disk_of

    dice, figures, problems = random.Random(seed), Counter[str](), []
    for number, deed in enumerate(DEEDS):
        with disk_of(DISKS[(seed + number) % len(DISKS)], folder / f"disk{number}") as disk:
            said, wrong = fail_when_full(disk, deed, leave=dice.randrange(dice.choice(LEFT)))
        figures.update({"full disks": 1, "done all the same" if said == "done" else "refused by name": 1})
        problems += wrong
    return Tally(figures=figures, problems=problems)


def rekey(seed: int, folder: Path) -> Tally:
    """Removing an officer killed, or refused, at the next points along the way."""
    from tests.lab.accidents import Accident
    from tests.lab.rekey.homes import make_post_of_two, removed
    from tests.lab.rekey.points import problems_at

    post = make_post_of_two(folder)
    points = removed(post.copied(folder / "whole"), Accident.NOTHING, 0).points
    return _accidents(seed, points, partial(problems_at, post, folder))


def put_back(seed: int, folder: Path) -> Tally:
    """A backup put back, killed or refused at the next points along the way."""
    from tests.lab.accidents import Accident
    from tests.lab.put_back.homes import make_post_with_backup, problems_at
    from tests.lab.put_back.homes import put_back as done

    made = make_post_with_backup(folder / "made")
    points = done(made.copied(folder / "whole"), Accident.NOTHING, 0).points
    return _accidents(seed, points, partial(problems_at, made, folder))


def _accidents(seed: int, points: int, problems_at: Callable[[Accident, int], list[str]]) -> Tally:
    from tests.lab.accidents import Accident

    all_of_them = [
        (accident, point)
        for accident in (Accident.KILL, Accident.REFUSE_ONCE, Accident.REFUSE_ON)
        for point in range(1, points + 1)
    ]
    turn = [all_of_them[place % len(all_of_them)] for place in range((seed - 1) * LAB.points, seed * LAB.points)]
    problems = [problem for accident, point in turn for problem in problems_at(accident, point)]
    return Tally(figures=Counter({"points": LAB.points, f"of {len(all_of_them)}": LAB.points}), problems=problems)


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
    """BF1: one bit of bytes of a store."""
    from tests.lab.flips.turns import flip_the_store

    return flip_the_store(seed, folder)


def flips_beside(seed: int, folder: Path) -> Tally:
    """BF1: one bit of every byte of a file beside a store, or of a backup."""
    from tests.lab.flips.turns import flip_beside

    return flip_beside(seed, folder)


def _no_faults() -> str:
    from tests.lab.faults.harness import why_not

    return why_not()


def _no_disk() -> str:
    from tests.lab.full.disk import why_not

    return why_not()


def throttle(seed: int, folder: Path) -> Tally:
    """Random sequences against the throttle."""
    from tests.lab.throttle.judge import Sequence
    from tests.lab.throttle.machine import Machine

    problems, tries = [], 0
    for number in range(seed * LAB.sequences, (seed + 1) * LAB.sequences):
        sequence = Sequence(Machine(folder / str(number), random.Random(number), marks_boots=bool(number % 2)))
        sequence.run(DEEDS)
        tries += sequence.tries
        problems += [f"sequence {number}: {one}" for one in (*sequence.bypasses, *sequence.withheld)]
    return Tally(figures=Counter(sequences=LAB.sequences, tries=tries), problems=problems)


def fuzz(seed: int, folder: Path) -> Tally:
    """F2: every parser of bytes from outside."""
    from tests.lab.fuzz.turns import change_seeds

    return change_seeds(seed, folder)


def fuzz_atheris(seed: int, folder: Path) -> Tally:
    """F2: one parser under atheris."""
    from tests.lab.fuzz.turns import follow_lines

    return follow_lines(seed, folder)


def altered(seed: int, folder: Path) -> Tally:
    """A bundle altered in its next bytes, or at random, comes to headquarters and changes nothing there."""
    from tests.lab.altered import alterations, given_to_headquarters

    with given_to_headquarters(folder) as given:
        before, figures, problems = given.state(), Counter[str](), []
        for bad in alterations(given.bundle, LAB.altered_every, seed, LAB.edits, random.Random(seed)):
            problems += given.problems(bad)
            figures["bundles"] += 1
        if given.state() != before:
            problems.append("an altered bundle changed headquarters")
    return Tally(figures=figures, problems=problems)


def monkey(seed: int, folder: Path) -> Tally:
    """Somebody who presses and types without knowing what it does, on the next of all pages of both windows."""
    from tests.lab.monkey.turns import play_next

    return play_next(seed, folder)


def sheets(seed: int, folder: Path) -> Tally:
    """A sheet of cases with bad rows among its thousands: taken in, mended, given again, and given back."""
    from tests.lab.sheets.trying import problems_of

    return Tally(figures=Counter(rows=LAB.sheet_rows), problems=problems_of(seed, folder, LAB.sheet_rows))


def link(seed: int, folder: Path) -> Tally:
    """A bundle up and answers down over drawn links: slow, far, lossy, silent, and cut again and again."""
    from tests.lab.link.trying import problems_of

    return problems_of(seed, folder, LAB.links)


def strangers(_seed: int, folder: Path) -> Tally:
    """AV1: everything that somebody without a key may try, at full size, each beside its control."""
    from tests.lab.strangers.trying import try_all

    return try_all(folder)


def _no_atheris() -> str:
    from tests.lab.fuzz.turns import why_not

    return why_not()


def _no_power(kind: str) -> str:
    from tests.lab.power.disk import why_not

    return why_not(kind)


ROUNDS: tuple[Round, ...] = (
    Round("kill", kill),
    Round("power-ext4", partial(power, "ext4"), partial(_no_power, "ext4")),
    Round("power-xfs", partial(power, "xfs"), partial(_no_power, "xfs")),
    Round("power-control", careless, partial(_no_power, "ext4")),
    Round("faults", faults, _no_faults),
    Round("full", full, _no_disk),
    Round("rekey", rekey),
    Round("put-back", put_back),
    Round("stale", stale),
    Round("flips", flips),
    Round("flips-beside", flips_beside),
    Round("throttle", throttle),
    Round("sheets", sheets),
    Round("link", link),
    Round("strangers", strangers),
    Round("monkey", monkey),
    Round("fuzz", fuzz),
    Round("fuzz-atheris", fuzz_atheris, _no_atheris),
    Round("altered", altered),
    Round("lives-pure", partial(simulation, "pure", LAB.pure_lives)),
    Round("lives-store", partial(simulation, "store", LAB.store_lives)),
    Round("lives-attacked", partial(simulation, "pure", LAB.attacked_lives, is_attacked=True)),
    Round("lives-attacked-store", partial(simulation, "store", LAB.attacked_store_lives, is_attacked=True)),
)
