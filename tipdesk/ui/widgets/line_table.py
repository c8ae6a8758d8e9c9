"""A table of lines, with a sentence in its place while there are none.

A refresh keeps the line that was chosen, found again by its subject. Enter and a double click both open a line.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.table_model import SubjectRole
from tipdesk.ui.widgets.tables import column_width, plain_table

LEAST_LINES = 4
LEAST_WIDTH = 38


class LineTable(QFrame):
    """A table over a `LineModel`, which shows `empty` instead while it has no lines.

    `chosen` carries the subject of the line that became the current one, `opened` that of the line that was opened.
    `widths` are the columns' widths in pixels at ordinary text size; the column `wide` takes what is left over. `least`
    lets the table shrink on a crowded page until that many lines are left; with None it keeps the size it asks for.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        widths: Sequence[int],
        empty: EmptyState,
        *,
        wide: int = 0,
        least: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._widths, self._least = tuple(widths), least or LEAST_LINES
        self.model = LineModel(heads, self)
        self.table, self._empty = plain_table(name), empty
        if least is not None:
            self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(self._chose)
        self.table.activated.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(empty, 1, Qt.AlignmentFlag.AlignTop)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        current().changed.connect(self._fit)
        self._fit()
        self.show_lines(())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others; the chosen line stays chosen where its subject is still among them."""
        before = self.subject()
        self.model.show_lines(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        row = next((row for row, line in enumerate(lines) if before is not None and line.subject == before), None)
        if row is not None:
            self.table.selectRow(row)

    def subject(self) -> object:
        """Return what the current line is about, or None when no line is chosen."""
        index = self.table.currentIndex()
        return index.data(SubjectRole) if index.isValid() else None

    def _chose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(SubjectRole))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(SubjectRole))

    def _fit(self) -> None:
        self.table.horizontalHeader().setMinimumSectionSize(current().pixels(LEAST_WIDTH))
        for column, width in enumerate(self._widths):
            self.table.setColumnWidth(column, column_width(self.table, column, width))
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(height * (self._least + 1))
