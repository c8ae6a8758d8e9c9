"""A case file as a PDF, in the language of the program: for the window and the command line alike.

Promises the pages of what `print_case_file` makes and signs. Where they go is left to the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.printer import Told


def print_case(desk: Desk, case: bytes, *, identity: bool, copy_number: int = 1, told: Told = untold) -> bytes:
    """Return the PDF of a case file, audited as a print and signed. UserErrors of `make_case_file`.

    `told` hears how many parts of how many are set; whatever it raises ends it, and nothing was signed.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.services.documents.print_case_file import print_case_file
    from tipdesk.services.voice import translated

    printer = CaseFilePrinter(read_bytes)
    return print_case_file(
        desk, printer, case, identity=identity, copy_number=copy_number, translate=translated, told=told
    )
