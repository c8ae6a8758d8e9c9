"""One file on a stick: written so that it is whole or absent, read so that nothing but a plain small file is opened.

It promises that no link is followed, that no more than the limit is read whatever the file claims, and that a written
file was read back from the medium. Which files matter is left to `folder`.
"""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from tipdesk.adapters.disk import move
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

PART: Final = ".part"
_PIECE: Final = 256 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_LOCKED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
# Windows lacks these and needs none of them; O_NONBLOCK keeps a pipe laid in our way from holding us up.
_PLAIN: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ: Final = os.O_RDONLY | _PLAIN | getattr(os, "O_NONBLOCK", 0)
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN


def stick_trouble(error: OSError) -> Trouble:
    """Return the Trouble that a disk's error means to an officer."""
    if error.errno in _FULL:
        return stick_full()
    if error.errno in _LOCKED:
        return Trouble("stick-locked", _("The stick cannot be written to. Is it locked?"))
    return Trouble("stick-gone", _("The stick is gone or cannot be read. Plug it in again."))


def stick_full() -> Trouble:
    """Return the Trouble of a stick on which there is no room."""
    return Trouble("stick-full", _("The stick is full. Make room on it, or take another."))


def stopped() -> UserError:
    """Return the end of work that the officer cancelled."""
    return UserError("stopped", _("Stopped. Nothing is lost; it goes with the next try."))


def read_file(path: Path, limit: int) -> bytes | None:
    """Return the content of a plain file of at most `limit` bytes; None for a link, a folder, or one too large.

    OSError when the medium fails.
    """
    with _opened(path, limit) as opened:
        if opened is None:
            return None
        content = opened[0].read(limit + 1)
        return content if len(content) <= limit else None


def read_head(path: Path, limit: int, most: int) -> tuple[bytes, int] | None:
    """Return the first `most` bytes of such a file, and its size; None as `read_file`."""
    with _opened(path, limit) as opened:
        return None if opened is None else (opened[0].read(most), opened[1])


def digest_file(path: Path, limit: int) -> bytes | None:
    """Return the SHA-256 of such a file, read in pieces; None as `read_file`, or where it has grown over the limit."""
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
        descriptor = os.open(path, _READ)
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
    """Write a file whole: beside it, to the medium, renamed, and read back.

    Raises Trouble `stick-full`, `stick-gone`, `stick-locked` or `stick-unreliable`, UserError `stopped`; then nothing
    of it is left, and an earlier file of the same name stays.
    """
    part = path.with_name(path.name + PART)
    left = part
    try:
        with suppress(FileNotFoundError):
            part.unlink()  # left by a stick that was pulled out in the middle
        _write_part(part, content, step, cancelled)
        move(part, path)
        left = path
        _sync_folder(path.parent)
        _check(path, content)
    except BaseException as error:
        with suppress(OSError):
            left.unlink()
        if isinstance(error, OSError):
            raise stick_trouble(error) from error
        raise
    step(len(content), len(content))


def _write_part(part: Path, content: bytes, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    with os.fdopen(os.open(part, _WRITE, 0o600), "wb", buffering=0) as file:
        for start in range(0, len(content), _PIECE):
            if cancelled():
                raise stopped()
            step(start, len(content))
            _write_all(file.fileno(), content[start : start + _PIECE])
        os.fsync(file.fileno())


def _write_all(descriptor: int, piece: bytes) -> None:
    """A nearly full stick may take a part of what it is given and say so only in the number returned."""
    view = memoryview(piece)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the medium; Windows does so with the rename, and some shares cannot be asked."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | _PLAIN)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _check(path: Path, content: bytes) -> None:
    """Read what the medium holds, not what the system remembers of the writing, as far as it lets us ask."""
    if sys.platform == "linux":
        descriptor = os.open(path, _READ)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
    if read_file(path, len(content)) != content:
        raise Trouble("stick-unreliable", _("The stick does not keep what is written to it. Take another."))
