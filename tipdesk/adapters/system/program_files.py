"""Reads the files of the installed program and compares them with the list that its package carries.

A source tree has no list: it is what git says it is.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tipdesk.domain.errors import Distrust
from tipdesk.domain.program_files import LIST, FilesFound, compare_files, read_list
from tipdesk.domain.texts import _

Step = Callable[[int, int], object]


def program_folder() -> Path | None:
    """Return the folder of the installed program, or None where TIPdesk runs from its source."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None


def check_files(folder: Path, step: Step = lambda _done, _all: None) -> FilesFound:
    """Compare the files of a program with the list in its folder; `step` hears how many of how many were read.

    Raises Distrust `no-program-list` where the list is gone or is none any more.
    """
    try:
        listed = read_list((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        listed = {}
    if not listed:
        words = _("The list of the program's files is missing or damaged. Install TIPdesk again.")
        raise Distrust("no-program-list", words)

    def found() -> Iterator[tuple[str, str | None]]:
        for number, name in enumerate(listed, 1):
            yield name, digest_of(folder / name)
            step(number, len(listed))

    return compare_files(listed, found())


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file in hex, or None where there is no such file or it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
