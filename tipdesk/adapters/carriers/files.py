"""One file on a stick: written so that it is whole or absent, and read so that only a plain small file is opened.

No link is followed, no more than the limit is read whatever the file claims, and a file that was written is read back
from the medium. Which files matter is decided in `folder`.
"""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from tipdesk.disk import FULL, patiently, remove, writing
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.refused_files import is_surely_held, name_in, why_refused
from tipdesk.domain.texts import _

_PIECE: Final = 256 * 1024
_LOCKED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
# Windows lacks these and needs none of them; O_NONBLOCK keeps a pipe laid in our way from holding us up.
_PLAIN: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ: Final = os.O_RDONLY | _PLAIN | getattr(os, "O_NONBLOCK", 0)


def stick_trouble(error: OSError) -> Trouble:
    """Return the Trouble that a disk's error means to an officer: `stick-full`, `stick-locked` or `stick-gone`."""
    if error.errno in FULL or error.errno == errno.EFBIG:  # a stick's file system may have a longest file
        return stick_full()
    if error.errno in _LOCKED and not is_surely_held(error):
        return Trouble("stick-locked", _("The stick cannot be written to. Is it locked?"))
    if told := why_refused(error):
        return Trouble("stick-locked", told, path=name_in(error))
    return Trouble("stick-gone", _("The stick is gone or cannot be read. Plug it in again."))


def stick_full() -> Trouble:
    """Return Trouble `stick-full`, said of a stick on which there is no room."""
    return Trouble("stick-full", _("The stick is full. Make room on it, or take another."))


def stopped() -> UserError:
    """Return UserError `stopped`, which ends work that the officer cancelled."""
    return UserError("stopped", _("Stopped. Nothing is lost; it goes with the next try."))


def read_file(path: Path, limit: int) -> bytes | None:
    """Return the content of a plain file of at most `limit` bytes, or None for a link, a folder, or one too large.

    Raises OSError when the medium fails.
    """
    with _opened(path, limit) as opened:
        if opened is None:
            return None
        content = opened[0].read(limit + 1)
        return content if len(content) <= limit else None


def read_head(path: Path, limit: int, most: int) -> tuple[bytes, int] | None:
    """Return the first `most` bytes of a plain file and its size, or None as `read_file` does."""
    with _opened(path, limit) as opened:
        return None if opened is None else (opened[0].read(most), opened[1])


def digest_file(path: Path, limit: int) -> bytes | None:
    """Return the SHA-256 of a plain file, read in pieces, or None as `read_file` does.

    It is None, too, where the file has grown over the limit meanwhile.
    """
    with _opened(path, limit) as opened:
        if opened is None:
            return None
        summed, left = hashlib.sha256(), limit
        while left >= 0 and (piece := opened[0].read(_PIECE)):
            summed.update(piece)
            left -= len(piece)
        return summed.digest() if left >= 0 else None


@contextmanager
def _opened(path: Path, limit: int) -> Iterator[tuple[IO[bytes], int] | None]:
    try:
        descriptor = patiently(lambda: os.open(path, _READ))
    except OSError as error:
        if error.errno not in {errno.ELOOP, errno.ENOENT, errno.ENXIO, errno.EACCES}:
            raise
        yield None
        return
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or not 0 < state.st_size <= limit:
            yield None
            return
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file, state.st_size
    finally:
        os.close(descriptor)


def write_file(path: Path, content: bytes, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    """Write a file whole: first beside its place and on the medium, then renamed and read back.

    `step` hears how many bytes of how many are written. Raises Trouble `stick-full`, `stick-gone`, `stick-locked` or
    `stick-unreliable`, and UserError `stopped`; then nothing of it is left. Unless the file does not read back right,
    an earlier file of the same name stays.
    """
    try:
        with writing(path) as file:
            for start in range(0, len(content), _PIECE):
                if cancelled():
                    raise stopped()
                step(start, len(content))
                file.write(content[start : start + _PIECE])
        _check(path, content)
    except OSError as error:
        raise stick_trouble(error) from error
    step(len(content), len(content))


def _check(path: Path, content: bytes) -> None:
    """Compare the file with what the medium holds, and not with what the system remembers of the writing.

    That is as far as the system can be asked to forget. Raises Trouble `stick-unreliable` where they differ.
    """
    if sys.platform == "linux":
        descriptor = os.open(path, _READ)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
    if read_file(path, len(content)) != content:
        remove(path)
        raise Trouble("stick-unreliable", _("The stick does not keep what is written to it. Take another."))
