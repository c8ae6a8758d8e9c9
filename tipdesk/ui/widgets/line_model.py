"""A short table of frozen lines: what stands in each cell, which cells are pills, and what each line is about.

Promises: `LineRole` gives the line's subject; a cell with a tone answers `ToneRole`, so that `PillDelegate` paints it.
For tables that fit in memory; lists of cases are paged by their own model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.ui.plain import plain_cells
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.pill_delegate import ToneRole

LineRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One line. `tones`: colour of the cells that are pills, by column. `tip`: the longer words of the line."""

    cells: tuple[str, ...]
    subject: object = None
    tones: Mapping[int, str] = field(default_factory=dict)
    tip: str = ""


class LineModel(QAbstractTableModel):
    """A refresh replaces all lines. `heads`: message ids of the columns."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, tone, subject or tip of a cell."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column]
        if role == ToneRole:
            return line.tones.get(column) if line.cells[column] else None
        if role == LineRole:
            return line.subject
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tip or line.cells[column] or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _(self._heads[section])
