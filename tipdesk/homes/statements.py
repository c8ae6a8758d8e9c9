"""Papers about one person, handed to them: determinations and statements of age, as PDF in a language they read.

What stands on them is decided in `services/documents`, and how it looks in `adapters/documents`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.printer import Told


def print_statement(
    desk: Desk,
    case: bytes,
    record: RecordType,
    row: bytes | None,
    *,
    language: str = "",
    copy_number: int = 1,
    told: Told = untold,
) -> bytes:
    """Return a determination or an age assessment as a PDF in a language, audited as a print and signed.

    Without `language` it is the one that the program speaks. Raises UserError `no-paper-language`, and those of
    `services/documents/print_statement`.
    """
    from tipdesk.adapters.documents.case_file import CaseFilePrinter
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.homes.tongues import tongue_of
    from tipdesk.services.documents import print_statement as printing

    tongue, printer = tongue_of(language), CaseFilePrinter(read_bytes)
    return printing.print_statement(desk, printer, case, record, row, tongue, copy_number=copy_number, told=told)
