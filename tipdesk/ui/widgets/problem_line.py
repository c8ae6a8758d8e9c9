"""What is wrong with an answer, under its editor, in room that is there from the start.

Promises: its height changes with the size of letters and with nothing else. Leaves to others: the words, which the
summary of the page and the screen reader have in full.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.elided_label import ElidedLabel

LINE = 20


class ProblemLine(ElidedLabel):
    """Room for `lines` lines of a problem; empty while there is none."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__("error", lines, parent)

    def sizeHint(self) -> QSize:
        """As high as its lines, whatever stands there."""
        return QSize(0, current().pixels(LINE) * self._lines)

    def minimumSizeHint(self) -> QSize:
        """It never gives room away."""
        return self.sizeHint()

    def heightForWidth(self, _width: int) -> int:
        """Nor takes more."""
        return self.sizeHint().height()
