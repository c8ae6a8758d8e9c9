"""Where the public cases lie that nobody on this project wrote, and what happens where they do not.

They are read in place from the folder that `TIPDESK_CONFORMANCE` names. Without it the tests skip, saying how many
cases that costs; where `CI` is set they fail instead, since a scanner that skips everything finds nothing.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TIPDESK_CONFORMANCE", ROOT.parent / "shared" / "conformance"))


def folder(name: str, cost: str) -> Path:
    """Return a folder of public cases; skip where it is absent, saying what that costs, or fail where CI is set."""
    found = FOLDER / name
    if not found.is_dir():
        absent(f"no public cases in {name}: {cost} not run")
    return found


def absent(reason: str) -> None:
    """Skip for this reason, or fail for it where CI is set."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
