"""Which tests execute which lines of the mutated functions, and how long each test takes.

Promises one run of the tests in a child process, with lines counted only in the files that matter. The answer is kept
outside the source tree, by function: a test is run again when its file changed, and until then it is taken to execute
every line of a function that has changed since.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    import pytest

    from tests.lab.mutation.mutants import Mutant, Source


@dataclass
class Reached:
    """What one test did: seconds, whether it passed, and by file and unit the lines it executed.

    Lines count from the first of the unit, under the fingerprint that the unit had.
    """

    seconds: float = 0.0
    is_green: bool = True
    units: dict[str, dict[str, tuple[str, frozenset[int]]]] = field(default_factory=dict)

    def is_at(self, mutant: Mutant) -> bool:
        """Tell whether the test executes a mutant; of one that is loaded anew, anything in its file."""
        units = self.units.get(mutant.file, {})
        if mutant.is_loaded_anew or mutant.unit not in units:
            return mutant.is_loaded_anew and bool(units)
        fingerprint, lines = units[mutant.unit]
        return fingerprint != mutant.fingerprint or any(line - mutant.span.start in lines for line in mutant.lines)


class Reach:
    """The lines that tests execute in some sources."""

    def __init__(self, root: Path, sources: dict[str, Source], kept: Path) -> None:
        self.root = root
        self.files = {str(root / file): file for file in sources}
        self.spans = {
            file: {one.unit: (one.fingerprint, one.span) for one in source.mutants if not one.is_loaded_anew}
            for file, source in sources.items()
        }
        self.kept = kept
        self.tests: dict[str, Reached] = {}
        self.importing: defaultdict[str, set[int]] = defaultdict(set)

    def watch_imports(self) -> None:
        """Count the lines that are executed while modules of the product are imported, from now until `record`."""
        product = tuple({str(self.root / file.partition("/")[0]) for file in self.files.values()})

        def is_importing(frame: FrameType | None) -> bool:
            while frame is not None and frame.f_code.co_name != "<module>":
                frame = frame.f_back
            return frame is not None and frame.f_code.co_filename.startswith(product)

        sys.settrace(self._tracer(self.importing, is_importing))

    def is_imported(self, mutant: Mutant) -> bool:
        """Tell whether the mutated function is called while modules are imported."""
        return any(line in self.importing[mutant.file] for line in mutant.lines if line != mutant.span.start)

    def record(self, items: list[pytest.Item], run: Callable[[pytest.Item, pytest.Item | None], bool]) -> None:
        """Learn of every test what it reaches, from what is kept or by running it."""
        sys.settrace(None)
        before = pickle.loads(self.kept.read_bytes()) if self.kept.exists() else {}  # noqa: S301 - we wrote it
        keys = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in {item.path for item in items}}
        known = {(keys[item.path], item.nodeid): item for item in items}
        missing = [item for key, item in known.items() if key not in before]
        found = _in_child(lambda: self._run(missing, run)) if missing else {}
        before |= {(keys[item.path], item.nodeid): found[item.nodeid] for item in missing}
        self.tests = {item.nodeid: before[key] for key, item in known.items()}
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.kept.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(pickle.dumps(before))
        fresh.replace(self.kept)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the green tests that execute a mutant, quickest first.

        Of one that is loaded anew: all tests of the files in which some test executes anything of its module, since a
        constant is looked at without a call. All tests there are for a module that holds no function.
        """
        found = {test for test, one in self.tests.items() if one.is_at(mutant)}
        if mutant.is_loaded_anew:
            files = {_file(test) for test in (found if self.spans[mutant.file] else self.tests)}
            found = {test for test in self.tests if _file(test) in files}
        return sorted((test for test in found if self.tests[test].is_green), key=lambda one: self.tests[one].seconds)

    def _run(
        self, items: list[pytest.Item], run: Callable[[pytest.Item, pytest.Item | None], bool]
    ) -> dict[str, Reached]:
        found = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            lines: defaultdict[str, set[int]] = defaultdict(set)
            tracer = self._tracer(lines)
            threading.settrace(tracer)
            sys.settrace(tracer)
            began = time.monotonic()
            try:
                is_green = run(item, following)
            finally:
                sys.settrace(None)
                threading.settrace(None)
            units = {file: self._units(file, numbers) for file, numbers in lines.items()}
            found[item.nodeid] = Reached(time.monotonic() - began, is_green, units)
        return found

    def _units(self, file: str, lines: set[int]) -> dict[str, tuple[str, frozenset[int]]]:
        return {
            unit: (fingerprint, frozenset(line - span.start for line in inside))
            for unit, (fingerprint, span) in self.spans[file].items()
            if (inside := lines.intersection(span))
        }

    def _tracer(
        self, lines: defaultdict[str, set[int]], is_counted: Callable[[FrameType], bool] = lambda _frame: True
    ) -> Any:  # noqa: ANN401 - the stub of settrace knows it
        files = self.files

        def trace_call(frame: FrameType, _event: str, _argument: object) -> object:
            file = files.get(frame.f_code.co_filename)
            if file is None:
                return None
            if frame.f_code.co_name == "<module>" or not is_counted(frame):
                return None
            add = lines[file].add
            add(frame.f_lineno)

            def trace_line(frame: FrameType, _event: str, _argument: object) -> object:
                add(frame.f_lineno)
                return trace_line

            return trace_line

        return trace_call


def _file(test: str) -> str:
    return test.partition("::")[0]


def _in_child(work: Callable[[], dict[str, Reached]]) -> dict[str, Reached]:
    """Do this in a child, so that nothing the tests leave behind is seen by the mutants' children."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            with os.fdopen(writing, "wb") as out:
                pickle.dump(work(), out)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answer:
            found: dict[str, Reached] = pickle.load(answer)  # noqa: S301 - our own child wrote it
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return found
