"""A page that says when somebody looks at it and when nobody does any more."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class VisitedPage(QWidget):
    """`shown` when the page comes into view; `left` when it goes out of it, by whatever way."""

    shown = Signal()
    left = Signal()

    def focus_first(self) -> None:
        """Give the focus to what comes first on this page."""

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what comes first, and say that the page is shown."""
        super().showEvent(event)
        self.focus_first()
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the page was left."""
        super().hideEvent(event)
        self.left.emit()
