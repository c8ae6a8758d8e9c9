"""A QR code. Promises: sharp squares, black on white in every scheme, a quiet edge. Leaves to others: the matrix."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tipdesk.ui.plain import set_name

QUIET = 4


class QrView(QFrame):
    """Paints a matrix of booleans (True is black). `name` says what it is a code of."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self._matrix: Sequence[Sequence[bool]] = ()

    def show_matrix(self, matrix: Sequence[Sequence[bool]]) -> None:
        """Show another code; an empty matrix shows white."""
        self._matrix = matrix
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Five pixels a module."""
        side = (len(self._matrix) + 2 * QUIET) * 5
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole pixels a module, centred."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        modules = len(self._matrix) + 2 * QUIET
        side = max(1, min(self.width(), self.height()) // modules)
        left, top = (self.width() - side * modules) // 2, (self.height() - side * modules) // 2
        for row, line in enumerate(self._matrix):
            for column, is_black in enumerate(line):
                if is_black:
                    x, y = left + (column + QUIET) * side, top + (row + QUIET) * side
                    painter.fillRect(QRect(x, y, side, side), Qt.GlobalColor.black)
        painter.end()
