"""Notices a stick that is plugged in while the program is open.

It asks every two seconds, off the GUI thread, and tells of each stick once. What is offered then is up to the window.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Outside, Plugged, apart

EVERY_MS = 2_000


class StickWatch(QObject):
    """Asks for new sticks; `plugged` carries each one (`Plugged`)."""

    plugged = Signal(object)

    def __init__(self, seat: Seat, outside: Outside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._outside = seat, outside
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        """Begin to ask every two seconds which sticks are new."""
        self._timer.start()

    def _ask(self) -> None:
        self._seat.lanes.read(apart, self._outside.new_sticks, then=self._tell, owner=self)

    def _tell(self, sticks: Sequence[Plugged]) -> None:
        for stick in sticks:
            self.plugged.emit(stick)
        self._timer.start()
