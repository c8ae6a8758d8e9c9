"""A file that takes up room on the disk, to be let go when the disk is full: then what is being written can be saved.

Deleting records does not help on a full disk, since that is written too. The ballast is the smaller of 64 MiB and 5 %
of what is free when it is made; its content is nothing.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 64 << 20
SHARE = 20
SPARE = 4
"""It is made again once so many times its size is free."""
_BLOCK = bytes(1 << 20)


@dataclass(frozen=True)
class Ballast:
    """The ballast of one home."""

    path: Path

    def make(self) -> int:
        """Make it unless it is there or the disk is nearly full; return its bytes, 0 where there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            pass
        try:
            free = shutil.disk_usage(self.path.parent).free
            size = min(MOST_BYTES, free // SHARE)
            if free < SPARE * size or not size:
                return 0
            with self.path.open("xb") as file:
                _reserve(file.fileno(), size)
        except OSError:
            self.release()
            return 0
        return size

    def release(self) -> int:
        """Let it go; return the bytes that this frees."""
        try:
            size = self.path.stat().st_size
            self.path.unlink()
        except OSError:
            return 0
        return size


def _reserve(number: int, size: int) -> None:
    """Take the room for good: a file that is only as long as it says would free nothing."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(number, 0, size)
        return
    for _written in range(0, size, len(_BLOCK)):
        os.write(number, _BLOCK[: size - _written])
    os.fsync(number)
