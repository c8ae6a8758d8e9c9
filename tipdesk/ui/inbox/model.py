"""The rows of the inbox as a list model: headings that cannot be chosen, and reports."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.plain import plain_cells

ToldRole = Qt.ItemDataRole.UserRole + 31
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class InboxModel(QAbstractListModel):
    """The model of the inbox; the role `ToldRole` gives a row's `Told`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Told, ...] = ()

    def show_rows(self, rows: Sequence[Told]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def change(self, told: Told) -> None:
        """Change the words of one row where it stands; one that is not in the list is ignored."""
        at = self.row_of(told.key)
        if at is not None:
            self._rows = (*self._rows[:at], told, *self._rows[at + 1 :])
            self.dataChanged.emit(self.index(at), self.index(at))

    def row_of(self, key: object) -> int | None:
        """Return the row in which a report, by its id, or a clock stands; None where neither does."""
        return next((at for at, row in enumerate(self._rows) if row.line and row.key == key), None)

    def told(self, row: int) -> Told:
        """Return the words of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are, headings too."""
        return 0 if parent.isValid() else len(self._rows)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the `Told` of a row, or what a screen reader says of it."""
        told = self._rows[index.row()]
        if role == ToldRole:
            return told
        is_said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return told.spoken if is_said else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let reports be chosen; a heading is only read, and arrows pass over it."""
        return super().flags(index) if self._rows[index.row()].line else Qt.ItemFlag.NoItemFlags
