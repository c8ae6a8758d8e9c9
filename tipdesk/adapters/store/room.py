"""Whether a disk has room for what is about to be written, asked before it begins, so that nothing stops halfway."""

import shutil
from pathlib import Path

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_MEBIBYTE = 1 << 20
_RESERVE = 8 * _MEBIBYTE
"""What is left free for the records that officers go on writing."""


def need_room(folder: Path, needed: int) -> None:
    """Refuse where the disk of `folder` has less free than `needed` bytes and a reserve of 8 MiB together.

    Raises Trouble `no-room`, or `disk-gone` where the folder is not there.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise disk_gone() from error
    if free < needed + _RESERVE:
        raise Trouble(
            "no-room",
            _("This takes {needed} MB and {free} MB are free. Free some space, or choose another disk."),
            needed=-(-(needed + _RESERVE) // _MEBIBYTE),
            free=free // _MEBIBYTE,
        )


def disk_gone() -> Trouble:
    """Return Trouble `disk-gone`, told where a folder or stick is not there, or not any more."""
    return Trouble("disk-gone", _("The folder or stick is gone. Plug it in again."))
