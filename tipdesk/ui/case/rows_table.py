"""A table of frozen rows and a page around it: heading, buttons, the sentence of an empty one.

Promises: Enter or a double click opens the row; the row chosen stays chosen when the rows are read again. Leaves to
others: which rows, and what their cells say.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.ui.plain import plain_cells
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.pill_delegate import PillDelegate, ToneRole
from tipdesk.ui.widgets.tables import plain_table

RowRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """The words of a cell; `tone` makes it a pill."""

    text: str
    tone: str | None = None


class Entry(NamedTuple):
    """One line: what it stands for, and its cells."""

    of: object
    cells: Sequence[Cell]


class RowsModel(QAbstractTableModel):
    """Entries under headings (message ids)."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry_at(self, row: int) -> Entry | None:
        """Return a line, None where there is none."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of headings."""
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        is_heading = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(self._headings[section]) if is_heading else None

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, tone, or what the line stands for."""
        entry = self._entries[index.row()]
        cell = entry.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.text
        return {ToneRole: cell.tone, RowRole: entry.of}.get(Qt.ItemDataRole(role) if role < ToneRole else role)


class RowsPage(QFrame):
    """`columns`: heading (message id) and usual width in pixels; the last one takes the rest."""

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        empty: EmptyState,
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self._columns = columns
        self.model = RowsModel([heading for heading, _width in columns], self)
        self.table = plain_table(name)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self.table.installEventFilter(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        if buttons:
            row = QWidget()
            flow = Flow(row, gap=8)
            for button in buttons:
                flow.addWidget(button)
            self.column.addWidget(row)
        self.column.addWidget(self._stack, 1)
        current().changed.connect(self._fit)
        self._fit()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines; the cursor stays on its line."""
        chosen = self.chosen()
        kept = getattr(chosen, "id", None)
        self.model.show_entries(entries)
        self._stack.setCurrentIndex(0 if entries else 1)
        places = [
            place for place, entry in enumerate(entries) if kept is not None and getattr(entry.of, "id", None) == kept
        ]
        if entries:
            self.table.setCurrentIndex(self.model.index(places[0] if places else 0, 0))

    def chosen(self) -> object:
        """Return what the line under the cursor stands for, None when there is none."""
        entry = self.model.entry_at(self.table.currentIndex().row())
        return entry.of if entry else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open(self.table.currentIndex().row())
            return True
        return super().eventFilter(watched, event)

    def _open(self, row: int) -> None:
        entry = self.model.entry_at(row)
        if entry is not None:
            self.opened.emit(entry.of)

    def _fit(self) -> None:
        theme = current()
        for number, (_heading, width) in enumerate(self._columns[:-1]):
            self.table.setColumnWidth(number, theme.pixels(width))
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(36))
