"""Runs named steps one after the other, all of them, and sums up.

A failing step does not hide the steps after it, and one failure fails the whole. Which steps there are is decided in
`commands`.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from installer.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TURNS, TIMES = 2_000_000, 3


@dataclass(frozen=True)
class Step:
    """A program to run in the source folder: its name for the summary, its words, and its environment variables."""

    name: str
    words: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)


def run_steps(steps: Sequence[Step]) -> int:
    """Run every step and print a line for each at the end; return 0 when all of them exited 0, else 1.

    The last line tells in bare loops as well how long all of it took, so that a slow or busy PC and a quick one can be
    compared.
    """
    lines = []
    failed, taken = 0, 0.0
    loops = [bare_loop_seconds()]
    for step in steps:
        print(f"\n── {step.name}", flush=True)
        began = time.monotonic()
        status = subprocess.call(step.words, cwd=ROOT, env={**os.environ, **step.variables})
        seconds = time.monotonic() - began
        failed, taken = failed + (status != 0), taken + seconds
        lines.append(f"  {'ok  ' if status == 0 else 'FAIL'}  {step.name:<12}{seconds:7.1f} s")
    loops.append(bare_loop_seconds())
    loop = sum(loops) / len(loops)
    lines.append(f"        {'together':<12}{taken:7.1f} s, {taken / loop:,.0f} bare loops of {loop:.3f} s")
    print("\n" + "\n".join(lines), flush=True)
    return 1 if failed else 0


def bare_loop_seconds() -> float:
    """Return how long Python takes here and now for two million turns of a loop that does nothing."""
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        for _turn in range(TURNS):
            pass
        taken.append(time.perf_counter() - began)
    return median(taken)
