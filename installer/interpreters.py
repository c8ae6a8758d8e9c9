"""Decides which Python `.venv` is made with: of those on this PC, the newest that TIPdesk is tested on.

Decision: each release of Python is faster than the one before, and a bundle, a search and the tests take a sixth less
time under 3.13 than under 3.11; so the Python that called `dev.py` is not the one to take where a newer one stands
beside it. Of two of one release the system's own is taken. `TIPDESK_PYTHON` names another.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = 11, 13
"""The oldest and the newest release of Python 3 that TIPdesk is tested on."""
FORCED = "TIPDESK_PYTHON"
SYSTEM = "/usr/bin"
_MOST_SECONDS = 20
_ASK = "import ensurepip, sys; print(sys.version_info.minor)"


def pick() -> str:
    """Return the Python to make `.venv` with."""
    return os.environ.get(FORCED) or newest(_names(), sys.executable)


def newest(names: list[str], own: str) -> str:
    """Return the first of the names that is the release it is called, or `own` where none is.

    The names stand newest first.
    """
    return next((name for name in names if name.endswith(f".{minor_of(name)}")), own)


def minor_of(program: str) -> int | None:
    """Return N of a Python 3.N, or None where it does not run or cannot make a virtual environment."""
    try:
        done = subprocess.run(
            [program, "-I", "-c", _ASK], capture_output=True, text=True, check=True, timeout=_MOST_SECONDS
        )
        return int(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _names() -> list[str]:
    """Return where the releases lie, newest first.

    There are none on Windows, where the launcher picks, so that `dev.py` takes the Python that called it.
    """
    if os.name == "nt":
        return []
    names = [f"python3.{minor}" for minor in range(NEWEST, OLDEST - 1, -1)]
    found = [shutil.which(name, path=path) for name in names for path in (SYSTEM, None)]
    return [name for name in found if name]
