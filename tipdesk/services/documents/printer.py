"""What a verb on documents needs of the paper side: something that turns a finished model into the bytes of a file.

`adapters/documents` implements the Protocol, and tests put a fake of the same name in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from tipdesk.services.documents.case_file import CaseFile

Told: TypeAlias = Callable[[int, int], object]
"""Is called with how many parts are set, and of how many; whatever it raises ends the printing."""


def untold(_done: int, _total: int) -> None:
    """Do nothing, where nobody asks how far a printing is."""


class Printer(Protocol):
    """Prints case files."""

    def print(self, case_file: CaseFile, told: Told = untold) -> bytes:
        """Return the bytes of the file, the same for equal models; no text, however odd, makes it fail."""
