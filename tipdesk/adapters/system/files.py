"""Files that an officer names: read whole while they are small, and written whole or not at all.

A file that was written is complete under its name, and can be opened by this account alone (`tipdesk.disk`).
"""

import os
import stat
from pathlib import Path
from typing import Final

from tipdesk.disk import FULL, patiently, write_whole
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.refused_files import why_refused
from tipdesk.domain.texts import _

_PLAIN: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_small_file(path: Path, most: int) -> bytes:
    """Return the content of a file of at most `most` bytes.

    Raises UserError `no-file` or `too-large`, and Trouble `file-unreadable`.
    """
    try:
        if not path.is_file():
            raise UserError("no-file", _("There is no file “{path}”."), path=path.name)
        with patiently(lambda: path.open("rb")) as file:
            content = file.read(most + 1)
    except OSError as error:
        told = why_refused(error) or _("The file “{path}” cannot be read.")
        raise Trouble("file-unreadable", told, path=path.name) from error
    if len(content) > most:
        raise UserError("too-large", _("The file “{path}” is too large."), path=path.name)
    return content


def read_plain_file(path: Path, most: int) -> bytes | None:
    """Return the content of a file in a folder of ours, or None where it cannot be taken.

    That is where it is gone, empty, larger than `most` bytes, a link or no plain file at all, or the disk does not give
    it.
    """
    try:
        descriptor = patiently(lambda: os.open(path, _PLAIN))
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(most + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return None
    return content if 0 < len(content) <= most else None


def write_whole_file(path: Path, content: bytes) -> None:
    """Write a file whole; raises Trouble `file-unwritable` when the folder is gone, full or locked."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Trouble:
    """Return Trouble `file-unwritable`, told of a file that the disk does not take."""
    if error.errno in FULL:
        told = _("The file “{path}” was not written: the disk is full. Free some space, or choose another disk.")
        return Trouble("file-unwritable", told, path=path.name)
    told = why_refused(error) or _("The file “{path}” cannot be written.")
    return Trouble("file-unwritable", told, path=path.name)
