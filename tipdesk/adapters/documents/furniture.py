"""What stands on every page: marking above and below, running head, foot with page number, watermark.

Each of them keeps to its place, however long its text is: what does not fit is cut with three dots. All documents share
this.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.styles import GHOST, INK, MM, PAGE_HEIGHT, PAGE_WIDTH, RULE, SIDE, SOFT, WHITE, WIDTH
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, STRONG

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_BAND = 6 * MM
_EDGE = 9 * MM
_FOOT = _EDGE + _BAND + 2.6 * MM
_DOTS = "…"
_HALF = 0.5
_WATERMARK_SIZE, _WATERMARK_LEAST, _WATERMARK_WIDTH = 46.0, 24.0, 250 * MM
_WATERMARK_ANGLE = 52.0


@dataclass(frozen=True)
class PageTexts:
    """The texts of a page, ready for the typeface; `page` has the places {page} and {pages}."""

    marking: str
    running: str
    kind: str
    foot: str
    watermark: str
    page: str


@dataclass(frozen=True)
class Furnished:
    """The furniture of every page of a document: implements `paper.Furnish`."""

    texts: PageTexts

    def page(self, canvas: "Canvas", page: int) -> None:
        """Draw everything that stands on this page besides its content and its number.

        This is called before the content is drawn.
        """
        canvas.saveState()
        _watermark(canvas, self.texts.watermark)
        for bottom in (PAGE_HEIGHT - _EDGE - _BAND, _EDGE) if self.texts.marking else ():
            _band(canvas, self.texts.marking, bottom)
        if page > 1 and self.texts.running:
            _running_head(canvas, self.texts)
        _foot(canvas, self.texts)
        canvas.restoreState()

    def number(self, canvas: "Canvas", page: int, pages: int) -> None:
        """Draw the number of a page in its place in the foot."""
        _color(canvas, INK)
        canvas.setFont(MEDIUM, 8)
        canvas.drawRightString(SIDE + WIDTH, _FOOT, self.texts.page.format(page=page, pages=pages))


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return the text, cut with three dots where it is wider than `width` points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if stringWidth(text, font, size) <= width:
        return text
    kept = text[: int(width)]
    while kept and stringWidth(kept + _DOTS, font, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + _DOTS


def _color(canvas: "Canvas", color: str) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setFillColor(HexColor(color))


def _band(canvas: "Canvas", marking: str, bottom: float) -> None:
    _color(canvas, INK)
    canvas.rect(SIDE, bottom, WIDTH, _BAND, stroke=0, fill=1)
    _color(canvas, WHITE)
    canvas.setFont(STRONG, 9)
    canvas.drawCentredString(PAGE_WIDTH / 2, bottom + _BAND / 2 - 3.2, fitted(marking, STRONG, 9, WIDTH - 4 * MM))


def _running_head(canvas: "Canvas", texts: PageTexts) -> None:
    base = PAGE_HEIGHT - _EDGE - _BAND - 5 * MM
    _color(canvas, SOFT)
    canvas.setFont(MEDIUM, 8)
    canvas.drawString(SIDE, base, fitted(texts.running, MEDIUM, 8, WIDTH * 0.75))
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString(SIDE + WIDTH, base, fitted(texts.kind, REGULAR, 8, WIDTH * 0.2))
    _rule(canvas, base - 2 * MM)


def _foot(canvas: "Canvas", texts: PageTexts) -> None:
    _rule(canvas, _FOOT + 4 * MM)
    _color(canvas, SOFT)
    canvas.setFont(REGULAR, 8)
    canvas.drawString(SIDE, _FOOT, fitted(texts.foot, REGULAR, 8, WIDTH * 0.78))


def _rule(canvas: "Canvas", height: float) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(_HALF)
    canvas.line(SIDE, height, SIDE + WIDTH, height)


def _watermark(canvas: "Canvas", text: str) -> None:
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(_WATERMARK_ANGLE)
    _color(canvas, GHOST)
    size = _size_of(text)
    canvas.setFont(STRONG, size)
    canvas.drawCentredString(0, -size / 3, fitted(text, STRONG, size, _WATERMARK_WIDTH))
    canvas.restoreState()


def _size_of(text: str) -> float:
    """Return the size of a watermark: its end says which copy it is, so that smaller letters come before a cut."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    wide = stringWidth(text, STRONG, _WATERMARK_SIZE)
    return max(_WATERMARK_SIZE * min(1, 0.99 * _WATERMARK_WIDTH / wide), _WATERMARK_LEAST) if wide else _WATERMARK_SIZE
