"""A list whose rows stand under headings: these are read and never chosen, so no key may leave the cursor on one.

Ctrl+Up and Ctrl+Down go from group to group. A model tells its headings by flags: on them nothing can be chosen.
"""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView


class HeadedList(QListView):
    """The list. Its first row is a heading, where it has any row."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over a heading: to Qt, Home and a page up or down may lead to one, and so nowhere."""
        to = super().moveCursor(action, modifiers)
        if not to.isValid() or not self._is_heading(to.row()):
            return to
        here, below, above = self.currentIndex().row(), to.row() + 1, to.row() - 1
        return self.model().index(above if below == here and above > 0 else below, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through groups with Ctrl and an arrow."""
        key, has_control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if has_control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go_to(self._first_of_group(1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def go_to(self, row: int | None) -> None:
        """Put the cursor on a row and bring it into sight; None leaves it where it is."""
        if row is None:
            return
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if row == 1:
            self.scrollToTop()
        self.scrollTo(index)

    def _is_heading(self, row: int) -> bool:
        return not self.model().flags(self.model().index(row, 0)) & Qt.ItemFlag.ItemIsSelectable

    def _first_of_group(self, step: int) -> int | None:
        """Return the first row of the next group, or of this one or the one before."""
        here = self.currentIndex().row()
        firsts = [row + 1 for row in range(self.model().rowCount()) if self._is_heading(row)]
        if step > 0:
            return next((row for row in firsts if row > here), None)
        return next((row for row in reversed(firsts) if row < here), None)
