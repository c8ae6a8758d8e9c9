"""Prints papers for people: forms, letters and sheets, a pure function of their model, with the typeface embedded.

Equal papers give the same bytes, the file's properties tell nothing but the neutral name of the model, and there is a
page for every text, however long or odd. What a paper says is decided in `services/papers`, how a part of it is set in
`paper_parts`, and what repeats on each page in `furniture`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.furniture import Furnished, PageTexts
from tipdesk.adapters.documents.paper import set_on_paper
from tipdesk.adapters.documents.paper_parts import PartSetter, paper_styles
from tipdesk.adapters.documents.styles import BOTTOM, MM, SIDE, SOFT, WIDTH
from tipdesk.adapters.documents.typeface import MARK, REGULAR, Pen, Typeface
from tipdesk.services.papers.paper import Paper

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

_INITIALS_WIDTH = 46 * MM


class PaperPrinter:
    """Prints papers: implements `services.papers.paper.PaperPrinter`; `read_bytes` gives the packaged fonts."""

    def __init__(self, read_bytes: Callable[[str], bytes]) -> None:
        """Take the source of the fonts; none is read before something is printed."""
        self._typeface = Typeface(read_bytes)

    def print(self, paper: Paper) -> bytes:
        """Return the PDF of a paper."""
        from reportlab.platypus import BaseDocTemplate

        pen = Pen(self._typeface)
        furnish = _Furnished(_page_texts(paper, pen), pen.line(paper.initials))
        pen.unprintable = 0  # the same words stand in the content, where they are counted
        return set_on_paper(BaseDocTemplate, pen.line(paper.name), furnish, _story(paper, pen))


@dataclass(frozen=True)
class _Furnished(Furnished):
    """The furniture of a paper, with a line for the initials of who signs it where the model asks for one."""

    initials: str

    def page(self, canvas: "Canvas", page: int) -> None:
        """Draw everything that stands on this page besides its content and its number."""
        super().page(canvas, page)
        if self.initials:
            _initials(canvas, self.initials)


def _initials(canvas: "Canvas", label: str) -> None:
    from reportlab.lib.colors import HexColor

    base = BOTTOM - 2.4 * MM
    canvas.saveState()
    canvas.setFillColor(HexColor(SOFT))
    canvas.setFont(REGULAR, 8)
    right = SIDE + WIDTH
    canvas.drawRightString(right - _INITIALS_WIDTH + 12 * MM, base, label)
    canvas.setLineWidth(0.6)
    canvas.line(right - _INITIALS_WIDTH + 14 * MM, base - 1, right, base - 1)
    canvas.restoreState()


def _page_texts(paper: Paper, pen: Pen) -> PageTexts:
    furniture = paper.furniture
    is_marked = bool(furniture.marking)
    return PageTexts(
        marking=pen.line(furniture.marking),
        running=pen.line(paper.name) if is_marked else "",
        kind=pen.line(paper.heading) if is_marked and paper.heading != paper.name else "",
        foot=pen.line(furniture.foot),
        watermark=pen.line(furniture.watermark),
        page=pen.line(furniture.page),
    )


def _story(paper: Paper, pen: Pen) -> "Iterator[Flowable]":
    setter = PartSetter(pen, paper_styles(is_large=paper.is_large))
    yield setter.title(paper.heading)
    for part in paper.parts:
        yield from setter.part(part)
    if pen.unprintable:
        yield setter.note(paper.furniture.unprintable.format(count=pen.unprintable, mark=MARK))
