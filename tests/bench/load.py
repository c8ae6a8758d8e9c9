"""A million entries over a hundred thousand cases: unlocking, opening, saving and searching, and what memory it takes.

Everything is done by whole processes on real homes (`load_homes`, `load_probe`): a post's, which holds a log of its own
and one that came down, and headquarters', which holds both logs whole, with the tree and the routes over them. A crash
is a process that ends itself by SIGKILL after some saves. Each figure stands beside what plain SQLCipher takes for the
same rows of the same file (`load_floors`); of several unlocks the slowest is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.load_floors import Floors
from tests.bench.load_homes import build
from tests.bench.measures import Gate, Measure
from tests.bench.timing import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.load_homes import Built

ROOT = Path(__file__).parents[2]
P95 = 0.95
CASES, COUNT, UNLOCKS = 100_000, 200, 3
UNLOCK_GATE, CASE_GATE, SAVE_GATE, MEMORY_GATE, TYPED_GATE = (Gate(bound) for bound in (5, 150, 100, 500, 50))

_Found = dict[str, Any]
"""What a process told."""


@dataclass(frozen=True)
class LoadSizes:
    """How much: cases in the homes; cases opened and saved to; unlocks of each kind."""

    cases: int = CASES
    count: int = COUNT
    unlocks: int = UNLOCKS

    def scaled(self, scale: float) -> LoadSizes:
        """Return smaller sizes; nothing falls to zero."""
        return LoadSizes(*(max(1, round(count * scale)) for count in vars(self).values()))


def measure_load(folder: Path, sizes: LoadSizes, tell: Callable[[str], None]) -> list[Measure]:
    """Return every measure of both homes, which are built in `folder` unless they stand there."""
    built = build(folder, sizes.cases, tell)
    return [one for home in (built.post, built.office) for one in measure_home(built, home, sizes, tell)]


def measure_home(built: Built, home: Path, sizes: LoadSizes, tell: Callable[[str], None]) -> list[Measure]:
    """Return the measures of one of the homes."""
    return _Load(built, home, sizes, tell).measure()


@dataclass(frozen=True)
class _Load:
    built: Built
    home: Path
    sizes: LoadSizes
    tell: Callable[[str], None]

    def measure(self) -> list[Measure]:
        """Return the measures of one home."""
        self.tell(f"{self.home.name}: unlocking")
        clean = [self._run("unlock") for _time in range(self.sizes.unlocks)]
        floors = Floors.of(self.built, self.home, self.sizes.count)
        crashed = []
        for _time in range(self.sizes.unlocks):
            self.tell(f"{self.home.name}: after a crash")
            self._run("kill", str(self.built.note), is_killed=True)
            crashed.append(self._run("unlock"))
        self.tell(f"{self.home.name}: working")
        worked = self._run("work", str(self.built.note), str(self.sizes.count))
        if not all(one["is_whole"] for one in (*clean, *crashed)):
            message = "a home that nobody has altered did not hold"
            raise RuntimeError(message)
        return [
            *self._unlocks(clean, crashed, floors),
            *self._work(worked, floors),
            Measure(self._name("case list, rows painted blank while paging"), worked["blank"], "rows", None, Gate(0)),
            self._memory(clean, crashed, worked),
        ]

    def _unlocks(self, clean: Sequence[_Found], crashed: Sequence[_Found], floors: Floors) -> list[Measure]:
        found = [
            Measure(self._name(f"{name}, {what}"), max(one[key] for one in runs), "s", floor, gate)
            for name, runs, floor in (
                ("unlock", clean, floors.unlock),
                ("unlock after kill -9", crashed, floors.checked),
            )
            for what, key, gate in (
                ("passphrase to first screen", "painted", UNLOCK_GATE),
                ("passphrase to everything checked and shown", "filled", None),
            )
        ]
        return [*found, Measure(self._name("closing"), max(one["closed"] for one in clean), "s", floors.digest)]

    def _work(self, worked: _Found, floors: Floors) -> list[Measure]:
        kinds = (
            ("case opened and audited, p95", "case", floors.case, CASE_GATE),
            ("case shown in the window, p95", "page", floors.case, CASE_GATE),
            ("save, p95", "save", floors.save, SAVE_GATE),
            ("case list, first page, p95", "list", floors.list, None),
            ("search while typing, p95", "typed", floors.search, TYPED_GATE),
            ("search, settled and audited, p95", "search", floors.search, None),
        )
        return [
            Measure(self._name(name), percentile(worked[key], P95) * 1_000, "ms", percentile(floor, P95) * 1_000, gate)
            for name, key, floor, gate in kinds
        ]

    def _memory(self, clean: Sequence[_Found], crashed: Sequence[_Found], worked: _Found) -> Measure:
        highest = max(one["highest"] for one in (*clean, *crashed, worked))
        return Measure(self._name("memory once unlocked, highest"), highest, "MiB", None, MEMORY_GATE)

    def _name(self, name: str) -> str:
        return f"{self.home.name} at {self.built.entries:,} entries: {name}"

    def _run(self, kind: str, *words: str, is_killed: bool = False) -> _Found:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load_probe", kind, str(self.home), *words],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if (done.returncode < 0) != is_killed or not done.stdout:
            message = f"{kind} failed: {done.stderr[-2000:]}"
            raise RuntimeError(message)
        found: _Found = json.loads(done.stdout.splitlines()[-1])
        return found
