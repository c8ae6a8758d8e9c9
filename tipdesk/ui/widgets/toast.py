"""A short word after a deed, at the foot of the window, that goes by itself and may offer Undo.

Promises: never takes the focus, is read out, stays 8 seconds and as long as mouse or focus is on it. Leaves to others:
undoing.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.labels import PlainLabel, strong

STAYS_MS = 8000
ABOVE_FOOT = 100
"""Above the status line and the row of buttons at the foot of a page, so that none of them is covered."""


class Toast(QFrame):
    """One a window; the newest word replaces the one before."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("look", "floating")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 10, 8)
        sign = PlainLabel()
        current().dress(sign, "circle-check", "ok")
        self._words = strong()
        self._words.setWordWrap(False)
        self._undo: Callable[[], object] | None = None
        self._button = quiet("", icon="arrow-back-up", pressed=self._pressed)
        for part in (sign, self._words, self._button):
            self._row.addWidget(part)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(STAYS_MS)
        self._clock.timeout.connect(self._go)
        window.installEventFilter(self)
        self.hide()

    def say(
        self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None, icon: str = "arrow-back-up"
    ) -> None:
        """Show a sentence; with `offer` ("Undo") a button with `icon` that calls `undo`."""
        self._words.setText(sentence)
        self._undo = undo
        self._button.setText(offer)
        current().dress(self._button, icon, "accent")
        self._button.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, visible(sentence)))
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, self._window.height() - self.height() - ABOVE_FOOT)

    def _go(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._clock.start()
        else:
            self.hide()

    def _pressed(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
