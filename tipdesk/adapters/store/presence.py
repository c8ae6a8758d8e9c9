"""Who has the store of a home open: a mark that ends with its process, whichever way that ends.

The first to open a store climbs the whole ladder of checks; those that come while it is open need not. The last to
close it leaves the note of a clean close. The caller holds the lock of the home, so that nobody comes or goes between.
"""

import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    _PLACES = 64

    def _lock(number: int, place: int, count: int) -> bool:
        os.lseek(number, place, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True

    def _unlock(number: int, place: int, count: int) -> None:
        os.lseek(number, place, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, count)

    def _enter(number: int) -> bool:
        """Take the first byte that is free; alone is who could take them all."""
        is_alone = _lock(number, 0, _PLACES)
        if is_alone:
            _unlock(number, 0, _PLACES)
        next(place for place in range(_PLACES) if _lock(number, place, 1))
        return is_alone

    def _is_last(number: int) -> bool:
        """Only other handles of this file are in the way of one that asks anew."""
        mine = [place for place in range(_PLACES) if not _lock(number, place, 1)]
        for place in set(range(_PLACES)) - set(mine):
            _unlock(number, place, 1)
        return len(mine) == 1

else:
    import fcntl

    def _take(number: int, kind: int) -> bool:
        try:
            fcntl.flock(number, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _enter(number: int) -> bool:
        """Hold the file with the others; alone is who could have had it whole."""
        is_alone = _take(number, fcntl.LOCK_EX)
        _take(number, fcntl.LOCK_SH)
        return is_alone

    def _is_last(number: int) -> bool:
        return _take(number, fcntl.LOCK_EX)


class Presence:
    """One opener of a store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def enter(self) -> bool:
        """Note that the store is open here; tell whether it is open nowhere else."""
        file = self._path.open("a+b")
        self._file = file
        return _enter(file.fileno())

    def leave(self) -> bool:
        """Note that it is not open here any more; tell whether it is open nowhere now. False where it never was."""
        if self._file is None:
            return False
        is_last = _is_last(self._file.fileno())
        self._file.close()
        self._file = None
        return is_last
