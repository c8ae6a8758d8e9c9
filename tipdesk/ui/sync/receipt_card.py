"""The card with the last receipt of headquarters, as a QR code and as digits.

It also takes in a receipt that comes on paper or in a file.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.services.sync.pull.receipt_digits import grouped
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, figures, muted
from tipdesk.ui.widgets.qr_view import QrView
from tipdesk.ui.widgets.text_edit import TextEdit

MOST_DIGITS = 4000


class ReceiptCard(Card):
    """The last receipt, and a line for another one.

    `given` carries digits that were typed or scanned; `file_pressed` says that a receipt comes as a file.
    """

    given = Signal(str)
    file_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Receipt of headquarters"), parent)
        self._is_open = False
        self._words = body()
        self._qr = QrView(_("The last receipt as a QR code"))
        self._digits = figures()
        self._digits.setWordWrap(True)
        self._show = quiet(_("Show the code"), icon="qrcode", pressed=self._turn)
        self.add(self._words)
        row = Flow()
        row.addWidget(self._show)
        self.column.addLayout(row)
        self.add(self._qr)
        self.add(self._digits)
        self.add(muted(_("No link? Headquarters can print a receipt or read it out. Scan or type its digits here.")))
        self._editor = TextEdit("12345 67890 …", MOST_DIGITS)
        self.field = FieldFrame("receipt", _("&Digits of a receipt"), self._editor, can_be_missing=False)
        self.add(self.field)
        self._buttons = Flow(gap=8)
        self._buttons.addWidget(plain(_("Take in"), icon="check", pressed=self._give))
        self._buttons.addWidget(plain(_("From a file…"), icon="folder", pressed=self.file_pressed.emit))
        self.column.addLayout(self._buttons)
        self._editor.line.returnPressed.connect(self._give)
        self.column.addStretch(1)
        self.show_receipt("", "", ())

    def show_receipt(self, sentence: str, digits: str, matrix: Sequence[Sequence[bool]]) -> None:
        """Show the last receipt: a sentence, its digits and their QR code; `digits` is empty while there is none."""
        self._words.setText(sentence)
        self._qr.show_matrix(matrix)
        self._qr.setFixedSize(self._qr.sizeHint())
        self._digits.setText(grouped(digits))
        self._show.setVisible(bool(digits))
        self._open(is_open=self._is_open and bool(digits))

    def clear(self) -> None:
        """Empty the line of digits, because they were taken in."""
        self.field.set_value(None)

    def _turn(self) -> None:
        self._open(is_open=not self._is_open)

    def _open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self._show.setText(_("Hide the code") if is_open else _("Show the code"))
        for part in (self._qr, self._digits):
            part.setVisible(is_open)

    def _give(self) -> None:
        self.given.emit(self._editor.line.text())
