"""Why a system refuses a file, where the officer can do something about it: it is held, or its name is not taken.

Windows refuses whatever a scanner or an indexer reads at that moment, the names of its devices, and every path of 260
characters or more unless the PC was told to take longer ones. An error is judged by its numbers and its file's name
alone, so that it can be judged on any system.
"""

import errno
import re
from pathlib import PurePath
from typing import Final

from tipdesk.domain.texts import _

LONGEST_PATH: Final = 259
"""How many characters a path may have on a Windows that was not told to take longer ones."""
_NO_ACCESS, _WRITE_PROTECTED, _SHARING, _LOCK = 5, 19, 32, 33
_NOT_WINDOWS: Final = -1
_NO_PATH, _NO_FILE, _LONG_NAME = 3, 2, 206
BAD_NAME: Final = 123
"""Windows' error for a name that no file can have."""
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)
_HELD: Final = _(
    "Another program, such as a virus scanner, holds the file “{path}”, or this account may not open it. Nothing was "
    "changed. Wait a minute and try again; if it stays so, let whoever looks after this PC leave TIPdesk's folder out "
    "of scanning, or see to its rights."
)
_LONG: Final = _(
    "The path of the file “{path}” is too long for this PC. Choose a shorter name, or a folder nearer to the top of "
    "the disk."
)

_READ_ONLY: Final = _(
    "The disk that holds the file “{path}” can be read but not written to. Nothing was changed. Let it be made "
    "writable, or choose another disk."
)
_NAMELESS: Final = _("Windows takes no file of the name “{path}”. Choose another name.")


def is_device_name(name: str) -> bool:
    """Tell whether Windows takes the name of a file for one of its devices, whatever its ending."""
    return _DEVICES.fullmatch(name.partition(".")[0].rstrip(" ")) is not None


def is_held(error: OSError) -> bool:
    """Tell whether Windows may refuse a file because another program has it open, which passes by itself.

    An access that is denied counts: Windows says so of a file that is being removed, and of one that is held where it
    is opened (Python then hears no number of Windows at all). Only a further try tells that from a missing right.
    """
    number = getattr(error, "winerror", _NOT_WINDOWS)
    return is_surely_held(error) or number == _NO_ACCESS or (number is None and error.errno == errno.EACCES)


def is_surely_held(error: OSError) -> bool:
    """Tell whether Windows says that another program holds the file, and nothing else can be meant."""
    return getattr(error, "winerror", None) in {_SHARING, _LOCK}


def name_in(error: OSError) -> str:
    """Return the last part of the path that an error is about, which is "" where it names none.

    A file that is being written is told by its own name.
    """
    return PurePath(str(error.filename or "")).name.removesuffix(".part")


def why_refused(error: OSError) -> str | None:
    """Return the sentence, with a place for the `path`, that says what to do about a refusal; None where none fits."""
    number = getattr(error, "winerror", None)
    if is_held(error):
        return _HELD
    if error.errno == errno.EROFS or number == _WRITE_PROTECTED:
        return _READ_ONLY
    if number == BAD_NAME:
        return _NAMELESS
    is_unseen = number in {_NO_PATH, _NO_FILE} and len(str(error.filename)) > LONGEST_PATH
    if is_unseen or number == _LONG_NAME or error.errno == errno.ENAMETOOLONG:
        return _LONG
    return None
