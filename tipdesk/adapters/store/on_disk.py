"""What the files beside a store share: one is put in place whole, and one is waited for until it is on the disk."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ANTIVIRUS_SECONDS: Final = (0.025, 0.05, 0.1, 0.25)
"""How long to wait before each further try where a scanner holds a file on Windows."""


def put_whole(
    path: Path,
    content: bytes,
    *,
    rename: Callable[[Path, Path], object] = Path.replace,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Put these bytes in place of a file: written beside it, waited for, then renamed. OSError leaves the old file.

    On Windows a scanner may hold the old file for a moment, and the renaming is refused meanwhile: tried a few times
    more. The renaming itself is not waited for: whom an older file after a power cut would mislead waits for the
    folder.
    """
    part = path.with_name(path.name + ".new")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for seconds in ANTIVIRUS_SECONDS:
        try:
            rename(part, path)
        except PermissionError:
            wait(seconds)
        else:
            return
    rename(part, path)


def wait_for(path: Path) -> None:
    """Wait until a file, or where the system can, a folder, is on the disk. OSError where it refuses."""
    if os.name != "posix" and path.is_dir():
        return  # Windows opens no folder, and its journal keeps the order without being asked
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
