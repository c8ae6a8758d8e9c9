"""Does something once a window has the keyboard again, as after a dialog over it has closed.

A window manager gives it back a moment later, and Qt then looks for a focus by itself: what was set before is lost.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LONGEST_MS = 600
"""How long the keyboard is waited for: it may have gone to another program."""


class WhenActive(QObject):
    """Calls `then` once: when the window is active and has given the focus to whatever had it, or after a while."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self._timer.start(0 if window.isActiveWindow() else LONGEST_MS)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go as soon as the event is over that gives the keyboard back."""
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self._timer.start(0)
        return False

    def _go(self) -> None:
        self._window.removeEventFilter(self)
        self._then()
        self.deleteLater()
