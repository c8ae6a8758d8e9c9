"""Starts: the unlock window and the first screen beside a bare PySide6 window, as whole processes, in turn.

A start is the time from the process's birth to its first painted window, as the child tells it. The first screen is
timed from the moment the store key is in hand: what it needs has been loaded by then, while the passphrase was typed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.start_probe import KEY_VARIABLE, LOGIN_VARIABLE
from tests.bench.timing import paired_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.homes.sessions import Session

ROOT = Path(__file__).parents[2]
UNLOCK_GATE, FIRST_GATE, MEMORY_GATE = (Gate(bound, of_ratio=True) for bound in (1.3, 2.5, 3.0))
MEBIBYTE = 1 << 20


@dataclass
class _Starts:
    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)


def measure_starts(home: Path, session: Session, runs: int, cases: int) -> list[Measure]:
    """Start each in turn, `runs` times after one that does not count. `session`: of the home, closed by now.

    All have their modules compiled, as an installed program has, whatever this environment says of that.
    """
    key = {KEY_VARIABLE: session.opened.store_key.hex(), LOGIN_VARIABLE: session.opened.login}
    kinds: dict[str, tuple[list[str], Mapping[str, str]]] = {
        "bare": (["bare"], {}),
        "unlock": (["unlock", str(home)], {}),
        "first": (["first", str(home)], key),
    }
    found = {name: _Starts() for name in kinds}
    bytecode = {"PYTHONPYCACHEPREFIX": str(home.with_name("bytecode")), "PYTHONDONTWRITEBYTECODE": ""}
    for turn in range(runs + 1):
        for name, (words, variables) in kinds.items():
            seconds, mebibytes = _start(words, {**variables, **bytecode})
            if turn:
                found[name].seconds.append(seconds)
                found[name].mebibytes.append(mebibytes)
    bare = found["bare"]
    measures = []
    for name, label, gate in (
        ("unlock", "start, unlock window", UNLOCK_GATE),
        ("first", f"start, first screen from key in hand at {cases:,} cases", FIRST_GATE),
    ):
        measures += [
            _beside(f"{label}", found[name].seconds, bare.seconds, "ms", 1_000, gate),
            _beside(f"{label}, memory", found[name].mebibytes, bare.mebibytes, "MiB", 1, MEMORY_GATE),
        ]
    return measures


def _beside(name: str, ours: list[float], bare: list[float], unit: str, scale: float, gate: Gate) -> Measure:
    return Measure(name, median(ours) * scale, unit, median(bare) * scale, gate, paired_ratio(ours, bare))


def _start(words: list[str], variables: Mapping[str, str]) -> tuple[float, float]:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.start_probe", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        message = f"{words[0]} did not start: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    painted, in_hand, resident = map(float, done.stdout.split())
    return painted - (in_hand or began), resident / MEBIBYTE
