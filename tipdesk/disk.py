"""What everything that touches a disk asks of it: a file written, renamed, and waited for until it is on the disk.

This is the one place of the program in which a file is made or opened for writing. A file that stands under its name is
whole, and this account's alone (0600) from its first byte. Nothing is written through a link that somebody laid in the
way, nor into a file that has a second name. A file is on the disk, and its name in the folder, before a writing
returns. What another program holds (Windows lets nobody rename, remove or open what a scanner reads) is tried again for
two seconds; after that the error passes through, and `domain/refused_files` has the words for it.

On Windows a file has the rights of its folder, which `adapters/system/homes` sees to; there as well a file that is made
must not have been there. What a refusal means, and whether a folder may be written to at all, is for the caller to
decide: the errors of the system pass through.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar

from tipdesk.domain.refused_files import BAD_NAME, is_device_name, is_held

T = TypeVar("T")
HELD_SECONDS: Final = 2.0
"""For how many seconds a file that another program holds is tried again."""
_FIRST_WAIT, _LONGEST_WAIT = 0.01, 0.25
PART: Final = ".part"
"""The suffix of a file's name while it is being written."""
ALONE: Final = 0o077
"""The rights of everybody but the account itself; they are taken from every file and folder that a process makes."""
FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""The errors by which a disk says that it takes no more."""
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
# Each system has some of these: no link is followed, no process that is started inherits the file, bytes stay bytes.
_PLAIN: Final = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_BINARY", 0)
)


class Patience(NamedTuple):
    """The clock by which a held file is waited for, and what waits."""

    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], object] = time.sleep


PATIENCE: Final = Patience()


def patiently(deed: Callable[[], T], patience: Patience = PATIENCE) -> T:
    """Do something to a file, again and again for `HELD_SECONDS` while another program holds it.

    Waits are short at first and double. Raises the OSError of the last try.
    """
    until, seconds = patience.now() + HELD_SECONDS, _FIRST_WAIT
    while True:
        try:
            return deed()
        except OSError as error:
            left = until - patience.now()
            if left <= 0 or not is_held(error):
                raise
        patience.wait(min(seconds, left))
        seconds = min(seconds * 2, _LONGEST_WAIT)


def keep_private() -> None:
    """Keep every file and folder that this process makes, or one that it starts, closed to other accounts."""
    os.umask(ALONE)


@contextmanager
def writing(path: Path, *, waits: bool = True, named: Callable[[], str] | None = None) -> Iterator[BinaryIO]:
    """Give a file to write into; once the block has ended well it stands under `path`, over what stood there.

    `named` gives the name that it has then in the same folder, where that follows from what was written.

    OSError, or whatever the block raises, leaves what stood there as it was and nothing beside it. With `waits`, this
    returns when the file is on the disk, as whatever outlives this process must be.
    """
    part = path.with_name(path.name + PART)
    _refuse_strange(path)
    try:
        remove(part)  # left by a power cut, or laid there
        with os.fdopen(open_new(part), "wb") as file:
            yield file
            file.flush()
            if waits:
                os.fsync(file.fileno())
            _refuse_exchanged(file.fileno(), part)
        move(part, path.with_name(named()) if named else path)
    except BaseException:
        with suppress(OSError):
            remove(part)
        raise
    if waits:
        _wait_for_name(path.parent)


def write_whole(path: Path, content: bytes, *, waits: bool = True) -> None:
    """Write a file whole, or not at all: OSError leaves what stood there.

    With `waits`, it is on the disk when this returns.
    """
    with writing(path, waits=waits) as file:
        file.write(content)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file's bytes, and nothing else of it; OSError leaves what stood under `path`."""
    with source.open("rb") as given, writing(path) as file:
        shutil.copyfileobj(given, file)


def write_over(path: Path, content: bytes, *, at: int = 0, size: int | None = None, waits: bool = True) -> bool:
    """Write into a file from byte `at` on, and tell whether there was such a file.

    It must be a plain file and, where `size` is given, have that many bytes. Within the bytes that it has this takes no
    room on the disk. A power cut may leave a part of it, so this is only for files that tell themselves whether they
    are whole. With `waits`, it is on the disk when this returns.
    """
    try:
        number = _open(path, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        state = os.fstat(number)
        if size not in (None, state.st_size) or not _is_plain(state):
            return False
        _write_at(number, content, at)
        if waits:
            os.fsync(number)
    finally:
        os.close(number)
    return True


def reserve(path: Path, size: int) -> None:
    """Make a file that takes `size` bytes of room for good, and holds nothing.

    Raises OSError where a file of that name is there already, or where there is not that much room.
    """
    number = open_new(path)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(number, 0, size)
        else:
            _fill(number, size)
    finally:
        os.close(number)


def empty(path: Path) -> int:
    """Remove a file's bytes but keep its name, and return how many they were; OSError where it is no plain file."""
    number = _open(path, os.O_WRONLY)
    try:
        state = os.fstat(number)
        if not _is_plain(state):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        os.ftruncate(number, 0)
        os.fsync(number)
    finally:
        os.close(number)
    return state.st_size


def open_new(path: Path) -> int:
    """Return the descriptor of a new file that is this account's alone.

    Raises FileExistsError where anything has that name.
    """
    return _open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)


def open_to_lock(path: Path) -> int:
    """Return the descriptor of a file that is only locked and holds nothing, made if need be; OSError for a link."""
    return _open(path, os.O_RDWR | os.O_CREAT)


def read_whole(path: Path) -> bytes:
    """Return the content of a file of ours, which another process of ours may be putting in place at this moment."""
    return patiently(path.read_bytes)


def move(
    path: Path,
    target: Path,
    *,
    rename: Callable[[Path, Path], object] = Path.replace,
    patience: Patience = PATIENCE,
) -> None:
    """Rename a file, over one that stands at `target`, or a folder; OSError leaves everything where it was.

    The renaming itself is not waited for: a caller whom an older state after a power cut would mislead waits for the
    folder (`wait_for`).
    """
    patiently(lambda: rename(path, target), patience)


def remove(path: Path, *, unlink: Callable[[Path], object] = Path.unlink, patience: Patience = PATIENCE) -> None:
    """Take a file away, if it is there; OSError leaves it."""
    with suppress(FileNotFoundError):
        patiently(lambda: unlink(path), patience)


def try_remove(path: Path) -> bool:
    """Take a file away if that can be done at once, and tell whether it is gone; nothing is waited for."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def remove_folder(folder: Path) -> None:
    """Take a folder away with all that is in it, as far as the disk lets go of it."""
    with suppress(FileNotFoundError):
        try:
            patiently(lambda: shutil.rmtree(folder))
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)


def wait_for(path: Path) -> None:
    """Wait until a file or, where the system can do that, a folder is on the disk; OSError where it refuses."""
    if os.name != "posix" and path.is_dir():
        return  # Windows opens no folder, and its journal keeps the order without being asked
    number = patiently(lambda: os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR))
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _open(path: Path, flags: int) -> int:
    """Open a file, through no link: a system that cannot be told so is asked before."""
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return patiently(lambda: os.open(path, flags | _PLAIN, 0o600))


def _wait_for_name(folder: Path) -> None:
    try:
        wait_for(folder)
    except OSError as error:  # some shares cannot be asked
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _refuse_strange(path: Path) -> None:
    """Raise OSError for a pipe or a device of that name, which is not a file that could be replaced."""
    if sys.platform == "win32" and is_device_name(path.name):
        raise OSError(None, "a device", str(path), BAD_NAME)
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _refuse_exchanged(number: int, part: Path) -> None:
    """Raise FileExistsError where another file has the name by now, as in a folder that others may write to."""
    if not os.path.samestat(os.fstat(number), part.lstat()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(part))


def _is_plain(state: os.stat_result) -> bool:
    return stat.S_ISREG(state.st_mode) and state.st_nlink == 1


def _write_at(number: int, content: bytes, at: int) -> None:
    """Write all of `content`: a nearly full disk may take a part of it, and say so only in the number returned."""
    os.lseek(number, at, os.SEEK_SET)
    left = memoryview(content)
    while left:
        left = left[os.write(number, left) :]


def _fill(number: int, size: int) -> None:
    """Write `size` zero bytes, since a file that is only as long as it says would take no room."""
    block = bytes(1 << 20)
    for written in range(0, size, len(block)):
        os.write(number, block[: size - written])
    os.fsync(number)
