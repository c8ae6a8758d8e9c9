"""Words that keep to one line: what does not fit ends in "…", and the tooltip has all of it.

Promises: its height changes with the size of letters and with nothing else, so that nothing moves when the words do.
Leaves to others: the words.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel

LINE = 18


class OneLine(PlainLabel):
    """A line of small print, there from the start also while it says nothing."""

    def __init__(self, guise: str = "small", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = ""
        self.setProperty("guise", guise)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Show other words, "" for none."""
        self._words = words
        set_name(self, words)
        self._elide()

    def text(self) -> str:
        """Return all of the words."""
        return self._words

    def sizeHint(self) -> QSize:
        """As high as a line, whatever stands there."""
        return QSize(0, current().pixels(LINE))

    def minimumSizeHint(self) -> QSize:
        """It never gives its height away."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as fit."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        set_tip(self, self._words if shown != self._words else "")
        super().setText(shown)
