"""What a document verb needs of the paper side: something that turns a finished model into the bytes of a file.

Promises no more than the Protocol; `adapters/documents` implements it, and tests put a fake of the same name there.
"""

from typing import Protocol

from tipdesk.services.documents.case_file import CaseFile


class Printer(Protocol):
    """Prints case files."""

    def print(self, case_file: CaseFile) -> bytes:
        """Return the file, the same bytes for equal models. No text, however odd, makes it fail."""
