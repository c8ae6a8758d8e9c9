"""A line to search with, which asks as one types.

It asks only after a pause of 80 ms, so that not every letter starts a search. Searching and showing what was found is
up to the page.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _

PAUSE_MS = 80


class SearchBox(QLineEdit):
    """A search line with a magnifying glass.

    `asked` carries the words typed, stripped, after each pause; `left_downwards` is emitted when Down is pressed, so
    that the page can move the focus to its list.
    """

    asked = Signal(str)
    left_downwards = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, name)
        self.setPlaceholderText(name)
        set_tip(self, name)
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            set_name(button, _("Clear the line"))
        self._glass = QAction(name, self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._pause.start())
        current().changed.connect(self._recolour)
        self._recolour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the line on Escape, and leave it towards the results on Down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _recolour(self) -> None:
        self._glass.setIcon(current().icon("search", "muted"))
