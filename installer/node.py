"""The npm packages that tests and bench compare with: another implementation of age, another replicating database.

Each is installed at one exact version under `build/node/<package>`, with no install script run and no lock file left.
Where npm is absent the tests decide what to do: they skip with a reason, and fail where CI is set.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from installer.environment import ROOT, SetUpError

FOR_TESTS = {"age-encryption": "0.3.1"}
FOR_BENCH = {"pouchdb": "9.0.0", "express": "4.21.2", "express-pouchdb": "4.2.0"}
FOLDER = ROOT / "build" / "node"


def add(packages: dict[str, str]) -> None:
    """Install each package at its version, unless it is there already. Where npm is absent, only say so.

    Raises:
        SetUpError: npm is there but could not install.
    """
    npm = shutil.which("npm")
    if npm is None:
        print(f"No npm here: without {', '.join(packages)}, what compares with it is skipped.", file=sys.stderr)
        return
    for name, version in packages.items():
        # One folder a package: npm removes what it was not asked for from a folder it installs into.
        folder = FOLDER / name
        stamp = folder / "version"
        if stamp.is_file() and stamp.read_text(encoding="ascii") == version:
            continue
        print(f"Installing {name} {version} for comparison", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        words = [npm, "install", "--prefix", str(folder), *quiet, f"{name}@{version}"]
        if subprocess.call(words, cwd=folder, stdout=sys.stderr.fileno()) != 0:
            raise SetUpError(f"npm could not install {name} {version}")
        stamp.write_text(version, encoding="ascii")
