"""The `outside` file: what a locked PC knows, written beside the store whenever that changes, and compared at unlock.

The store keeps the hash of each document that may lie there, in the same commit as the change that made it. So after a
crash an older one is known as the store's own, and anything else as somebody else's. What stands in the document is
decided by `describe`. A document that was altered is moved aside once, so that it can be looked at and the PC can be
used again.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.disk import move, write_whole
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.remembered.here import OUTSIDE_TOLD, REPORT_RECIPIENT
from tipdesk.services.remembered.link import ADDRESS, OWN_GRANT

FILE: Final = "outside"
ALTERED: Final = "outside.altered"
_MOST_TOLD: Final = 64
_LARGEST: Final = 64 * 1024

Describe = Callable[[Reader], bytes]
"""Returns the signed document: always the same bytes for the same content."""

CONCERNED: Final = frozenset(one.name for one in (OWN_GRANT, ADDRESS, REPORT_RECIPIENT))
"""The settings of which the document speaks; the rest of it is the directory."""


@dataclass(frozen=True)
class OutsideFile:
    """The `outside` file of one home."""

    home: Path
    describe: Describe

    def prepare(self, work: UnitOfWork) -> bytes | None:
        """Note in the store what will be written after this commit, and return it, or None if nothing has changed."""
        content = self.describe(work)
        digest, told = hashlib.sha256(content).digest(), OUTSIDE_TOLD.get(work)
        if told[-1:] == [digest]:
            return None
        OUTSIDE_TOLD.keep(work, [*told[1 - _MOST_TOLD :], digest])
        return content

    def write(self, content: bytes) -> None:
        """Put a document in place whole; OSError when the disk fails, which the next unlock makes up for."""
        write_whole(self.home / FILE, content)

    def is_current(self, reader: Reader, found: bytes | None) -> bool:
        """Tell whether the document found says what the store says now.

        After a crash an older one does not, and a missing or blank one does not either. `found` must be read before the
        reader began, since another window may be writing. Raises Distrust `outside-altered` where this store never
        wrote what was found; the file has been moved aside by then.
        """
        if found is None or not any(found):
            return False
        digest = hashlib.sha256(found).digest()
        if digest not in OUTSIDE_TOLD.get(reader):
            with suppress(OSError):
                move(self.home / FILE, self.home / ALTERED)
            raise _altered()
        return digest == hashlib.sha256(self.describe(reader)).digest()

    def read(self) -> bytes | None:
        """Return the file's content, or None where there is no file that can be read."""
        try:
            with (self.home / FILE).open("rb") as file:
                return file.read(_LARGEST)
        except OSError:
            return None


def _altered() -> Distrust:
    return Distrust(
        "outside-altered",
        _(
            "The file with headquarters' address and the duty numbers was changed by somebody or something else. It is "
            "kept aside. Trust no number that this window showed: ring headquarters by a number you know, then unlock "
            "again."
        ),
    )
