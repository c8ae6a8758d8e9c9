"""A table of lines and a page around it: buttons above, and a sentence in place of an empty table.

Enter or a double click opens the row, and the row that is chosen stays chosen when the rows are read again. Whoever
makes the page says which rows there are and what their cells say.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.tables import fit_columns, plain_table


class RowsPage(QFrame):
    """The page with the table. `opened` is emitted with what the opened line is about.

    `columns` has the heading (a message id) and the usual width in pixels of each; the last one takes the rest. With
    `is_fitted` each column gets the width that its lines want, whatever was said of it.
    """

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        empty: EmptyState,
        buttons: Sequence[QWidget] = (),
        *,
        is_fitted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._columns, self._is_fitted = columns, is_fitted
        self.model = LineModel([heading for heading, _width in columns], self)
        self.table = plain_table(name)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        for watched in (self.table, self.table.viewport()):
            watched.installEventFilter(self)
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

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the cursor stays on the row it was on."""
        kept = getattr(self.chosen(), "id", None)
        self.model.show_lines(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        if self._is_fitted:
            fit_columns(self.table)
        found = (at for at, line in enumerate(lines) if kept is not None and getattr(line.subject, "id", None) == kept)
        if lines:
            self.table.setCurrentIndex(self.model.index(next(found, 0), 0))

    def choose(self, row: bytes) -> None:
        """Put the cursor on the line of a row, if it is listed."""
        found = (at for at, line in enumerate(self.model.lines) if getattr(line.subject, "id", None) == row)
        if (at := next(found, None)) is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))

    def chosen(self) -> object:
        """Return what the line under the cursor is about, or None when there is none."""
        row = self.table.currentIndex().row()
        return self.model.subject(row) if row >= 0 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the line under the cursor on Enter, and share the width anew where the table got wider or narrower."""
        if watched is self.table.viewport():
            if event.type() == QEvent.Type.Resize and self._is_fitted:
                fit_columns(self.table)
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open(self.table.currentIndex().row())
            return True
        return super().eventFilter(watched, event)

    def _open(self, row: int) -> None:
        if row >= 0:
            self.opened.emit(self.model.subject(row))

    def _fit(self) -> None:
        """Give the columns their widths."""
        theme = current()
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(36))
        if self._is_fitted:
            fit_columns(self.table)
            return
        for number, (_heading, width) in enumerate(self._columns[:-1]):
            self.table.setColumnWidth(number, theme.pixels(width))
