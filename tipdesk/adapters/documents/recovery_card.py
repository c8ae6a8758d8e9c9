"""Prints a custodian's recovery card: one page, the words in numbered columns, the same words as a QR code.

It is one page whatever the name of headquarters is, equal cards give the same bytes, and the file's properties tell
nothing. What the card says is decided in `services/documents/recovery_card`; bands and foot are drawn by `furniture`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tipdesk.adapters.documents import ruling
from tipdesk.adapters.documents.furniture import Furnished, PageTexts, fitted
from tipdesk.adapters.documents.paper import set_on_paper
from tipdesk.adapters.documents.qr import qr_matrix
from tipdesk.adapters.documents.styles import INK, MM, WIDTH, styles
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, Pen, Typeface
from tipdesk.services.documents.recovery_card import CardPart, RecoveryCard

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

_QR_SIDE = 52 * MM
_QUIET = 4
_COLUMNS = 3
_WORDS_WIDTH = WIDTH - _QR_SIDE - 4 * MM
_WORD_LINE = 5.6 * MM
_MOST_NAME = 80


class RecoveryCardPrinter:
    """Prints recovery cards: implements `services.documents.recovery_card.CardPrinter`.

    `read_bytes` gives the packaged fonts.
    """

    def __init__(self, read_bytes: Callable[[str], bytes]) -> None:
        """Take the source of the fonts; none is read before something is printed."""
        self._typeface = Typeface(read_bytes)

    def print(self, card: RecoveryCard) -> bytes:
        """Return the PDF of one card."""
        from reportlab.platypus import BaseDocTemplate

        pen = Pen(self._typeface)
        foot = pen.line(f"{card.headquarters[:_MOST_NAME]} · {card.foot}")
        furnished = Furnished(PageTexts(pen.line(card.marking), "", "", foot, "", pen.line(card.title)))
        return set_on_paper(BaseDocTemplate, pen.line(card.kind), furnished, _story(card, pen))


def _story(card: RecoveryCard, pen: Pen) -> "list[Flowable]":
    look = styles()
    story = [
        ruling.paragraph(pen.markup(card.kind), look.kind),
        ruling.paragraph(pen.markup(card.title), look.reference),
        ruling.paragraph(pen.markup(f"{card.headquarters[:_MOST_NAME]} · {card.made_on}"), look.title),
        ruling.paragraph(pen.markup(card.fingerprint_label), look.label),
        ruling.paragraph(pen.markup(card.fingerprint), look.section),
        ruling.space(6),
        ruling.paragraph(pen.markup(card.words_label), look.label),
        ruling.heavy_rule(),
        _words_beside_code(card, pen),
    ]
    for part in card.parts:
        story += _part(part, pen)
    blank = [[pen.line(card.to_sign[0]), "", pen.line(card.to_sign[1]), ""]]
    cells = [[ruling.paragraph(text, look.label) for text in line] for line in blank]
    return [*story, ruling.space(10), ruling.slip_lines(cells)]


def _part(part: CardPart, pen: Pen) -> "list[Flowable]":
    look = styles()
    said = [ruling.paragraph(pen.markup(text), look.said, bullet="•") for text in part.sentences]
    return [ruling.paragraph(pen.markup(part.title), look.block), *said]


def _words_beside_code(card: RecoveryCard, pen: Pen) -> "Flowable":
    from reportlab.platypus import Flowable

    words = [pen.line(word) for word in card.words]
    rows = -(-len(words) // _COLUMNS)
    matrix = qr_matrix(card.code, "q")
    height = max(_QR_SIDE, rows * _WORD_LINE)

    class Panel(Flowable):
        def wrap(self, _width: float, _height: float) -> tuple[float, float]:
            return WIDTH, height + 2 * MM

        def draw(self) -> None:
            _draw_words(self.canv, words, rows, height)
            _draw_code(self.canv, matrix, WIDTH - _QR_SIDE, height - _QR_SIDE + 2 * MM)

    return Panel()


def _draw_words(canvas: "Canvas", words: Sequence[str], rows: int, top: float) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setFillColor(HexColor(INK))
    wide = _WORDS_WIDTH / _COLUMNS
    for place, word in enumerate(words):
        left, base = (place // rows) * wide, top - (place % rows + 1) * _WORD_LINE + 1.6 * MM
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(left + 5 * MM, base, str(place + 1))
        canvas.setFont(MEDIUM, 11.5)
        canvas.drawString(left + 7 * MM, base, fitted(word, MEDIUM, 11.5, wide - 8 * MM))


def _draw_code(canvas: "Canvas", matrix: Sequence[Sequence[bool]], left: float, bottom: float) -> None:
    side = _QR_SIDE / (len(matrix) + 2 * _QUIET)
    for row, line in enumerate(matrix):
        for column, is_black in enumerate(line):
            if is_black:
                x, y = left + (column + _QUIET) * side, bottom + _QR_SIDE - (row + _QUIET + 1) * side
                canvas.rect(x, y, side, side, stroke=0, fill=1)
