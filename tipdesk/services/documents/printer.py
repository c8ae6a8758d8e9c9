"""What a document verb needs of the paper side: something that turns a finished model into the bytes of a file.

Promises no more than the Protocol; `adapters/documents` implements it, and tests put a fake of the same name there.
"""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from tipdesk.services.documents.case_file import CaseFile

Told: TypeAlias = Callable[[int, int], object]
"""Hears how many parts of how many are set; whatever it raises ends the printing."""


def untold(_done: int, _total: int) -> None:
    """Nobody asks how far a printing is."""


class Printer(Protocol):
    """Prints case files."""

    def print(self, case_file: CaseFile, told: Told = untold) -> bytes:
        """Return the file, the same bytes for equal models. No text, however odd, makes it fail."""
