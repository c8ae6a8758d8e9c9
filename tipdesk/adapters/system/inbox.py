"""The folder in which a locked PC keeps sealed reports, and the receipts that came while it was locked.

A file is whole or not there, and its name says nothing. There are no more files than a disk can bear, and nothing but a
plain small file is ever read. What is in the files is sealed by then.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.files import read_plain_file, write_whole_file
from tipdesk.disk import remove
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

MOST_REPORTS: Final = 200
MOST_BYTES: Final = 72 * 1024
"""How many bytes one file may have at most."""
REPORT, DRAFT, RECEIPT = ".tipreport", ".tipdraft", ".tdr"


@dataclass(frozen=True)
class Inbox:
    """The folder of one home, which is made when something is first kept."""

    folder: Path

    def keep_report(self, name: str, sealed: bytes) -> None:
        """Keep a sealed report, on the disk before this returns; `name` is a random word.

        Raises UserError `inbox-full` where too many wait, or `too-large`, and Trouble `file-unwritable`.
        """
        if sum(1 for _found in self._names(REPORT)) >= MOST_REPORTS:
            raise UserError(
                "inbox-full", _("This PC keeps no more reports until an officer unlocks it. Ring, and use paper.")
            )
        self.write(name + REPORT, sealed)

    def write(self, name: str, content: bytes) -> None:
        """Put a file in place whole.

        Raises UserError `too-large`, and Trouble `file-unwritable` when the disk fails or is full.
        """
        if len(content) > MOST_BYTES:
            raise UserError(
                "too-large", _("The report is too long for this PC while it is locked. Write less, and ring.")
            )
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Trouble("file-unwritable", _("This PC's disk takes no more. Ring, and use paper.")) from error
        write_whole_file(self.folder / name, content)

    def find(self, suffix: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file of a kind, oldest first.

        A file that is too large or no plain file is passed over.
        """
        for name in sorted(self._names(suffix), key=self._age):
            content = read_plain_file(self.folder / name, MOST_BYTES)
            if content is not None:
                yield name, content

    def drop(self, name: str) -> None:
        """Delete a file; one that is gone is no error.

        A file that the disk does not let go is met again later, and is known then.
        """
        if Path(name).name == name:
            with suppress(OSError):
                remove(self.folder / name)

    def _names(self, suffix: str) -> list[str]:
        try:
            return [path.name for path in self.folder.iterdir() if path.suffix == suffix]
        except OSError:
            return []

    def _age(self, name: str) -> tuple[float, str]:
        try:
            return (self.folder / name).lstat().st_mtime, name
        except OSError:
            return 0.0, name


def digest_of(content: bytes) -> bytes:
    """Return what a sealed file is known by: its SHA-256."""
    return hashlib.sha256(content).digest()
