"""The developer's one command: `python3 installer/dev.py setup | app | demo | test | check | fix | declare | …`.

It runs on any Python from 3.11 on with nothing installed. Before a command begins, whatever it needs is there: a
virtual environment in `.venv` filled from the pins with their hashes, TIPdesk itself installed from this folder, the
system libraries Qt needs, and the compiled translations. How each of these is done stands in the files beside this one.
"""

from __future__ import annotations

import sys
from pathlib import Path

LOWEST_PYTHON = (3, 11)


def main() -> int:
    """Run the command named on the command line, and return its exit status, 0 when all went well."""
    if sys.version_info < LOWEST_PYTHON:
        return _again_in_newer_python()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.commands import run

    return run(sys.argv[1:])


def _again_in_newer_python() -> int:
    """Hand over to a newer Python of this PC, since the one that was called cannot run TIPdesk."""
    import shutil
    import subprocess

    for name in ("python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer:
            return subprocess.call([newer, *sys.argv])
    print("TIPdesk needs Python 3.11 or later, and this PC has none on its path.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
