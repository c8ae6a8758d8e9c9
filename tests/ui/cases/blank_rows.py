"""Counts the rows of a long list that are painted before their lines have come: an officer would see them blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from tipdesk.ui.cases.view import CasesView


class BlankRows(QObject):
    """Watches the table of a list of cases from its beginning on. `painted` and `blank` count rows, paint by paint."""

    def __init__(self, view: CasesView) -> None:
        super().__init__(view)
        self._view = view
        self.painted = self.blank = 0
        view.table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at what is about to be painted."""
        if event.type() == QEvent.Type.Paint:
            table, model = self._view.table, self._view.model
            first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
            for row in range(max(first, 0), (last if last >= 0 else model.rowCount() - 1) + 1):
                self.painted += 1
                self.blank += model.line_at(row) is None
        return False
