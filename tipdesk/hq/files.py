"""Files of the spool: how they are written and deleted, whatever lies in them.

Uploads and answers share this, and with it what is said when there is no room.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tipdesk.disk import try_remove
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_DEVICE: Final = re.compile(r"[0-9a-f]{32}")


def kept(write: Callable[[], object]) -> None:
    """Run a write; raises Trouble `headquarters-full` where the disk does not take it."""
    try:
        write()
    except OSError as error:
        raise full() from error


def removed(path: Path) -> None:
    """Delete a file.

    Windows keeps a file that is being sent; the next server finds it and forgets it in its time.
    """
    try_remove(path)


def full() -> Trouble:
    """Return Trouble `headquarters-full`, said where headquarters has no room."""
    return Trouble("headquarters-full", _("Headquarters has no room for this now. It will be tried again."))


def is_device(text: str) -> bool:
    """Tell whether the text is a device id as it stands in a file name."""
    return _DEVICE.fullmatch(text) is not None
