"""One mutant in a fresh interpreter, for a mistake that is made while the module is imported: a constant, a default.

Promises that the module is loaded from its changed source, wherever it is first imported from, and that nothing of it
is written to disk; the test that failed is told. Without a mutant it is a control. Ends as the children of `trials` do.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lab.mutation.mutants import Mutant, Source, read_source
from tests.lab.mutation.trials import BROKE, DIED, GIVEN, KILLER, LIVED, TESTS, settle_properties

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

ENDS = {pytest.ExitCode.OK: LIVED, pytest.ExitCode.NO_TESTS_COLLECTED: BROKE}


class Changed(SourceFileLoader):
    """Loads one module with the mistake in it."""

    def __init__(self, name: str, path: Path, source: Source, mutant: Mutant) -> None:
        super().__init__(name, str(path))
        self.source = source
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code with the mistake in it."""
        return self.mutant.code(self.source.tree)


class Finder:
    """Finds one module in its changed source; every other is found as ever."""

    def __init__(self, loader: Changed) -> None:
        self.loader = loader

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module comes from."""
        if name != self.loader.name:
            return None
        return spec_from_file_location(name, self.loader.path, loader=self.loader)


class Telling:
    """The plugin that makes property tests ask the same examples each time, and tells which test failed."""

    def __init__(self, killer: Path) -> None:
        self.killer = killer

    def pytest_configure(self) -> None:
        """Begin."""
        settle_properties()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down the test that failed."""
        if report.failed:
            self.killer.write_text(report.nodeid, "utf-8")


def main(folder: str, file: str = "", name: str = "") -> int:
    """Try one mutant, or none, in the folder of a job, by the tests that are listed there; return how it ended."""
    job = Path(folder)
    sys.dont_write_bytecode = True
    if file:
        source = read_source(Path(file).read_text("utf-8"), file)
        mutant = next(one for one in source.mutants if one.name == name)
        module = ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")
        sys.meta_path.insert(0, Finder(Changed(module, Path(file).resolve(), source, mutant)))
    words = ["-x", "-q", "-s", "--tb=native", "-p", "no:cacheprovider", "--import-mode=importlib"]
    tests = (job / GIVEN).read_text("utf-8").splitlines()
    ended = pytest.main([*words, "--basetemp", str(job / TESTS), *tests], plugins=[Telling(job / KILLER)])
    return ENDS.get(pytest.ExitCode(ended), DIED)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
