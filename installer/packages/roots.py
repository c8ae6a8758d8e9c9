"""Small Debian systems in folders under `build/roots`: one to make the program in, and others to install it into.

Each is made once with debootstrap, from where this PC has its own packages, and kept. They take root, and Linux.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installer.environment import ROOT, SetUpError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOTS = ROOT / "build" / "roots"
PROGRAMS = ("debootstrap", "unshare", "chroot")
OWN_WAYS = ("etc/resolv.conf", "etc/apt/apt.conf.d", "etc/ssl/certs/ca-certificates.crt")
"""How this PC finds other computers and whom it trusts: a root on it goes the same ways."""
_STAMP = "etc/tipdesk-root"


def why_not() -> str:
    """Return why no root can be made here, "" where one can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "it takes root on Linux"
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"it takes {', '.join(missing)}" if missing else ""


def make_root(name: str, release: str, packages: Sequence[str] = ()) -> Path:
    """Return the root of this name, of a release of Debian with these packages; where it is not so, it is made.

    Raises:
        SetUpError: debootstrap failed; no half root stays.
    """
    folder = ROOTS / name
    stamp = " ".join([release, *sorted(packages)]) + "\n"
    if (folder / _STAMP).is_file() and (folder / _STAMP).read_text(encoding="utf-8") == stamp:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"  Making a small Debian {release} in build/roots", flush=True)
    # What debootstrap mounts is gone with it, even where somebody stops it.
    alone = ["unshare", "--mount", "--propagation", "private"]
    words = [*alone, "debootstrap", "--variant=minbase", *([f"--include={','.join(packages)}"] if packages else [])]
    with (ROOTS / f"{name}.log").open("wb") as log:
        done = subprocess.run([*words, release, str(folder)], stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise SetUpError(f"debootstrap {release} failed; build/roots/{name}.log says why")
    for way in OWN_WAYS:
        _bring(Path("/", way), folder / way)
    (folder / _STAMP).write_text(stamp, encoding="utf-8")
    return folder


def _bring(own: Path, theirs: Path) -> None:
    if not own.exists():
        return
    theirs.parent.mkdir(parents=True, exist_ok=True)
    if own.is_dir():
        shutil.copytree(own, theirs, dirs_exist_ok=True)
    else:
        theirs.unlink(missing_ok=True)
        shutil.copyfile(own, theirs)
