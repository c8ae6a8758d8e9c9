"""One run over the untried mutants: which is tried next, by how many children, until the time is up.

Promises that every area advances evenly, that a verdict is kept soon after it is given, and that controls without any
mistake are tried among the mutants: a control that dies tells of a test that fails by itself, and is reported.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest

from tests.lab.mutation.reach import Reach
from tests.lab.mutation.trials import KILLER, Job, Trials, end, settle_properties, verdict_of
from tests.lab.mutation.verdicts import ALIVE, LIVED_SO_FAR, SURVIVED, UNREACHED, UNTRIED, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.lab.mutation.mutants import Mutant, Source

CONTROL_EVERY = 40
KEEP_EVERY_SECONDS = 20
FAST_DISK = Path("/dev/shm")


@dataclass
class Plan:
    """What to try: the mutants of each area in turn, their sources, and for how long by how many children."""

    root: Path
    sources: dict[str, Source]
    areas: dict[str, list[Mutant]]
    tests: dict[str, list[str]]
    verdicts: Verdicts
    keep: Callable[[], None]
    seconds: float
    children: int
    patience: float
    most_seconds: float
    survivors_too: bool
    problems: list[str] = field(default_factory=list)
    given: int = 0
    is_stopped: bool = False

    def stop(self) -> None:
        """Begin no more; what is at work ends."""
        self.is_stopped = True

    def give(self, mutant: Mutant, verdict: str) -> None:
        """Write down a verdict of this run."""
        self.verdicts.letters[mutant.name] = verdict
        self.given += 1

    def open(self) -> list[tuple[str, Mutant]]:
        """Return what is to be tried, with its area: each area's share advances evenly."""
        wanted = {UNTRIED, *(ALIVE if self.survivors_too else ())}
        ranked = []
        for area, mutants in self.areas.items():
            chosen = [one for one in mutants if self.verdicts.of(one) in wanted]
            chosen.sort(key=lambda one: one.is_loaded_anew)  # these take some seconds each
            ranked += [(place / len(chosen), area, one) for place, one in enumerate(chosen)]
        return [(area, one) for _, area, one in sorted(ranked, key=lambda one: one[:2])]


class Run:
    """The plugin that tries mutants in place of running the collected tests."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.killers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.trusted: dict[tuple[str, bool], bool] = {}
        self.at_work: dict[int, Job] = {}
        self.begun = 0
        self.kept_at = time.monotonic()
        self.reach = Reach(plan.root, plan.sources, plan.root / "build" / "mutation" / "reach.pickle")
        self.reach.watch_imports()

    def pytest_configure(self) -> None:
        """Begin."""
        settle_properties()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try mutants until none is left or the time is up."""
        plan = self.plan
        self.trials = Trials(plan.root, session, plan.sources)
        self.reach.record(session.items, self.trials.run_item)
        red = [name for name, one in self.reach.tests.items() if not one.is_green]
        plan.problems += [f"fails without any mistake: {name}" for name in red]
        try:
            self._try_all()
        finally:
            for pid in self.at_work:
                end(pid)
            plan.keep()
        return True

    def _try_all(self) -> None:
        plan = self.plan
        began, spent, waiting = time.monotonic(), plan.verdicts.seconds, plan.open()
        until = began + plan.seconds
        while self.at_work or (waiting and self._goes_on(until)):
            while waiting and len(self.at_work) < plan.children and self._goes_on(until):
                self._begin(*waiting.pop(0))
            if self.at_work:
                self._end()
            plan.verdicts.seconds = spent + time.monotonic() - began
            if time.monotonic() - self.kept_at > KEEP_EVERY_SECONDS:
                plan.keep()
                self.kept_at = time.monotonic()
                print(f"{len(waiting)} to go", file=sys.stderr, flush=True)

    def _goes_on(self, until: float) -> bool:
        return not self.plan.is_stopped and time.monotonic() < until

    def _begin(self, area: str, mutant: Mutant) -> None:
        tests = self._tests(area, mutant)
        if not tests:
            self.plan.give(mutant, UNREACHED)
            return
        self.begun += 1
        usual: dict[str, float] = {}
        for test in tests:
            if self.plan.most_seconds and sum(usual.values()) > self.plan.most_seconds:
                break
            usual[test] = self.reach.tests[test].seconds
        job = Job(
            mutant,
            area,
            usual,
            self.plan.patience,
            self.folder / str(self.begun),
            is_whole=len(usual) == len(tests),
            is_anew=mutant.is_loaded_anew or self.reach.is_imported(mutant),
        )
        self.at_work[self.trials.begin(job)] = job
        if self.begun % CONTROL_EVERY == 0:
            control = replace(job, mutant=None, folder=self.folder / f"control-{self.begun}")
            self.at_work[self.trials.begin(control)] = control

    def _tests(self, area: str, mutant: Mutant) -> list[str]:
        """Return the area's tests that execute the mutant, in the order in which they should be asked.

        First those that killed others of the same file, then the quick ones, one after another of the same file later.
        """
        allowed = tuple(self.plan.tests[area])
        found = self.reach.tests_of(
            replace(mutant, is_loaded_anew=mutant.is_loaded_anew or self.reach.is_imported(mutant))
        )
        reaching = [one for one in found if one.startswith(allowed)]
        before = self.killers[mutant.file]
        asked: Counter[str] = Counter()
        ranked = []
        for test in reaching:
            file = test.partition("::")[0]
            asked[file] += 1
            ranked.append((-before[test], self.reach.tests[test].seconds * asked[file], test))
        return [test for *_, test in sorted(ranked)]

    def _end(self) -> None:
        pid, status = os.wait()
        job = self.at_work.pop(pid)
        self.trials.learn(job)
        verdict = verdict_of(job, pid, status)
        if verdict is None:
            again = replace(job, attempt=job.attempt + 1)
            self.at_work[self.trials.begin(again)] = again
            return
        killer = job.folder / KILLER
        told = killer.read_text("utf-8") if killer.exists() else ""
        if job.mutant is None:
            if verdict != SURVIVED:
                self._distrust(told)
        elif told and not self._is_trusted(told, is_anew=job.is_anew):
            self._begin(job.area, job.mutant)
        else:
            self.plan.give(job.mutant, LIVED_SO_FAR if verdict == SURVIVED and not job.is_whole else verdict)
            if told:
                self.killers[job.mutant.file][told] += 1
        rmtree(job.folder, ignore_errors=True)

    def _is_trusted(self, test: str, *, is_anew: bool) -> bool:
        """Tell whether a test passes alone without any mistake; it is asked once, when it first kills."""
        if (test, is_anew) not in self.trusted:
            usual = {test: self.reach.tests[test].seconds}
            job = Job(None, "", usual, self.plan.patience, self.folder / "alone", is_anew=is_anew)
            pid = self.trials.begin(job)
            verdict = verdict_of(job, *os.waitpid(pid, 0))
            self.trusted[test, is_anew] = verdict == SURVIVED
            if verdict != SURVIVED:
                self._distrust(test)
        return self.trusted[test, is_anew]

    def _distrust(self, test: str) -> None:
        """Ask a test no more that fails by itself; its kills of this run before are the reader's to doubt."""
        self.plan.problems.append(f"fails alone, without any mistake: {test or 'a control'}")
        if test:
            self.reach.tests[test].is_green = False


def run(plan: Plan) -> None:
    """Collect the tests and try mutants."""
    paths = sorted({str(plan.root / path) for area in plan.areas for path in plan.tests[area]})
    fast = FAST_DISK if FAST_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="mutation-", dir=fast) as folder:
        words = [
            "-q",
            "-s",
            "--tb=native",
            "-p",
            "no:cacheprovider",
            "-o",
            "faulthandler_timeout=0",  # its one clock is that of the trials
            "--import-mode=importlib",
            f"--rootdir={plan.root}",
        ]
        ended = pytest.main([*words, f"--basetemp={folder}/first", *paths], plugins=[Run(plan, Path(folder))])
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        plan.problems.append(f"the tests could not be collected: {ended}")
