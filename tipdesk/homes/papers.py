"""What a home prints for people, one paper after the other: letters, forms, notices, plans, statements, own sheets.

The caller gets each as bytes when it is signed, and decides where they go. Which papers there are is told by
`services/papers/kinds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.documents.printer import untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.papers.gathering import Asked
    from tipdesk.services.papers.print_papers import PrintedPaper


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
