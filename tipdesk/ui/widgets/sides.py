"""Two halves of a page, beside each other where there is room and below each other where there is not (large text)."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from tipdesk.ui.theme import current

LEAST = 680


class Sides(QFrame):
    """A pair of widgets, `left` and `right`, which share the width in the proportion of `shares`."""

    def __init__(
        self, left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for side, share in zip((left, right), shares, strict=True):
            if side.property("guise") is None:
                side.setProperty("guise", "plain")
            self._row.addWidget(side, share)
        current().changed.connect(self._turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves beside or below each other as the new width allows."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        has_room = self.width() >= current().pixels(LEAST)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom)


def stacked(*parts: tuple[QWidget, int]) -> QWidget:
    """Return one half of a page: the given parts below each other, each with its share of the spare height."""
    half = QFrame()
    half.setProperty("guise", "plain")
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part, share in parts:
        column.addWidget(part, share)
    if not any(share for _part, share in parts):
        column.addStretch(1)
    return half
