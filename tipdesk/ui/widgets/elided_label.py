"""Words that end in "…" where they do not fit, in as many lines as they are given; the tooltip has all of them.

Promises: `text` is the whole of it, whatever is seen; it asks for no width. Leaves to others: what it says, its height.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.plain import set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel

_LOST_AT_A_BREAK = 60
"""Pixels that a line may leave empty because the next word does not fit."""


class ElidedLabel(PlainLabel):
    """`guise`: as the style sheet knows it."""

    def __init__(self, guise: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words, self._lines = "", lines
        self.setProperty("guise", guise)
        self.setWordWrap(lines > 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._elide)

    def setText(self, words: str) -> None:
        """Show these words."""
        self._words = visible(words)
        set_tip(self, words)
        self._elide()

    def text(self) -> str:
        """Return all the words."""
        return self._words

    def is_cut(self) -> bool:
        """Tell whether not all the words are seen."""
        return super().text() != self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as fit."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        room = self.contentsRect().width() * self._lines - _LOST_AT_A_BREAK * (self._lines - 1)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room) if self._words else ""
        super().setText(shown)
        self.updateGeometry()
