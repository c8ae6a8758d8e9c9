"""Papers about one person, handed to them: determinations and statements of age, as PDF in a language they read.

What stands on them is decided in `services/documents`, and how it looks in `adapters/documents`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.printer import Told


class Statements:
    """Prints these papers for the window: implements `ui.seat.Statements`."""

    def languages(self) -> Mapping[str, str]:
        """Return the code and the own name of each language."""
        from tipdesk.adapters.system.catalogue import find_paper_languages

        return find_paper_languages()

    def print(self, desk: Desk, row: Row, language: str, *, told: Told) -> bytes:
        """Return the PDF of the statement of a row."""
        return print_statement(desk, row.case or b"", row.record, row.id, language=language, told=told)

    def paper(self, desk: Desk, case: bytes, name: str, row: bytes, *, told: Told) -> bytes:
        """Return the PDF of a paper (`services/papers/kinds`) of one row of a case."""
        from tipdesk.homes.papers import print_papers
        from tipdesk.services.papers.gathering import Asked

        [paper] = print_papers(desk, case, name, Asked(row=row), told)
        return paper.content


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
