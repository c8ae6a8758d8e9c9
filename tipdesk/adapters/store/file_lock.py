"""An advisory lock on a file, on Windows and elsewhere, so that one process at a time writes to a home.

The lock belongs to the file that stands under the path when it is taken, and ends with the process that holds it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tipdesk.disk import open_to_lock
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_STEP_SECONDS = 0.01

if sys.platform == "win32":
    import msvcrt

    def _try_lock(number: int) -> bool:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

    def _stands_there(number: int, path: Path) -> bool:
        del number, path
        return True  # nothing moves a file away that is open

else:
    import fcntl

    def _try_lock(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_UN)

    def _stands_there(number: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(number), path.stat())
        except OSError:
            return False


def _opened(path: Path) -> int:
    try:
        return open_to_lock(path)
    except OSError as error:
        from tipdesk.adapters.store.faults import refused_file  # at the unlock window the database is not imported yet

        raise refused_file(error) from error


@contextmanager
def file_lock(path: Path, *, wait_seconds: float = 30.0) -> Iterator[None]:
    """Hold the lock of a file while the block runs.

    Where the home is replaced by another one while this waits, the lock is taken on the file of the new home, since the
    lock of a file that no longer stands there would exclude nobody. Raises Trouble `store-busy` when another process
    keeps the lock for `wait_seconds`, and `disk-full` or `store-disk` when the file cannot be opened.
    """
    until = time.monotonic() + wait_seconds
    while True:
        number = _opened(path)
        try:
            _wait(number, until)
            try:
                if _stands_there(number, path):
                    yield
                    return
            finally:
                _unlock(number)
        finally:
            os.close(number)


def _wait(number: int, until: float) -> None:
    while not _try_lock(number):
        if time.monotonic() >= until:
            raise Trouble("store-busy", _("Another window or command is writing to the store. Try again."))
        time.sleep(_STEP_SECONDS)
