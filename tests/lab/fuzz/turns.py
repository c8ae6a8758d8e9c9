"""The rounds of the fuzzer: changed seeds for every target, and, where atheris is installed, each target under it."""

from __future__ import annotations

import importlib.util
import random
import re
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.lab.counts import LAB
from tests.lab.fuzz.oracle import fuzz
from tests.lab.fuzz.targets import Target, make_targets
from tests.lab.fuzz.world import make_world
from tests.lab.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIMES_AT_A_STORE, AT_A_STORE = 60, frozenset({"hostile device", "names on a stick"})
"""Inputs a round for a target that writes a store or a folder each time."""
SECONDS = 20
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def change_seeds(seed: int, folder: Path) -> Tally:
    """F2: changed seeds for every target."""
    figures, problems = Counter[str](), []
    with _targets(folder) as targets:
        for target in targets:
            times = TIMES_AT_A_STORE if target.name in AT_A_STORE else LAB.inputs
            problems += fuzz(target, random.Random(f"{seed} {target.name}"), times)
            figures["inputs"] += times
        figures["targets"] = len(targets)
    return Tally(figures=figures, problems=problems)


def follow_lines(seed: int, folder: Path) -> Tally:
    """F2: one target under atheris for some seconds; as many rounds as there are targets have had each."""
    with _targets(folder) as targets:
        target = targets[(seed - 1) % len(targets)]
    command = [sys.executable, "-m", "tests.lab.fuzz.one", target.name, str(SECONDS), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = done.stdout + done.stderr
    ran = _RUNS.search(said)
    found = [line.removeprefix("FOUND ") for line in said.splitlines() if line.startswith("FOUND ")]
    if done.returncode and not found:
        found = [f"{target.name}: atheris ended with {done.returncode}: {said[-400:]}"]
    return Tally(figures=Counter(inputs=int(ran[1]) if ran else 0), problems=found)


def why_not() -> str:
    """Return why atheris cannot be run here, empty where it can."""
    if importlib.util.find_spec("atheris") is None:
        return "atheris is not installed (installer/requirements/fuzz.txt)"
    return ""


@contextmanager
def _targets(folder: Path) -> Iterator[tuple[Target, ...]]:
    world = make_world(folder)
    try:
        yield make_targets(world)
    finally:
        world.close()
