"""What a home prints for people, one paper after the other: letters, forms, notices, plans, statements, own sheets.

The caller gets each as bytes when it is signed, and decides where they go. Which papers there are is told by
`services/papers/kinds`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.papers.asked import Asked
    from tipdesk.services.papers.offered import Offered
    from tipdesk.services.papers.print_papers import PrintedPaper


class Papers:
    """Prints the papers of a row for the window: implements `ui.seat.Papers`."""

    def languages(self) -> Mapping[str, str]:
        """Return the code and the own name of each language."""
        from tipdesk.adapters.system.catalogue import find_paper_languages

        return find_paper_languages()

    def offered(self, record: str) -> Sequence[Offered]:
        """Return the papers that are made of a row of a record."""
        from tipdesk.services.papers.offered import offered_of

        return offered_of(record)

    def print(self, desk: Desk, row: Row, paper: Offered, language: str, *, told: Told) -> bytes:
        """Return the PDF of one paper of a row."""
        from tipdesk.homes.statements import print_statement
        from tipdesk.services.papers.kinds import PAPERS

        case = row.case or b""
        if paper.name not in PAPERS:
            return print_statement(desk, case, row.record, row.id, language=language, told=told)
        [printed] = print_papers(desk, case, paper.name, replace(paper.wants, row=row.id, language=language), told)
        return printed.content


def print_papers(desk: Desk, case: bytes, name: str, asked: Asked, told: Told = untold) -> Iterator[PrintedPaper]:
    """Yield papers as PDF, audited as a print and each signed before it is handed out.

    `told` is called with how many of how many are printed, and ends the batch by raising. Raises UserError
    `no-paper-language`, and those of `services/papers/print_papers`.
    """
    from tipdesk.adapters.documents.plain_paper import PaperPrinter
    from tipdesk.adapters.system.catalogue import find_paper_languages
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.homes.tongues import tongue_of
    from tipdesk.services.papers import print_papers as printing
    from tipdesk.services.papers.gathering import Tongues
    from tipdesk.services.papers.kinds import PAPERS

    tongues = Tongues(tuple(find_paper_languages()), tongue_of)
    return printing.print_papers(desk, PaperPrinter(read_bytes), case, PAPERS[name], asked, tongues, told)
