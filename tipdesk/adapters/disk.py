"""What every adapter asks of a disk: a file or folder renamed, and one waited for until it is on the disk for good.

The one module that adapters share. Promises that a scanner's hold (Windows refuses to rename what it is reading) is
waited out for less than half a second, in one way for all. What the renaming means to its caller is the caller's.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

HELD_SECONDS: Final = (0.025, 0.05, 0.1, 0.25)
"""How long to wait before each further try where something holds a file."""


def move(
    path: Path,
    target: Path,
    *,
    rename: Callable[[Path, Path], object] = Path.replace,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Rename a file, over one that stands at `target`, or a folder. OSError leaves everything where it was.

    The renaming itself is not waited for: whom an older state after a power cut would mislead waits for the folder.
    """
    for seconds in HELD_SECONDS:
        try:
            rename(path, target)
        except PermissionError:
            wait(seconds)
        else:
            return
    rename(path, target)


def wait_for(path: Path) -> None:
    """Wait until a file, or where the system can, a folder, is on the disk. OSError where it refuses."""
    if os.name != "posix" and path.is_dir():
        return  # Windows opens no folder, and its journal keeps the order without being asked
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
