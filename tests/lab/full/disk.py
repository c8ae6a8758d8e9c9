"""A disk of so many MiB that can be filled: a tmpfs, which takes root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def why_not() -> str:
    """Return why no such disk can be had here, empty where it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "a disk of a given size takes root on Linux"
    return "" if shutil.which("mount") else "mount absent"


@contextmanager
def disk_of(mebibytes: int, place: Path) -> Iterator[Path]:
    """Give a disk of this size, mounted in `place`."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, leave: int = 0) -> Path:
    """Fill a disk but for `leave` bytes; return the file that does it."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while (free := shutil.disk_usage(place).free) > leave:
                file.write(bytes(min(free - leave, 1 << 20)))
        except OSError:
            pass
    return filler
