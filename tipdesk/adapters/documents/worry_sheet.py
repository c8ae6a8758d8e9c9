"""Prints the blank sheet for a worry: one page, the questions at the left, boxes to tick and lines to write on beside.

It is always one page, equal sheets give the same bytes, lines are high enough for a pen, and the file's properties tell
nothing. What is asked is decided in `services/documents/blank_worry`; bands and foot are drawn by `furniture`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.furniture import Furnished, PageTexts, fitted
from tipdesk.adapters.documents.paper import set_on_paper
from tipdesk.adapters.documents.styles import BOTTOM, INK, MM, PAGE_HEIGHT, RULE, SOFT, TOP, WIDTH
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, STRONG, Pen, Typeface
from tipdesk.services.documents.blank_worry import AskedOnPaper, BlankWorry

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_LABEL = 44 * MM
_LEFT = _LABEL + 6 * MM
_LINE, _TICK, _BOX = 7.4 * MM, 5.3 * MM, 3.1 * MM
_GAP = 1.5 * MM
_ACROSS = 3
_SHARES = {1: (1.0,), 2: (0.6, 0.4)}
"""The shares of the width that one line, or each of two in a row, takes."""
_LETTERS, _LETTERS_IN_COLUMNS = 9, 7.6


class WorrySheetPrinter:
    """Prints blank worry sheets: implements `services.documents.blank_worry.SheetPrinter`.

    `read_bytes` gives the packaged fonts.
    """

    def __init__(self, read_bytes: Callable[[str], bytes]) -> None:
        """Take the source of the fonts; none is read before something is printed."""
        self._typeface = Typeface(read_bytes)

    def print(self, sheet: BlankWorry) -> bytes:
        """Return the PDF of one sheet."""
        from reportlab.platypus import BaseDocTemplate

        pen = Pen(self._typeface)
        texts = PageTexts(pen.line(sheet.marking), "", "", pen.line(sheet.foot), "", pen.line(sheet.paper_no))

        return set_on_paper(BaseDocTemplate, pen.line(sheet.title), Furnished(texts), [_panel(sheet, pen)])


def _panel(sheet: BlankWorry, pen: Pen) -> "Flowable":
    from reportlab.platypus import Flowable

    pen.line(sheet.title)  # the typeface is registered before anything is measured

    class Panel(Flowable):
        def wrap(self, _width: float, _height: float) -> tuple[float, float]:
            return WIDTH, HEIGHT - 1

        def draw(self) -> None:
            _Drawing(self.canv, pen).draw(sheet)

    return Panel()


class _Drawing:
    """Draws a sheet from the top down; `y` is where the next thing begins, in points."""

    def __init__(self, canvas: "Canvas", pen: Pen) -> None:
        self._canvas, self._pen, self.y = canvas, pen, HEIGHT - 1

    def draw(self, sheet: BlankWorry) -> None:
        """Draw the whole sheet."""
        self._head(sheet)
        for number, question in enumerate(sheet.questions, 1):
            self._question(number, question)
        self._numbers(sheet)

    def _head(self, sheet: BlankWorry) -> None:
        self._say(sheet.title, 0, STRONG, 20, base=self.y - 7 * MM)
        self._say(sheet.paper_label, WIDTH - 60 * MM, REGULAR, 8, SOFT, base=self.y - 2.5 * MM)
        self._say(sheet.paper_no, WIDTH - 60 * MM, STRONG, 15, base=self.y - 8.5 * MM)
        self.y -= 11 * MM
        shares = (0.27, 0.2, 0.29, 0.24)
        left = 0.0
        for label, share in zip(sheet.to_fill, shares, strict=True):
            self._write_on(label, left, left + share * WIDTH - 2 * MM)
            left += share * WIDTH
        self.y -= _LINE
        self._say(sheet.rule, 0, MEDIUM, 8.5, base=self.y - 4 * MM)
        self.y -= 6 * MM

    def _question(self, number: int, asked: AskedOnPaper) -> None:
        self._rule()
        top = self.y
        self._say(str(number), 0, REGULAR, 9, SOFT, base=top - 4.6 * MM)
        self._say(asked.label, 6 * MM, MEDIUM, 9, base=top - 4.6 * MM, width=_LABEL - 1 * MM)
        self._say(asked.help, 6 * MM, REGULAR, 7, SOFT, base=top - 8 * MM, width=_LABEL - 1 * MM)
        self.y -= _GAP / 2
        for boxes in asked.boxes:
            self._boxes(boxes, asked.columns)
        self._lines(asked.lines)
        self.y = min(self.y - _GAP / 2, top - (9.5 * MM if asked.help else 0))

    def _boxes(self, labels: Sequence[str], columns: int) -> None:
        """Draw boxes in columns, or one after the other."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        room = WIDTH - _LEFT
        if columns:
            rows = -(-len(labels) // columns)
            wide = max(stringWidth(self._pen.line(label), REGULAR, _LETTERS_IN_COLUMNS) for label in labels[:rows])
            step = min(max(room / columns, wide + _BOX + 4 * MM), room * 0.6)
            for at, label in enumerate(labels):
                left = _LEFT + (at // rows) * step
                width = (step if at < rows else room - step) - _BOX - 2 * MM
                self._box(label, left, self.y - (at % rows) * _TICK, width, _LETTERS_IN_COLUMNS)
            self.y -= rows * _TICK
            return
        left = _LEFT
        for label in labels:
            self._box(label, left, self.y, room, _LETTERS)
            left += _BOX + 8 * MM + stringWidth(self._pen.line(label), REGULAR, _LETTERS)
        self.y -= _TICK + 1 * MM

    def _box(self, label: str, left: float, top: float, width: float, letters: float) -> None:
        self._canvas.setLineWidth(0.8)
        self._color(INK)
        self._canvas.rect(left, top - 4.4 * MM, _BOX, _BOX, stroke=1, fill=0)
        self._say(label, left + _BOX + 1.6 * MM, REGULAR, letters, base=top - 4 * MM, width=width)

    def _lines(self, rows: Sequence[Sequence[str]]) -> None:
        """Draw lines to write on, each with what it asks for."""
        for labels in rows:
            left, shares = _LEFT, _SHARES[len(labels)]
            for label, share in zip(labels, shares, strict=True):
                right = left + share * (WIDTH - _LEFT)
                self._write_on(label, left, right if right > WIDTH - 1 else right - 3 * MM)
                left = right
            self.y -= _LINE

    def _write_on(self, label: str, left: float, right: float) -> None:
        base = self.y - _LINE + 1.4 * MM
        self._say(label, left, REGULAR, 7.5, SOFT, base=base, width=(right - left) * 0.6)
        from reportlab.pdfbase.pdfmetrics import stringWidth

        begin = left + (stringWidth(self._pen.line(label), REGULAR, 7.5) + 1.5 * MM if label else 0)
        self._color(INK)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(min(begin, right), base - 0.6 * MM, right, base - 0.6 * MM)

    def _numbers(self, sheet: BlankWorry) -> None:
        self._rule()
        self._say(sheet.numbers_label, 0, STRONG, 10.5, base=self.y - 5 * MM)
        self.y -= 7 * MM
        numbers = sheet.numbers or (("", "", ""),) * _ACROSS
        wide = WIDTH / _ACROSS
        for at, (who, phone, under) in enumerate(numbers):
            left, top = (at % _ACROSS) * wide, self.y - (at // _ACROSS) * 12.5 * MM
            self._say(who, left, MEDIUM, 8, base=top - 2.5 * MM, width=wide - 3 * MM)
            self._say(phone, left, STRONG, 12, base=top - 7 * MM, width=wide - 3 * MM)
            self._say(under, left, REGULAR, 7.5, SOFT, base=top - 10 * MM, width=wide - 3 * MM)
            if not phone:
                self._canvas.line(left, top - 8 * MM, left + wide - 4 * MM, top - 8 * MM)

    def _rule(self) -> None:
        from reportlab.lib.colors import HexColor

        self._canvas.setStrokeColor(HexColor(RULE))
        self._canvas.setLineWidth(0.4)
        self._canvas.line(0, self.y, WIDTH, self.y)

    def _color(self, color: str) -> None:
        from reportlab.lib.colors import HexColor

        self._canvas.setStrokeColor(HexColor(color))

    def _say(
        self, text: str, left: float, font: str, size: float, color: str = INK, *, base: float, width: float = WIDTH
    ) -> None:
        from reportlab.lib.colors import HexColor

        self._canvas.setFillColor(HexColor(color))
        self._canvas.setFont(font, size)
        self._canvas.drawString(left, base, fitted(self._pen.line(text), font, size, width))
