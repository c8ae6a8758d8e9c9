"""Paints a QR code with sharp squares, black on white in every colour scheme, and the white edge that scanners need."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tipdesk.ui.plain import set_name

QUIET = 4


class QrView(QFrame):
    """A widget that paints a matrix of booleans, where True is black.

    `name` tells a screen reader what the code is for.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self._matrix: Sequence[Sequence[bool]] = ()

    def show_matrix(self, matrix: Sequence[Sequence[bool]]) -> None:
        """Show another code; an empty matrix shows plain white."""
        self._matrix = matrix
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size of five pixels for each module, the white edge included."""
        side = (len(self._matrix) + 2 * QUIET) * 5
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each module as a square of whole pixels, with the code in the middle."""
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
