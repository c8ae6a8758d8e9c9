"""Keeps a long list from showing blank rows while it scrolls: the picture changes when the lines have come.

Rows that come near are asked for before they are in sight, so that paging and the wheel never wait. After a jump to
somewhere else the old picture stays for the moment that the lines take, and no longer than `MOST_MS`.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView

MOST_MS = 150
IsReady = Callable[[int, int], bool]


class SteadyScroll(QObject):
    """Watches one table. `is_ready` asks for the lines between two rows and tells whether they are all there."""

    def __init__(self, table: QTableView, is_ready: IsReady) -> None:
        super().__init__(table)
        self._table, self._is_ready = table, is_ready
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(MOST_MS)
        self._patience.timeout.connect(self._go_on)
        table.verticalScrollBar().valueChanged.connect(self.look)

    @property
    def is_waiting(self) -> bool:
        """Tell whether the old picture stays because lines are still to come."""
        return self._patience.isActive()

    def look(self, _value: int = 0) -> None:
        """Hold the picture while a row in sight has no line yet, or let it go on where all of them have come."""
        view = self._table.viewport()
        first, last = self._table.rowAt(0), self._table.rowAt(view.height() - 1)
        rows = self._table.model().rowCount()
        if first < 0 or self._is_ready(first, last if last >= 0 else rows - 1):
            self._go_on()
        elif not self._patience.isActive():
            view.setUpdatesEnabled(False)
            self._patience.start()

    def _go_on(self) -> None:
        self._patience.stop()
        if not self._table.viewport().updatesEnabled():
            self._table.viewport().setUpdatesEnabled(True)
            self._table.viewport().update()
