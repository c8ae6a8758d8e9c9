"""Frozen lines of my work as a table: a few columns of words, and the case behind each line.

Promises: `CaseRole` gives the case's id, `ToneRole` the tone of a word in a pill. Leaves to others: fetching.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.ui.plain import plain_cells
from tipdesk.ui.widgets.pill_delegate import ToneRole

CaseRole = Qt.ItemDataRole.UserRole + 7
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Line(NamedTuple):
    """One line: its cells, the case it opens, the tone of some cells by column, and the longer words of some."""

    cells: tuple[str, ...]
    case: bytes
    tones: Mapping[int, str]
    tips: Mapping[int, str] = MappingProxyType({})


class LinesModel(QAbstractTableModel):
    """Lines under headers."""

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = tuple(headers)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def case_at(self, row: int) -> bytes:
        """Return the case of a line."""
        return self._lines[row].case

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many headers there are."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a header."""
        is_header = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headers[section] if is_header else None

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, its tone, or the line's case."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.tips.get(index.column()) or line.cells[index.column()]
        if role == ToneRole:
            return line.tones.get(index.column())
        return line.case if role == CaseRole else None
