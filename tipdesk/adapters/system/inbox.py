"""The folder in which a locked PC keeps sealed reports, and the receipts that came while it was locked.

Promises: a file is whole or not there; names say nothing; no more files than a disk can bear; nothing but a plain small
file is ever read. What is in them, sealed by then, is others'.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.files import read_plain_file, write_whole_file
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

MOST_REPORTS: Final = 200
MOST_BYTES: Final = 72 * 1024
"""Of one file."""
REPORT, DRAFT, RECEIPT = ".tipreport", ".tipdraft", ".tdr"


@dataclass(frozen=True)
class Inbox:
    """The folder of one home. It is made when something is kept."""

    folder: Path

    def keep_report(self, name: str, sealed: bytes) -> None:
        """Keep a sealed report, on the disk before this returns. `name`: a random word.

        UserError `inbox-full` where too many wait, `too-large`; Trouble `file-unwritable`.
        """
        if sum(1 for _found in self._names(REPORT)) >= MOST_REPORTS:
            raise UserError(
                "inbox-full", _("This PC keeps no more reports until an officer unlocks it. Ring, and use paper.")
            )
        self.write(name + REPORT, sealed)

    def write(self, name: str, content: bytes) -> None:
        """Put a file in place whole. Trouble `file-unwritable` when the disk fails or is full."""
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
        """Give name and content of each file of a kind, oldest first; what is too large or no plain file is passed."""
        for name in sorted(self._names(suffix), key=self._age):
            content = read_plain_file(self.folder / name, MOST_BYTES)
            if content is not None:
                yield name, content

    def drop(self, name: str) -> None:
        """Take a file away. What is gone is no error; what the disk does not let go is met again, and known then."""
        if Path(name).name == name:
            with suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)

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
    """Return by what a sealed file is known: its SHA-256."""
    return hashlib.sha256(content).digest()
