"""A label that ends in "…" where its words do not fit into the lines it is given; the tooltip has all of them.

`text` always returns all the words, whatever is visible. The label asks for no width of its own, so that long words
never widen a page.
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
    """A label of `lines` lines; `guise` is the name under which the style sheet dresses it."""

    def __init__(self, guise: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words, self._lines = "", lines
        self.setProperty("guise", guise)
        self.setWordWrap(lines > 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._elide)

    def setText(self, words: str) -> None:
        """Show these words, as many of them as fit, and put all of them into the tooltip."""
        self._words = visible(words)
        set_tip(self, words)
        self._elide()

    def text(self) -> str:
        """Return all the words, also those that do not fit."""
        return self._words

    def is_cut(self) -> bool:
        """Tell whether some of the words are not visible."""
        return super().text() != self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as fit into the new size."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        room = self.contentsRect().width() * self._lines - _LOST_AT_A_BREAK * (self._lines - 1)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room) if self._words else ""
        super().setText(shown)
        self.updateGeometry()
