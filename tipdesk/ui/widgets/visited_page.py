"""The base of pages that are at work only while somebody looks at them, and keep what they hold when they are left.

They lay themselves out. A page that scrolls, with a banner at its foot, stands on `FrontPage`.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class VisitedPage(QWidget):
    """A page that says when it comes to the front (`shown`) and goes out of sight, by whatever way (`left`)."""

    shown = Signal()
    left = Signal()

    def focus_first(self) -> None:
        """Give the focus to what comes first on this page."""

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to what comes first, and emit `shown`."""
        super().showEvent(event)
        self.focus_first()
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `left`, because nobody looks at the page any more."""
        super().hideEvent(event)
        self.left.emit()
