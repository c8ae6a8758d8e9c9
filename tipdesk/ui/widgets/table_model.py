"""The one model behind every table: it answers what a table view asks, from five questions about a line.

A subclass says how many lines there are, what stands in a cell, which cells are pills, which have longer words, and
what a line is about: `line_model` for lines that are all in memory, `cases/model` for a hundred thousand cases that
come by the page. Headings, tooltips, words for a screen reader and the roles below are the same in all of them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.ui.plain import plain_cells
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.pill_delegate import ToneRole

SubjectRole = Qt.ItemDataRole.UserRole + 1
"""What a line is about: the row, the id or whatever else is opened by it."""
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel):
    """The base of table models.

    `heads` are the message ids of the columns' headings, which are translated when they are shown.
    """

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)

    def count(self) -> int:
        """Return how many lines there are."""
        raise NotImplementedError

    def words(self, row: int, column: int) -> str | None:
        """Return what stands in a cell, or None where it is not known yet."""
        raise NotImplementedError

    def tone(self, row: int, column: int) -> str | None:
        """Return the colour of a cell that is a pill, or None for a plain one."""
        raise NotImplementedError

    def tip(self, row: int, column: int) -> str:
        """Return the longer words of a cell, or "" where it has none of its own."""
        raise NotImplementedError

    def subject(self, row: int) -> object:
        """Return what a line is about."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are; a cell has none under it."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are; a cell has none under it."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column in the officer's language."""
        is_heading = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(self._heads[section]) if is_heading else None

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, its tone, its longer words, or what its line is about."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == ToneRole:
            return self.tone(row, column)
        if role == SubjectRole:
            return self.subject(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):  # pointed at, or read out
            return self.tip(row, column) or self.words(row, column) or None
        return None
