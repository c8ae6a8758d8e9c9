"""Prints certificates: A4 across, one page each, within a frame; the code to type and its QR code at the lower right.

Every text keeps to its place: names and titles are set smaller, on two lines at most, and cut only where even that is
not enough. Equal pages give the same bytes. What a page says is decided in `services/outreach/certificate_paper`.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.furniture import fitted
from tipdesk.adapters.documents.paper import PROGRAM
from tipdesk.adapters.documents.qr import qr_matrix
from tipdesk.adapters.documents.styles import INK, MM, PAGE_HEIGHT, PAGE_WIDTH, RULE, SOFT
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, STRONG, Pen, Typeface
from tipdesk.services.outreach.certificate_paper import CertificatePage

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = PAGE_HEIGHT, PAGE_WIDTH  # across
_EDGE, _INNER = 10 * MM, 12.2 * MM
_SIDE = 26 * MM
_MIDDLE = WIDE / 2
_ROOM = WIDE - 2 * _SIDE
_QR = 45 * MM
_QUIET = 4
_QR_LEFT, _QR_BOTTOM = WIDE - _SIDE - _QR + 4 * MM, 24 * MM
_SIGNED_AT = 43 * MM


class CertificatePrinter:
    """Prints certificates: implements `services.outreach.certificate_paper.CertificatePrinter`.

    `read_bytes` gives the packaged fonts.
    """

    def __init__(self, read_bytes: Callable[[str], bytes]) -> None:
        """Take the source of the fonts; none is read before something is printed."""
        self._typeface = Typeface(read_bytes)

    def print(self, pages: Sequence[CertificatePage]) -> bytes:
        """Return the PDF of these pages."""
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        paper, pen = BytesIO(), Pen(self._typeface)
        canvas = Canvas(paper, pagesize=(WIDE, HIGH), invariant=1)
        canvas.setTitle(pen.line(pages[0].kind))
        canvas.setCreator(PROGRAM)
        canvas.setProducer(PROGRAM)
        canvas.setAuthor("")
        canvas.setSubject("")
        for page in pages:
            _Page(canvas, pen).draw(page)
            canvas.showPage()
        canvas.save()
        return paper.getvalue()


class _Page:
    """Draws one page."""

    def __init__(self, canvas: "Canvas", pen: Pen) -> None:
        self._canvas, self._pen = canvas, pen

    def draw(self, page: CertificatePage) -> None:
        """Draw all of it."""
        self._frame()
        self._centred(page.issuer, HIGH - 34 * MM, MEDIUM, 14, SOFT)
        self._centred(page.kind, HIGH - 53 * MM, STRONG, 38)
        self._centred(page.says, HIGH - 67 * MM, REGULAR, 12, SOFT)
        self._across(page.name, HIGH - 84 * MM, STRONG, 30)
        self._rule(_MIDDLE - 75 * MM, _MIDDLE + 75 * MM, HIGH - 91 * MM)
        self._centred(page.completed, HIGH - 101 * MM, REGULAR, 12, SOFT)
        self._across(page.training, HIGH - 114 * MM, MEDIUM, 20)
        self._facts(page.facts)
        for place, label in enumerate(page.to_sign):
            left = _SIDE + place * 62 * MM
            self._rule(left, left + 54 * MM, _SIGNED_AT, INK)
            self._left(label, left, _SIGNED_AT - 5 * MM, REGULAR, 8.5, SOFT, 54 * MM)
        self._code(page)
        self._left(page.foot, _SIDE, 18 * MM, REGULAR, 7.5, SOFT, 150 * MM)

    def _frame(self) -> None:
        self._stroke(INK)
        for edge, width in ((_EDGE, 1.6), (_INNER, 0.5)):
            self._canvas.setLineWidth(width)
            self._canvas.rect(edge, edge, WIDE - 2 * edge, HIGH - 2 * edge, stroke=1, fill=0)

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        step = 41 * MM
        for place, (label, text) in enumerate(facts):
            left = _SIDE + place * step
            self._left(label, left, 67 * MM, REGULAR, 8.5, SOFT, step - 3 * MM)
            self._left(text, left, 61 * MM, MEDIUM, 12, INK, step - 3 * MM)

    def _code(self, page: CertificatePage) -> None:
        """Draw the QR code with the code for typing at its left, above the words in which it is read out."""
        matrix = qr_matrix(page.qr, "q")
        side = _QR / (len(matrix) + 2 * _QUIET)
        self._fill(INK)
        for row, line in enumerate(matrix):
            for column, is_black in enumerate(line):
                if is_black:
                    x = _QR_LEFT + (column + _QUIET) * side
                    y = _QR_BOTTOM + _QR - (row + _QUIET + 1) * side
                    self._canvas.rect(x, y, side, side, stroke=0, fill=1)
        self._left(f"{page.code_label}:", _SIDE, 30 * MM, REGULAR, 8.5, SOFT, 30 * MM)
        self._left(page.code, _SIDE + 24 * MM, 29.6 * MM, STRONG, 13, INK, 80 * MM)
        self._left(page.code_words, _SIDE, 25 * MM, REGULAR, 7.5, SOFT, _QR_LEFT - _SIDE - 4 * MM)
        self._left(page.how_to_check, _SIDE, 21.5 * MM, REGULAR, 7.5, SOFT, _QR_LEFT - _SIDE - 4 * MM)

    def _across(self, text: str, base: float, font: str, size: float) -> None:
        """Write a text in the middle, as large as it fits on one line, or on two where it would be too small."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        line = self._pen.line(text)
        for one in (size, size * 0.8, size * 0.65):
            if stringWidth(line, font, one) <= _ROOM:
                self._centred(line, base, font, one)
                return
        small, words, first = size * 0.55, line.split(" "), ""
        while words and stringWidth(f"{first} {words[0]}".strip(), font, small) <= _ROOM:
            first = f"{first} {words.pop(0)}".strip()
        if not first:
            first, words = line, []
        self._centred(first, base + small * 0.6, font, small)
        self._centred(" ".join(words), base - small * 0.65, font, small)

    def _centred(self, text: str, base: float, font: str, size: float, color: str = INK) -> None:
        self._fill(color)
        line = fitted(self._pen.line(text), font, size, _ROOM)
        self._canvas.setFont(font, size)
        self._canvas.drawCentredString(_MIDDLE, base, line)

    def _left(self, text: str, left: float, base: float, font: str, size: float, color: str, room: float) -> None:
        self._fill(color)
        self._canvas.setFont(font, size)
        self._canvas.drawString(left, base, fitted(self._pen.line(text), font, size, room))

    def _rule(self, left: float, right: float, base: float, color: str = RULE) -> None:
        self._stroke(color)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(left, base, right, base)

    def _fill(self, color: str) -> None:
        from reportlab.lib.colors import HexColor

        self._canvas.setFillColor(HexColor(color))

    def _stroke(self, color: str) -> None:
        from reportlab.lib.colors import HexColor

        self._canvas.setStrokeColor(HexColor(color))
