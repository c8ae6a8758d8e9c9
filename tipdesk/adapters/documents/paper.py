"""The paper that a document is set on: its size, the place of its content, and what the file says of itself.

Promises the same bytes for the same story (no clock, no random number) and properties that tell nothing but the title,
which whoever sets the document keeps neutral. What stands on the paper is left to them.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.styles import BOTTOM, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

_PROGRAM = "TIPdesk"


def set_on_paper(
    document_type: "type[BaseDocTemplate]",
    title: str,
    furnish: "Callable[[Canvas, BaseDocTemplate], None]",
    story: "list[Flowable]",
) -> tuple[int, bytes]:
    """Return how many pages it takes, and the PDF. `furnish` draws what stands on each page besides the story."""
    from reportlab.platypus import Frame, PageTemplate

    paper = BytesIO()
    document = document_type(
        paper,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=title,
        author="",
        subject="",
        creator=_PROGRAM,
        producer=_PROGRAM,
        invariant=1,
    )
    frame = Frame(SIDE, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0, id="page")
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=furnish))
    document.build(story)
    return document.page, paper.getvalue()
