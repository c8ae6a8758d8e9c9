"""Trying one mutant: in a child of a process that has imported everything and collected the tests already.

Promises that the mistake is seen by everybody who imported the function, because the function itself gets other code;
that the child ends at the first test that fails; and that whatever it started ends with it. A mistake outside a
function, or in one that nothing holds, is tried by `anew` in a fresh interpreter.
"""

from __future__ import annotations

import faulthandler
import functools
import gc
import importlib
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from shutil import rmtree
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from tests.lab.mutation.verdicts import KILLED, SURVIVED, TIMED_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from tests.lab.mutation.mutants import Mutant, Source

HUNG, LIVED, DIED, BROKE = 1, 90, 91, 92  # 1 is what the watchdog of faulthandler ends with
TIMES_NORMAL = 4  # the usual time was taken while lines were counted
IMPORTING_TIMES = 4  # a fresh interpreter imports everything first
MOST_MEMORY = 6 << 30
KILLER = "killer"
IMPORTED = "imported"
TESTS = "tests"
GIVEN = "given"


class BrokenTrialError(Exception):
    """A mutant could not be tried at all: a fault of this runner."""


@dataclass(frozen=True)
class Job:
    """One child at work: the mutant (none: a control, which must live), and its tests with their usual seconds.

    `is_whole`: these are all the tests that execute it. `is_anew`: the module must be loaded with the mistake in it.
    """

    mutant: Mutant | None
    area: str
    tests: dict[str, float]
    patience: float
    folder: Path
    attempt: int = 1
    is_whole: bool = True
    is_anew: bool = False

    def limit(self, seconds: float) -> float:
        """Return the seconds after which what usually takes so long hangs."""
        return (self.patience + TIMES_NORMAL * seconds) * self.attempt


class Trials:
    """Children that try mutants, over one collected session of tests."""

    def __init__(self, root: Path, session: pytest.Session, sources: dict[str, Source]) -> None:
        self.root = root
        self.items = {item.nodeid: item for item in session.items}
        self.sources = sources
        self.files = {str(root / file): file for file in sources}
        self.living: dict[str, list[FunctionType]] = {file: [] for file in sources}
        self.caches: list[functools._lru_cache_wrapper[object]] = []
        self._gather()
        self.has_failed = False
        session.config.pluginmanager.register(self)

    def _gather(self) -> None:
        """Find the living functions of the sources, and what remembers answers; then hide all from the collector."""
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in self.files:
                self.living[self.files[one.__code__.co_filename]].append(one)
            elif isinstance(one, functools._lru_cache_wrapper):
                self.caches.append(one)
        gc.freeze()

    def learn(self, job: Job) -> None:
        """Import what a child had to import, so that the next ones need not."""
        imported = job.folder / IMPORTED
        missing = [name for name in _lines(imported) if name not in sys.modules]
        for name in missing:
            with suppress(Exception):
                importlib.import_module(name)
        if missing:
            self._gather()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a step of a test failed."""
        self.has_failed = self.has_failed or report.failed

    def run_item(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Run one test; tell whether it passed."""
        self.has_failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self.has_failed

    def begin(self, job: Job) -> int:
        """Start a child at work; return its process id."""
        job.folder.mkdir(parents=True, exist_ok=True)
        pid = os.fork()
        if pid:
            return pid
        status = BROKE
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for standard in (0, 1, 2):
                os.dup2(nowhere, standard)
            status = self._try(job)
        finally:
            os._exit(status)

    def _try(self, job: Job) -> int:
        if job.is_anew or (job.mutant is not None and not self._put(job.mutant)):
            return _try_anew(job, self.root)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        before = set(sys.modules)
        try:
            return self._ask(job)
        finally:
            faulthandler.cancel_dump_traceback_later()
            (job.folder / IMPORTED).write_text("\n".join(set(sys.modules) - before), "utf-8")

    def _ask(self, job: Job) -> int:
        items = [self.items[test] for test in job.tests]
        vars(items[0].config)["_tmp_path_factory"]._given_basetemp = job.folder / TESTS
        for item, following in zip(items, [*items[1:], None], strict=True):
            faulthandler.dump_traceback_later(job.limit(job.tests[item.nodeid]), exit=True)
            try:
                is_green = self.run_item(item, following)
            except BaseException:  # noqa: BLE001 - a mistake may raise anything, through pytest itself
                is_green = False
            if not is_green:
                (job.folder / KILLER).write_text(item.nodeid, "utf-8")
                return DIED
        return LIVED

    def _put(self, mutant: Mutant) -> bool:
        """Give the living functions the code with the mistake; tell whether there was one to give it to."""
        wanted: dict[tuple[str, int], CodeType | None] = {}
        for one in _codes(mutant.code(self.sources[mutant.file].tree)):
            key = (one.co_qualname, one.co_firstlineno)
            wanted[key] = None if key in wanted else one
        is_put = False
        for function in self.living[mutant.file]:
            old = function.__code__
            new = wanted.get((old.co_qualname, old.co_firstlineno))
            if new is None or new == old:
                continue
            if len(new.co_freevars) != len(old.co_freevars):
                return False
            function.__code__ = new
            is_put = True
        for cache in self.caches:
            cache.cache_clear()
        return is_put


def verdict_of(job: Job, pid: int, status: int) -> str | None:
    """Return what the end of a child means, none where it must be tried once more; leave nothing of it behind.

    Raises:
        BrokenTrialError: the child could not try it.
    """
    end(pid)
    rmtree(job.folder / TESTS, ignore_errors=True)
    code = os.waitstatus_to_exitcode(status)
    if code in {LIVED, DIED}:
        return SURVIVED if code == LIVED else KILLED
    if code > HUNG:
        raise BrokenTrialError(job.mutant.name if job.mutant else f"control over {job.tests}")
    if job.attempt == 1:
        return None
    return TIMED_OUT if code == HUNG else KILLED  # the interpreter itself died, twice


def end(pid: int) -> None:
    """End a child and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def settle_properties() -> None:
    """Make property tests ask the same examples each time, and not look for smaller ones when one fails."""
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", settings.default, derandomize=True, database=None, phases=phases)
    settings.load_profile("mutation")


def _try_anew(job: Job, root: Path) -> int:
    (job.folder / GIVEN).write_text("\n".join(job.tests), "utf-8")
    words = [sys.executable, "-m", "tests.lab.mutation.anew", str(job.folder)]
    if job.mutant is not None:
        words += [job.mutant.file, job.mutant.name]
    limit = job.limit(sum(job.tests.values())) + job.patience * IMPORTING_TIMES
    try:
        ended = subprocess.run(words, cwd=root, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return HUNG
    return ended.returncode if ended.returncode in {LIVED, DIED} else DIED if ended.returncode < 0 else BROKE


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split() if path.exists() else []


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)
