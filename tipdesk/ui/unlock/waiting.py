"""Counts down the seconds until a passphrase may be tried again.

It only shows them, with one call a second and the last with 0; when a try counts again is decided by the throttle.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SECOND_MS = 1000


class Waiting(QObject):
    """A countdown from `seconds`, which calls `tell` with what is left each second and ends itself at 0."""

    def __init__(self, seconds: int, tell: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._left, self._tell = seconds, tell
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        tell(seconds)

    def _tick(self) -> None:
        self._left -= 1
        self._tell(self._left)
        if self._left <= 0:
            self._timer.stop()
            self.deleteLater()
