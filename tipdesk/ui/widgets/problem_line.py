"""What is wrong with an answer, under its editor, in room that is there from the start.

Promises: its height changes with the size of letters and with nothing else; what does not fit ends in "…", and the
tooltip has all of it. Leaves to others: the words, which the summary of the page and the screen reader have in full.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PLAIN_TEXT

LINE = 18
_LOST_AT_A_BREAK = 60
"""Pixels that a line may leave empty because the next word does not fit."""


class ProblemLine(QLabel):
    """Room for `lines` lines of a problem; empty while there is none."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._lines = "", lines
        self.setProperty("textFormat", PLAIN_TEXT)  # what people typed is never markup
        self.setProperty("look", "error")
        self.setWordWrap(lines > 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._elide)

    def setText(self, words: str) -> None:
        """Show a problem, "" for none."""
        self._words = words
        self.setToolTip(words)
        self._elide()

    def text(self) -> str:
        """Return the whole problem."""
        return self._words

    def sizeHint(self) -> QSize:
        """As high as its lines, whatever stands there."""
        return QSize(0, current().pixels(LINE) * self._lines)

    def minimumSizeHint(self) -> QSize:
        """It never gives room away."""
        return self.sizeHint()

    def heightForWidth(self, _width: int) -> int:
        """Nor takes more."""
        return self.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as fit."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        room = self.width() * self._lines - _LOST_AT_A_BREAK * (self._lines - 1)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room) if self._words else ""
        super().setText(shown)
        self.updateGeometry()
