"""A file that takes up room on the disk, to be let go when the disk is full: then what is being written can be saved.

Deleting records does not help on a full disk, since that is written too. The ballast is the smaller of 64 MiB and 5 %
of what is free when it is made; its content is nothing.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

NAME = "ballast"
MOST_BYTES = 64 << 20
SHARE = 20
LEAST_SHARE = 16
"""Where it could not have a sixteenth of its most, the disk is as good as full and gets none."""
_MEBIBYTE = 1 << 20
_BLOCK = bytes(_MEBIBYTE)


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
            if size < MOST_BYTES // LEAST_SHARE:
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


def ballast_of(home: Path) -> Ballast:
    """Return the ballast of a home."""
    return Ballast(home / NAME)


@contextmanager
def letting_go(home: Path) -> Iterator[None]:
    """Let the ballast of a home go when what is done in the block finds the disk full, and say that it can be done now.

    Trouble `disk-full`, in the words that fit.
    """
    try:
        yield
    except Trouble as trouble:
        freed = ballast_of(home).release() if trouble.code == "disk-full" else 0
        if not freed:
            raise
        raise Trouble(
            "disk-full",
            _(
                "The disk is full and this was not saved. A reserve of {freed} MB has just been let go: "
                "save again now, then free some space."
            ),
            freed=-(-freed // _MEBIBYTE),
        ) from trouble


def _reserve(number: int, size: int) -> None:
    """Take the room for good: a file that is only as long as it says would free nothing."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(number, 0, size)
        return
    for _written in range(0, size, len(_BLOCK)):
        os.write(number, _BLOCK[: size - _written])
    os.fsync(number)
