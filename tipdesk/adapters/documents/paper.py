"""The paper that a document is set on: its size, the place of its content, and what the file says of itself.

The same story gives the same bytes (there is no clock and no random number in them), and the file's properties tell
nothing but the title, which whoever sets the document keeps neutral.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from tipdesk.adapters.documents.styles import BOTTOM, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

PROGRAM = "TIPdesk"


class Furnish(Protocol):
    """Draws what stands on each page besides the story."""

    def page(self, canvas: "Canvas", page: int) -> None:
        """Draw all of it but the number; this is called before the content."""

    def number(self, canvas: "Canvas", page: int, pages: int) -> None:
        """Draw the number, once it is known how many pages there are."""


def set_on_paper(
    document_type: "type[BaseDocTemplate]",
    title: str,
    furnish: Furnish,
    story: "Iterable[Flowable]",
) -> bytes:
    """Return the PDF of a story, whose parts are made while it is set: only about a page of it is held at a time."""
    from reportlab import rl_config
    from reportlab.platypus import Frame, PageTemplate

    from tipdesk.adapters.documents.quick import Story

    def begin(canvas: "Canvas", document: "BaseDocTemplate") -> None:
        furnish.page(canvas, document.page)
        canvas.doForm(_number(document.page))

    rl_config.useA85 = 0  # a way to send streams by mail: it makes them a quarter longer
    paper = BytesIO()
    document = document_type(
        paper,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=title,
        author="",
        subject="",
        creator=PROGRAM,
        producer=PROGRAM,
        invariant=1,
    )
    frame = Frame(SIDE, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0, id="page")
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=begin))
    document._doSave = 0  # noqa: SLF001 - the library's own switch for those who draw on afterwards
    document.build(Story(iter(story)))
    canvas, pages = document.canv, document.page
    for page in range(1, pages + 1):
        canvas.beginForm(_number(page))
        furnish.number(canvas, page, pages)
        canvas.endForm()
    canvas.save()
    return paper.getvalue()


def _number(page: int) -> str:
    """Return the name of the drawing that is the number of a page: it is made last, when their count is known."""
    return f"page-{page}"
