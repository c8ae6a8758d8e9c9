"""Compares two builds of one commit, file by file, so that whoever doubts a package can make it and see.

A folder and a `.deb` are equal to the last byte. An installer for Windows holds times and checks of the program that
made it, so it is its contents that are compared.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from pathlib import Path

from installer.environment import SetUpError

BY_CONTENTS = {
    ".exe": ("7z", "x", "-y", "-bd", "-o{folder}", "{package}"),
    ".msi": ("msiextract", "-C", "{folder}", "{package}"),
}
"""How the packages that are equal only in what they hold are opened."""


def differences(one: Path, other: Path) -> list[str]:
    """Return a line for each file in which two folders, or two packages, differ; none where they are equal."""
    if one.is_dir():
        return _between(digests(one), digests(other))
    if one.suffix not in BY_CONTENTS:
        return [] if one.read_bytes() == other.read_bytes() else [f"{one.name}: other bytes"]
    return _between(_digests_inside(one), _digests_inside(other))


def digests(folder: Path) -> dict[str, str]:
    """Return for each file its SHA-256 with its rights, and for each link where it leads, by its place."""
    found = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[place] = f"leads to {path.readlink().as_posix()}"
        elif path.is_file():
            found[place] = f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mode & 0o777:o}"
    return found


def _digests_inside(package: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="opened-") as folder:
        words = [word.format(folder=folder, package=package) for word in BY_CONTENTS[package.suffix]]
        try:
            subprocess.run(words, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetUpError(f"{words[0]} could not open {package.name} (Debian: 7zip, msitools)") from error
        return digests(Path(folder))


def _between(one: dict[str, str], other: dict[str, str]) -> list[str]:
    names = sorted({*one, *other})
    lines = {name: (one.get(name, "is not there"), other.get(name, "is not there")) for name in names}
    return [f"{name}: {first}, and then {second}" for name, (first, second) in lines.items() if first != second]
