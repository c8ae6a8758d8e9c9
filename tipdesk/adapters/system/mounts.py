"""What is mounted where on Linux, as /proc/self/mounts tells it; what a mount means is decided by those who ask."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_MOUNTS: Final = Path("/proc/self/mounts")
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")
_FIELDS: Final = 3


class Mount(NamedTuple):
    """One file system in its place; `device` is what was mounted, and a path only where it begins with /dev/."""

    device: str
    place: Path
    kind: str


def read_mounts() -> str:
    """Return the text of /proc/self/mounts; raises OSError where it cannot be read."""
    return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")


def each_mount(mounts: str) -> Iterator[Mount]:
    """Yield each mount in the order of the text; a line that is none is passed over."""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) >= _FIELDS:
            yield Mount(_plain(fields[0]), Path(_plain(fields[1])), fields[2])


def mount_of(folder: Path, mounts: str) -> Mount | None:
    """Return the file system that holds a folder, or None where the text does not tell.

    That is the innermost one, and of two in one place the later.
    """
    holding = [mount for mount in each_mount(mounts) if folder.is_relative_to(mount.place)]
    return max(reversed(holding), key=lambda mount: len(mount.place.parts), default=None)


def _plain(text: str) -> str:
    """Return a text in which blanks, tabs, line ends and backslashes stood as three octal digits (getmntent)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 8)), text)
