"""The mutation runner, run as by command over a small program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from tests.lab.mutation.__main__ import files_of
from tests.lab.mutation.mutants import read_source
from tests.lab.mutation.verdicts import KILLED, SURVIVED, TIMED_OUT, UNREACHED

ROOT = Path(__file__).parents[3]
PROGRAM = '''
"""A door."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_AGE = 18


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks."""

    age: int
    is_known: bool = False

    @property
    def is_grown(self) -> bool:
        """Tell."""
        return self.age >= LEAST_AGE


def admit(guest: Guest) -> str:
    """Let in or refuse."""
    if not guest.is_known:
        raise ValueError("unknown")
    return "in" if guest.is_grown else "out"


def leave(guests: list[Guest]) -> int:
    """Count those who leave."""
    count = 0
    while guests:
        guests.pop()
        count += 1
    return count
'''
KILLING = """
import pytest
from program.door import LEAST_AGE, Guest, admit, leave

def test_door():
    assert LEAST_AGE == 18
    assert [admit(Guest(age, True)) for age in (17, 18, 19)] == ["out", "in", "in"]
    with pytest.raises(ValueError):
        admit(Guest(18))

def test_leave():
    assert leave([]) == 0
    assert leave([Guest(18), Guest(18)]) == 2
"""
ASSERTING_NOTHING = """
import contextlib
from program.door import Guest, admit, leave

def test_door():
    for guest in (Guest(17, True), Guest(18)):
        with contextlib.suppress(Exception):
            admit(guest)

def test_wrong():
    assert admit(Guest(17, True)) == "in"
"""


@dataclass(frozen=True)
class Ran:
    """How the command ended, what it printed, and the verdicts it kept."""

    folder: Path
    status: int
    said: str

    @property
    def units(self) -> dict[str, str]:
        """The letters of every unit that was tried, by unit."""
        kept = json.loads((self.folder / "verdicts.json").read_text("utf-8"))["units"]
        return {unit: str(letters) for unit, letters in kept.items()}

    @property
    def letters(self) -> set[str]:
        """The letters that were given."""
        return set("".join(self.units.values()))


def _run(folder: Path, *words: str) -> Ran:
    command = [sys.executable, "-m", "tests.lab.mutation", "--root", str(folder), "--at", str(folder)]
    ended = subprocess.run(
        [*command, *words],
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Ran(folder, ended.returncode, ended.stdout + ended.stderr)


def _program(folder: Path, tests: str) -> Path:
    (folder / "program").mkdir()
    (folder / "program" / "door.py").write_text(PROGRAM, "utf-8")
    (folder / "checks").mkdir()
    (folder / "checks" / "test_door.py").write_text(tests, "utf-8")
    (folder / "areas.toml").write_text('[door]\nmodules = ["program"]\ntests = ["checks"]\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run with tests that assert."""
    return _run(_program(tmp_path_factory.mktemp("killed"), KILLING), "--patience", "1")  # some do hang


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run with a test that asserts nothing, and one that fails without any mistake."""
    return _run(_program(tmp_path_factory.mktemp("lived"), ASSERTING_NOTHING))


def test_every_mutant_dies_of_tests_that_assert(killed: Ran) -> None:
    """Functions, properties of frozen classes, constants and defaults: each mistake in them turns a good test red."""
    assert killed.status == 0, killed.said
    assert killed.letters <= {KILLED, TIMED_OUT}, killed.said
    units = {unit.split("::")[1].split("@")[0] for unit in killed.units}
    assert units == {"LEAST_AGE", "Guest.is_known", "Guest.is_grown", "admit", "leave"}
    assert "100.0 %" in killed.said


def test_mutants_live_where_nothing_is_asserted(lived: Ran) -> None:
    """The negative control: tests that run the code and look at nothing kill nothing, and what they miss is told."""
    assert lived.letters == {SURVIVED, UNREACHED}, lived.said
    assert set(next(letters for unit, letters in lived.units.items() if "::leave@" in unit)) == {UNREACHED}
    assert "  0.0 %" in lived.said
    assert "program/door.py::admit" in lived.said


def test_a_test_that_fails_by_itself_is_told(lived: Ran) -> None:
    """A test that is red without any mistake judges nothing: it is left out and reported."""
    assert lived.status == 1
    assert "fails without any mistake: checks/test_door.py::test_wrong" in lived.said


def test_a_run_goes_on_where_the_last_one_stopped(killed: Ran, tmp_path: Path) -> None:
    """Verdicts are kept: a second run tries nothing, and after a change only the function that changed."""
    folder = Path(copytree(killed.folder, tmp_path / "again"))
    assert "0 given a verdict in this run" in _run(folder).said
    kept = folder / "verdicts.json"
    changed = next(unit for unit in killed.units if "::Guest.is_grown@" in unit)
    kept.write_text(kept.read_text("utf-8").replace(changed, changed.replace("@", "@0")), "utf-8")
    again = _run(folder)
    assert f"{len(killed.units[changed])} given a verdict in this run" in again.said
    assert again.units.keys() == killed.units.keys()
    assert again.letters <= {KILLED, TIMED_OUT}


def test_reasons_are_checked(killed: Ran, lived: Ran, tmp_path: Path) -> None:
    """A reason stands beside its survivor; one for a mutant that is killed or no more is stale and fails the run."""
    name = next(one.name for one in read_source(PROGRAM, "program/door.py").mutants if one.unit == "admit")
    reasons = f'"{name}" = "It changes nothing that anybody sees."\n"program/door.py::gone@1::x::0" = "It is gone."\n'
    for ran in (killed, lived):
        folder = Path(copytree(ran.folder, tmp_path / ran.folder.name))
        (folder / "equivalents").mkdir()
        (folder / "equivalents" / "program.toml").write_text(reasons, "utf-8")
        told = _run(folder, "--hours", "0")
        assert told.status == 1
        assert "! program/door.py::gone@1::x::0: there is no such mutant" in told.said
        assert (f"! {name}: a test kills it" in told.said) == (ran is killed)
        assert ("equivalent: It changes nothing that anybody sees." in told.said) == (ran is lived)


def test_the_areas_are_there() -> None:
    """Every file and test that the areas name exists, and no file stands in two of them."""
    areas = tomllib.loads((ROOT / "tests" / "lab" / "mutation" / "areas.toml").read_text("utf-8"))
    assert areas.keys() == {"crypto", "chain", "merge", "access", "intake"}
    assert [one for area in areas.values() for one in area["tests"] if not (ROOT / one).exists()] == []
    files = [file for area in areas.values() for file in files_of(ROOT, area["modules"])]
    assert len(files) == len(set(files))
