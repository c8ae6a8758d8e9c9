"""Hears Escape pressed twice, wherever one is: the way to cover the screen without looking.

A first Escape waits for a moment, so that a dialog or an editor is not left by it when a second one follows. If none
does, or another key comes first, it does what it always does. In a menu the first one goes through at once, since
nothing is lost by it. Covering is up to whoever listens to `twice`.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

WITHIN_MS = 400


class EscapeTwice(QObject):
    """Watches for two Escapes; `hear` is asked about every event of every window, and `twice` says that both came."""

    twice = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first: tuple[QWindow, QKeyEvent] | None = None
        self._is_passing = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WITHIN_MS)
        self._clock.timeout.connect(self.let_go)

    def hear(self, window: QWindow, event: QEvent) -> bool:
        """Look at an event of a window, and return whether it is kept from that window."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._is_passing:
            return False
        if event.key() != Qt.Key.Key_Escape or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            self.let_go()
            return False
        if event.isAutoRepeat():
            return self._clock.isActive()
        if self._clock.isActive():
            self.forget()
            self.twice.emit()
            return True
        self._clock.start()
        if QApplication.activePopupWidget() is not None:
            return False
        self._first = (window, event.clone())
        return True

    def forget(self) -> None:
        """Drop a first Escape that waits, because the screen is covered."""
        self._clock.stop()
        self._first = None

    def let_go(self) -> None:
        """Send a first Escape that waits on to its window, because no second one came."""
        first = self._first
        self.forget()
        if first is not None and isValid(first[0]):
            self._is_passing = True
            QCoreApplication.sendEvent(*first)
            self._is_passing = False
