"""The ballast: a file that only takes up room, and is let go when the disk is full so that a save can be finished.

Deleting records does not help on a full disk, since a deletion is written too. The ballast is the smaller of 64 MiB and
5 % of what is free when it is made, and it holds nothing. Where it was let go, an empty file stands for it, so that the
first start that finds room makes it again. It is let go where too little is free to unlock, and where a write of the
store finds the disk full; the callers tell the officer.
"""

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from tipdesk.disk import empty, remove, reserve
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

T = TypeVar("T")
NAME = "ballast"
MOST_BYTES = 64 << 20
SHARE = 20
LEAST_SHARE = 16
"""Where the disk could not give it a sixteenth of `MOST_BYTES`, it is as good as full and gets none."""
LOW_BYTES = 8 << 20
"""With less than this free, unlocking and saving may fail halfway, so the ballast is let go before."""
_MEBIBYTE = 1 << 20
_DISK = "store-disk"
_NO_ROOM = frozenset({"disk-full", "no-room", "backup-full"})
"""The codes by which the store says that its own disk is too full, also for the backup before an update."""


class Room(NamedTuple):
    """What was found of a home's disk.

    `freed` is how many bytes were freed just now; `is_short` says that the disk is as good as full.
    """

    freed: int
    is_short: bool


@dataclass(frozen=True)
class Ballast:
    """The ballast of one home."""

    path: Path

    @property
    def size(self) -> int | None:
        """Return its size in bytes, which is 0 where it was let go, or None where there has never been one."""
        try:
            state = self.path.lstat()
        except OSError:
            return None
        return state.st_size if stat.S_ISREG(state.st_mode) else None

    def make(self) -> int:
        """Make the ballast unless it is there or the disk is nearly full, and return its size in bytes.

        Returns 0 where there is none, because the disk is nearly full or refuses it.
        """
        if size := self.size:
            return size
        try:
            free = shutil.disk_usage(self.path.parent).free
            size = min(MOST_BYTES, free // SHARE)
            if size < MOST_BYTES // LEAST_SHARE:
                return 0
            remove(self.path)
            reserve(self.path, size)
        except FileExistsError:  # another process makes it
            return ballast_of(self.path.parent).size or 0
        except OSError:
            self.release()
            return 0
        return size

    def release(self) -> int:
        """Let the ballast go, and return how many bytes this frees."""
        try:
            return empty(self.path)
        except OSError:
            return 0


def ballast_of(home: Path) -> Ballast:
    """Return the ballast of a home."""
    return Ballast(home / NAME)


def keep_room(home: Path, *, is_begun: bool = False) -> Room:
    """Let the ballast go where too little is free, or make it again where there is room, and say what was found.

    With `is_begun` it is made also where there has never been one.
    """
    ballast = ballast_of(home)
    try:
        free = shutil.disk_usage(home).free
    except OSError:
        return Room(0, is_short=False)
    freed = 0
    if free < LOW_BYTES:
        freed = ballast.release()
    elif is_begun or ballast.size == 0:
        ballast.make()
    enough = max(LOW_BYTES, MOST_BYTES // LEAST_SHARE * SHARE)
    return Room(freed, is_short=not ballast.size and free + freed < enough)


def with_room(home: Path, deed: Callable[[], T]) -> T:
    """Do something; where the disk is too full for it, let the ballast go and do it once more.

    Raises Trouble `disk-full` where there is no ballast to let go, and otherwise whatever the second try raises.
    """
    ballast = ballast_of(home)
    held = ballast.size
    try:
        return deed()
    except Trouble as trouble:
        if not _is_of_room(home, trouble):
            raise
        if not held:
            raise _in_words(trouble) from trouble
        ballast.release()  # unless what was done has let it go itself
    return deed()


@contextmanager
def letting_go(home: Path) -> Iterator[None]:
    """Let the ballast of a home go when the block finds the disk full.

    Raises Trouble `disk-full`: where the ballast was let go, its sentence says that the officer can save again now.
    """
    try:
        yield
    except Trouble as trouble:
        if not _is_of_room(home, trouble):
            raise
        freed = ballast_of(home).release()
        if not freed:
            raise _in_words(trouble) from trouble
        raise Trouble(
            "disk-full",
            _(
                "The disk is full and this was not saved. A reserve of {freed} MB has just been let go: "
                "save again now, then free some space."
            ),
            freed=-(-freed // _MEBIBYTE),
        ) from trouble


def _is_of_room(home: Path, trouble: Trouble) -> bool:
    """Tell whether a refusal means that the disk of a home is full.

    Where not a page is left, the database cannot share the index of its WAL, and says no more than that the disk fails;
    so then the free space is looked at.
    """
    if trouble.code != _DISK:
        return trouble.code in _NO_ROOM
    try:
        return shutil.disk_usage(home).free < _MEBIBYTE
    except OSError:
        return False


def _in_words(trouble: Trouble) -> Trouble:
    from tipdesk.adapters.store.faults import disk_full  # at the unlock window the database is not imported yet

    return disk_full() if trouble.code == _DISK else trouble
