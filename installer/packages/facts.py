"""What a package says of itself: version, commit, number of the build, and the time that stands on all its files."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.environment import ROOT, SetUpError

if TYPE_CHECKING:
    from pathlib import Path

COMMIT_DIGITS = 12
MOST_BUILD = 65_535
"""Windows Installer keeps each part of a version in 16 bits."""


@dataclass(frozen=True)
class Facts:
    """Of one commit: `build` counts the commits that led to it, and `epoch` is its time in seconds since 1970."""

    version: str
    commit: str
    build: int
    epoch: int

    @property
    def name(self) -> str:
        """Return version and build as packages are named: "0.1.0+937"."""
        return f"{self.version}+{self.build}"

    @property
    def edition(self) -> bytes:
        """Return what the program reads as `edition.json`."""
        told = {"version": self.version, "commit": self.commit, "build": self.build}
        return (json.dumps(told, sort_keys=True) + "\n").encode()


def read_facts(source: Path = ROOT, *, is_trial: bool = False) -> Facts:
    """Return the facts of the commit that is checked out in `source`.

    What is only tried where it was made (`is_trial`) may be of a clone without its history, or hold changes.

    Raises:
        SetUpError: `source` is no whole clone, or holds changes that no commit has.
    """
    if not is_trial and _git(source, "rev-parse", "--is-shallow-repository") != "false":
        raise SetUpError("a package is made of a whole clone, which counts its commits: git fetch --unshallow")
    if not is_trial and (changed := _git(source, "status", "--porcelain", "--untracked-files=no")):
        raise SetUpError(f"a package is made of a commit, and this has changes that are in none:\n{changed}")
    build = int(_git(source, "rev-list", "--count", "HEAD"))
    if build > MOST_BUILD:
        raise SetUpError(f"a build's number is at most {MOST_BUILD}: count anew from the next version on")
    commit, epoch = _git(source, "show", "--no-patch", f"--abbrev={COMMIT_DIGITS}", "--format=%H %ct", "HEAD").split()
    return Facts(version_of(source), commit[:COMMIT_DIGITS], build, int(epoch))


def version_of(source: Path = ROOT) -> str:
    """Return the version that the program's own package says."""
    text = (source / "tipdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([0-9.]+)"$', text, re.MULTILINE)
    if found is None:
        raise SetUpError("tipdesk/__init__.py does not say a version such as 0.1.0")
    return found[1]


def _git(source: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(source), *words], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError("packages are made of a git clone, and git does not find one here") from error
    return done.stdout.strip()
