"""The processes that draw files, told apart from whatever else tests of one process have begun."""

import psutil

from tipdesk.adapters.preview import PREVIEW_CHILD


def previews() -> list[psutil.Process]:
    """Return the processes that draw files now for this process."""
    return [one for one in psutil.Process().children() if PREVIEW_CHILD in _words(one)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # it has ended
        return []
