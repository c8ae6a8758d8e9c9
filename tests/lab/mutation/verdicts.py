"""What became of every mutant: kept from one run to the next, one line for each function.

Promises that a verdict holds for the function as it was when it was tried: the fingerprint of the function is part of
the key, so a changed function starts untried and what no longer exists is dropped. A verdict is one letter, in the
order in which `mutants` lists the mutants of the unit.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.lab.mutation.mutants import Mutant

UNTRIED = "."
KILLED = "k"
TIMED_OUT = "t"  # twice, the second time with twice the time: the program hangs
SURVIVED = "S"
LIVED_SO_FAR = "s"  # through the tests that were asked, which were not all
UNREACHED = "U"  # no test of the area executes the line
DEAD = (KILLED, TIMED_OUT)
FEWEST_WORDS = 4
ALIVE = (SURVIVED, LIVED_SO_FAR, UNREACHED)


@dataclass
class Verdicts:
    """The verdicts on the mutants of some files, by the name of the mutant, and the seconds that trying them took."""

    letters: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def of(self, mutant: Mutant) -> str:
        """Return the verdict on a mutant."""
        return self.letters.get(mutant.name, UNTRIED)


def read_verdicts(path: Path, mutants: Iterable[Mutant]) -> Verdicts:
    """Read what is kept of the mutants that exist."""
    if not path.exists():
        return Verdicts()
    kept = json.loads(path.read_text("utf-8"))
    found = Verdicts(seconds=float(kept["seconds"]))
    for unit, members in _by_unit(mutants):
        letters = kept["units"].get(unit, "")
        if len(letters) == len(members):
            found.letters |= {one.name: letter for one, letter in zip(members, letters, strict=True)}
    return found


def keep_verdicts(path: Path, verdicts: Verdicts, mutants: Iterable[Mutant]) -> None:
    """Write the verdicts on the mutants that exist, whole or not at all; what nobody tried is left out."""
    lines = {unit: "".join(verdicts.of(one) for one in members) for unit, members in _by_unit(mutants)}
    units = {unit: letters for unit, letters in sorted(lines.items()) if letters.strip(UNTRIED)}
    fresh = path.with_suffix(".part")
    fresh.write_text(json.dumps({"seconds": round(verdicts.seconds), "units": units}, indent=1) + "\n", "utf-8")
    fresh.replace(path)


def read_reasons(folder: Path) -> dict[str, str]:
    """Read why some mutants change nothing that anybody could observe: a sentence by the name of the mutant.

    The folder has a file for each area.
    """
    reasons: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        reasons |= tomllib.loads(path.read_text("utf-8"))
    return reasons


def stale_reasons(reasons: dict[str, str], mutants: Iterable[Mutant], verdicts: Verdicts) -> list[str]:
    """Return the reasons that speak of no living mutant, and those that are none."""
    known = {one.name: one for one in mutants}
    stale = []
    for name, reason in reasons.items():
        if name not in known:
            stale.append(f"{name}: there is no such mutant any more; argue it again or drop the reason")
        elif verdicts.of(known[name]) in DEAD:
            stale.append(f"{name}: a test kills it, so it is no equivalent")
        elif len(reason.split()) < FEWEST_WORDS:
            stale.append(f"{name}: the reason says nothing")
    return stale


@dataclass(frozen=True)
class Score:
    """The figures of one area."""

    area: str
    all: int
    killed: int
    timed_out: int
    survived: int
    unreached: int
    excused: int

    @property
    def tried(self) -> int:
        """How many mutants have a verdict."""
        return self.killed + self.timed_out + self.survived + self.unreached

    @property
    def raw(self) -> float:
        """Dead of all that were tried, in per cent."""
        return 100 * (self.killed + self.timed_out) / self.tried if self.tried else 0.0

    @property
    def adjusted(self) -> float:
        """Dead of all that were tried and are not argued to be equivalent, in per cent."""
        counted = self.tried - self.excused
        return 100 * (self.killed + self.timed_out) / counted if counted else 0.0


def score_of(area: str, mutants: list[Mutant], verdicts: Verdicts, reasons: dict[str, str]) -> Score:
    """Count one area."""
    given = [verdicts.of(one) for one in mutants]
    excused = sum(verdicts.of(one) in ALIVE and one.name in reasons for one in mutants)
    killed, timed_out, unreached = (given.count(one) for one in (KILLED, TIMED_OUT, UNREACHED))
    survived = given.count(SURVIVED) + given.count(LIVED_SO_FAR)
    return Score(area, len(mutants), killed, timed_out, survived, unreached, excused)


def _by_unit(mutants: Iterable[Mutant]) -> list[tuple[str, list[Mutant]]]:
    return [(unit, list(members)) for unit, members in groupby(mutants, lambda one: one.name.rsplit("::", 2)[0])]
