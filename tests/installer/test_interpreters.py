"""The Python that the virtual environment is made with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from installer.interpreters import FORCED, minor_of, newest, pick

if TYPE_CHECKING:
    from pathlib import Path

OWN = "/own/python"


def _program(folder: Path, name: str, said: str) -> str:
    """Return a program that says this whatever it is asked."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{said}\n", "utf-8")
    path.chmod(0o700)
    return str(path)


def test_the_newest_that_runs_is_taken(tmp_path: Path) -> None:
    """The first that is the release it is called, past those that do not run; the caller's where there is none."""
    absent = str(tmp_path / "python3.14")
    shim = _program(tmp_path, "python3.13", "exit 1")
    other = _program(tmp_path, "python3.12", "echo 11")
    good = _program(tmp_path, "python3.11", "echo 11")
    assert newest([absent, shim, other, good], OWN) == good
    assert newest([absent, shim, other], OWN) == OWN


def test_a_python_says_what_it_is() -> None:
    """This one tells its release."""
    assert minor_of(sys.executable) == sys.version_info.minor


@pytest.mark.parametrize("said", ["exit 1", "echo no version", "echo 13; exit 1"])
def test_what_is_no_python_is_passed_over(said: str, tmp_path: Path) -> None:
    """A program that fails, or says something else than a number, is none."""
    assert minor_of(_program(tmp_path, "python3.13", said)) is None


def test_one_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """`TIPDESK_PYTHON` names the one to take."""
    monkeypatch.setenv(FORCED, OWN)
    assert pick() == OWN
