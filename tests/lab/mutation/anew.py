"""One mutant in a fresh interpreter, for a mistake that is made while the module is imported: a constant, a default.

Promises that the module is loaded from its changed source, wherever it is first imported from, and that nothing of it
is written to disk. Ends as the children of `trials` do.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lab.mutation.mutants import Mutant, Source, read_source
from tests.lab.mutation.trials import BROKE, DIED, LIVED, settle_properties

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


class Settled:
    """The plugin that makes property tests ask the same examples each time."""

    def pytest_configure(self) -> None:
        """Begin."""
        settle_properties()


def main(file: str, name: str, given: str, folder: str) -> int:
    """Try one mutant by the tests listed in a file; return how it ended."""
    source = read_source(Path(file).read_text("utf-8"), file)
    mutant = next(one for one in source.mutants if one.name == name)
    module = ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, Finder(Changed(module, Path(file).resolve(), source, mutant)))
    words = ["-x", "-q", "-s", "--tb=native", "-p", "no:cacheprovider", "--import-mode=importlib", "--basetemp", folder]
    ended = pytest.main([*words, *Path(given).read_text("utf-8").splitlines()], plugins=[Settled()])
    return ENDS.get(pytest.ExitCode(ended), DIED)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
