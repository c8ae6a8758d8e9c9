"""The virtual environment in `.venv`: made once, and again whenever a pin changes.

Only files whose hashes stand in `installer/requirements/` are installed, and nothing is done when nothing changed.
System libraries are left to `debian`, and npm packages to `node`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installer import interpreters

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PINS = tuple(ROOT / "installer" / "requirements" / f"{name}.txt" for name in ("app", "hq", "dev"))
STAMP = HOME / "installed-pins"


class SetUpError(Exception):
    """Something that TIPdesk needs could not be had; the message says what the developer can do."""


def make() -> None:
    """Make `.venv` and install the pins and TIPdesk itself, unless that was done for these very pins already.

    Raises:
        SetUpError: no virtual environment can be made here, or a package cannot be fetched or has another hash.
    """
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == _fingerprint() and python().is_file():
        return
    if not python().is_file():
        program = interpreters.pick()
        print(f"Making {HOME.name} with {program}", file=sys.stderr)
        run_program([program, "-m", "venv", str(HOME)], f"{program} -m venv does not work here (Debian: python3-venv)")
    print("Installing the pinned packages", file=sys.stderr)
    pinned = [word for file in PINS for word in ("-r", str(file))]
    _pip("--require-hashes", *pinned, why="a pinned package could not be installed; is the package index reachable?")
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT), why="TIPdesk itself could not be installed")
    STAMP.write_text(_fingerprint(), encoding="ascii")


def python() -> Path:
    """Return the Python of `.venv`, whether or not it exists yet."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def module(name: str, *words: str) -> list[str]:
    """Return the words that run a module of `.venv`.

    The program of the same name is not used: it holds the path at which `.venv` was made, and fails once that is moved.
    """
    return [str(python()), "-m", name, *words]


def run_program(words: list[str], why: str, variables: Mapping[str, str] | None = None) -> None:
    """Run a program of the set-up in the source folder, with `variables` added to the environment.

    Raises SetUpError with `why` when it fails.
    """
    # Standard output belongs to the command that was asked for (bench --json), so set-up talks on standard error.
    if subprocess.call(words, cwd=ROOT, env={**os.environ, **(variables or {})}, stdout=sys.stderr.fileno()) != 0:
        raise SetUpError(why)


def call_python(*words: str) -> int:
    """Run the Python of `.venv` in the source folder and return its exit status."""
    return subprocess.call([str(python()), *words], cwd=ROOT)


def _fingerprint() -> str:
    """Return digits that change whenever a pin, the project file or the place of `.venv` changes."""
    digest = hashlib.sha256()
    for file in (*PINS, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    digest.update(str(HOME).encode())
    return digest.hexdigest()


def _pip(*words: str, why: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    run_program(module("pip", "install", *quiet, *words), why)
