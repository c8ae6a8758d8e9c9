"""Makes the one folder with PyInstaller: both programs, Python, every library, and the files that they read."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from installer import environment
from installer.environment import ROOT, SetUpError
from installer.packages import contents
from installer.packages.coverage import check_coverage
from installer.packages.notices import write_notices
from installer.packages.sums import write_sums
from installer.packages.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from installer.packages.facts import Facts

SPEC = "installer/packages/tipdesk.spec"
_WARNING = re.compile(r"^(missing|excluded) module named '?([\w.]+)'? - imported by (.*)$", re.MULTILINE)
_OURS = re.compile(r"(^|, )tipdesk[. ]")
DEBUGGERS_OWN = b"\0.debug_info\0"
MOST_BYTES = 180 * 10**6


def build_collection(
    facts: Facts,
    into: Path,
    *,
    source: Path = ROOT,
    python: Sequence[str] | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> Path:
    """Make the folder `into/tipdesk` of a commit that is checked out in `source`, and return it.

    Args:
        facts: what the program says of itself, and the time of its files.
        into: what was in it is deleted.
        source: the clone, which may lie anywhere.
        python: the words that call the Python to build with and for; that of `.venv` without them.
        beside: files that the spec looks for beside the edition, and their names: what programs for Windows hold.

    Raises:
        SetUpError: PyInstaller failed, or the folder lacks a module, is larger than a package may be, or has something
            in it that its notices do not tell of.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    edition = into / "edition.json"
    edition.write_bytes(facts.edition)
    components = write_notices(into, versions=versions_of(python) if python else None)
    for name, content in (beside or {}).items():
        (into / name).write_bytes(content)
    _run_pyinstaller(into, source, python or [str(environment.python())], variables(facts, source, edition))
    folder = into / "tipdesk"
    if not (folder / f"{contents.WINDOW}.exe").exists():
        (folder / contents.CONSOLE).symlink_to(contents.WINDOW)
    _strip(folder)
    write_sums(folder)
    level(folder, facts.epoch)
    _refuse(folder, (into / "work" / "tipdesk" / "warn-tipdesk.txt").read_text(encoding="utf-8"))
    check_coverage(folder, components)
    return folder


def _run_pyinstaller(into: Path, source: Path, python: Sequence[str], environ: Mapping[str, str]) -> None:
    words = [*python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(into), "--workpath", str(into / "work"), str(source / SPEC)]
    environment.run_program([*words, *places], "PyInstaller could not make the folder", environ)


def _refuse(folder: Path, warnings: str) -> None:
    """Refuse a folder that is too large, or that lacks a module; `warnings` is what PyInstaller said of those."""
    if lacking := find_lacking(warnings):
        raise SetUpError("the folder lacks what TIPdesk imports: " + ", ".join(lacking))
    if (size := size_of(folder)) > MOST_BYTES:
        raise SetUpError(f"the folder has {size:,} bytes, and a package may have {MOST_BYTES:,}")


def variables(facts: Facts, source: Path, edition: Path) -> dict[str, str]:
    """Return what PyInstaller, and Python under it, must find in the environment to make the same bytes each time."""
    return {
        "SOURCE_DATE_EPOCH": str(facts.epoch),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(source),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TIPDESK_SOURCE": str(source),
        "TIPDESK_EDITION": str(edition),
    }


def find_lacking(warnings: str) -> list[str]:
    """Return the libraries that a module of TIPdesk imports and PyInstaller, by its own list, has not put in.

    What is missing of Python itself is of another system.
    """
    lacking = []
    for kind, name, importers in _WARNING.findall(warnings):
        is_pythons = name.split(".")[0] in sys.stdlib_module_names
        if _OURS.search(importers) and not (kind == "missing" and is_pythons):
            lacking.append(name)
    return lacking


def _strip(folder: Path) -> None:
    """Take what only a debugger reads out of the libraries that came with it: 28 MB."""
    laden = [
        str(path)
        for path in sorted(folder.rglob("*.so*"))
        if not path.is_symlink() and DEBUGGERS_OWN in path.read_bytes()
    ]
    if laden:
        environment.run_program(["strip", "--strip-debug", *laden], "strip failed (Debian: binutils)")


def level(folder: Path, epoch: int) -> None:
    """Give every file of a folder the time of the commit, and the rights that anybody may read it with."""
    for path in sorted([folder, *folder.rglob("*")], reverse=True):
        if path.is_symlink():
            os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        may_run = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if may_run else 0o644)
        os.utime(path, (epoch, epoch))


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder; a link counts nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
