"""Files an officer names: read whole while small, written whole or not at all.

It promises that a file which was written is complete under its name (written beside it, flushed, renamed). What the
bytes mean, and which file it is, are left to others.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from tipdesk.adapters.disk import move
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

_PART: Final = ".part"
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
    part = path.with_name(path.name + _PART)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Trouble("file-unwritable", _("The file “{path}” cannot be written."), path=path.name) from error
