"""Files an officer names: read whole while small, written whole or not at all.

It promises that a file which was written is complete under its name, and this account's alone (`tipdesk.disk`). What
the bytes mean, and which file it is, are left to others.
"""

import os
import stat
from pathlib import Path
from typing import Final

from tipdesk.disk import FULL, write_whole
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

_PLAIN: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_small_file(path: Path, most: int) -> bytes:
    """Return the content. UserError `no-file` or `too-large`, Trouble `file-unreadable`."""
    try:
        if not path.is_file():
            raise UserError("no-file", _("There is no file “{path}”."), path=path.name)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise Trouble("file-unreadable", _("The file “{path}” cannot be read."), path=path.name) from error
    if len(content) > most:
        raise UserError("too-large", _("The file “{path}” is too large."), path=path.name)
    return content


def read_plain_file(path: Path, most: int) -> bytes | None:
    """Return the content of a file in a folder of ours.

    None: gone, empty, larger, a link, no plain file at all, or one that the disk does not give.
    """
    try:
        descriptor = os.open(path, _PLAIN)
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(most + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return None
    return content if 0 < len(content) <= most else None


def write_whole_file(path: Path, content: bytes) -> None:
    """Write it. Trouble `file-unwritable` when the folder is gone, full or locked."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Trouble:
    """Return what an officer is told of a file that the disk does not take: `file-unwritable`."""
    if error.errno in FULL:
        told = _("The file “{path}” was not written: the disk is full. Free some space, or choose another disk.")
        return Trouble("file-unwritable", told, path=path.name)
    return Trouble("file-unwritable", _("The file “{path}” cannot be written."), path=path.name)
