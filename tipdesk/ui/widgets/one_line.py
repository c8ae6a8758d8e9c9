"""A label that keeps to one line: what does not fit ends in "…", and the tooltip has all of it.

Its height depends on the size of the letters and on nothing else, so that nothing moves when the words change.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel

LINE = 18
_LOST_AT_A_BREAK = 60
"""Pixels that a line may leave empty because the next word does not fit."""


class OneLine(PlainLabel):
    """A line of small print that keeps its room also while it says nothing; with large letters it has `large` lines."""

    def __init__(self, guise: str = "small", large: int = 1, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words, self._large = "", large
        self.setWordWrap(large > 1)
        self.setProperty("guise", guise)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Show other words, or none with ""."""
        self._words = visible(words, paragraphs=False)
        set_name(self, words)
        self._elide()

    def text(self) -> str:
        """Return all of the words, also those that do not fit."""
        return self._words

    def sizeHint(self) -> QSize:
        """Return the height of its lines, whatever stands in them, and no width."""
        return QSize(0, current().pixels(LINE * self._lines))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, so that a crowded page cannot squeeze the line."""
        return self.sizeHint()

    @property
    def _lines(self) -> int:
        return self._large if current().pixels(LINE) > LINE else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as fit into the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() * self._lines - _LOST_AT_A_BREAK * (self._lines - 1)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        set_tip(self, self._words if shown != self._words else "")
        super().setText(shown)
