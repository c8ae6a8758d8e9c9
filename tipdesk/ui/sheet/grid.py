"""The sheet itself: two tables over one model and one cursor, of which the left one stays while the other scrolls.

The keys are those of a spreadsheet. Typing opens an editor; Enter goes to the same column of the next row and Tab to
the next cell, also out of an editor; Ctrl+D takes the words from above, Delete empties a cell, and where a key ticks
something it does so without an editor. Nothing here sorts or saves.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.sheet.delegate import SheetDelegate
from tipdesk.ui.sheet.painted import Shape, SheetModel
from tipdesk.ui.sheet.table import ROW, SheetTable
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.tables import column_width

HEAD = 34
_KEY = Qt.Key
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Grid(QFrame):
    """The two tables.

    `moved` is emitted with the row that was left and the one that has the cursor, `pasted` with the words of the
    clipboard, and `escaped` when the keys leave the sheet: True forwards, False backwards.
    """

    moved = Signal(int, int)
    pasted = Signal(str)
    escaped = Signal(bool)

    def __init__(self, model: SheetModel, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.model, self._shape = model, shape
        self.left, self.right = (SheetTable(name) for name in shape.called)
        self.selection = QItemSelectionModel(model, self)
        for table in (self.left, self.right):
            table.setModel(model)
            table.setSelectionModel(self.selection)
            table.installEventFilter(self)
        self._delegates = (self._delegate_of(self.left), self._delegate_of(self.right))
        self._share()
        self.right.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab comes to the left one, where the cursor always is
        self.selection.currentRowChanged.connect(lambda now, before: self.moved.emit(before.row(), now.row()))
        current().changed.connect(self.fit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.right, 1)
        self.setFocusProxy(self.left)
        self.show_columns(set(shape.names))

    def show_columns(self, names: set[str]) -> None:
        """Show these columns, and always those that stay."""
        for place, name in enumerate(self._shape.names):
            is_frozen = place in self._shape.frozen
            self.left.setColumnHidden(place, not is_frozen)
            self.right.setColumnHidden(place, is_frozen or name not in names)
        self.fit()

    def columns_in_sight(self) -> list[str]:
        """Return the names of the columns that are shown, from left to right."""
        return [self._shape.names[place] for place in self._places() if self._shape.names[place]]

    def fit(self) -> None:
        """Give rows and columns their measures at this size of letters."""
        for table in (self.left, self.right):
            table.verticalHeader().setDefaultSectionSize(current().pixels(ROW))
            table.horizontalHeader().setFixedHeight(current().pixels(HEAD))
            table.setFont(current().font(has_figures=True))
        for place in range(self.model.columnCount()):
            table = self._table_of(place)
            if not table.isColumnHidden(place):
                table.setColumnWidth(place, column_width(table, place, self._shape.width(place)))
        self.left.setFixedWidth(sum(self.left.columnWidth(place) for place in self._shape.frozen))

    def hide_rows(self, is_hidden: Callable[[int], bool]) -> None:
        """Hide the rows of which this is so, and show the others."""
        for row in range(self.model.rowCount()):
            for table in (self.left, self.right):
                table.setRowHidden(row, is_hidden(row))

    def go(self, row: int, place: int) -> None:
        """Put the cursor on a cell, in the table that shows its column."""
        index = self.model.index(row, place)
        if not index.isValid():
            return
        self.selection.setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        table = self._table_of(place)
        if self.has_focus() and not table.hasFocus():
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.scrollTo(index)

    def enter(self) -> None:
        """Give the sheet the focus, with the cursor where it was, or where it begins."""
        at = self.selection.currentIndex()
        self.left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(at.row() if at.isValid() else 0, at.column() if at.isValid() else self._shape.first)

    def end_editing(self) -> None:
        """Keep what is being typed into an open editor, and close it."""
        for delegate in self._delegates:
            editor = delegate.editor
            if editor is not None and isValid(editor) and editor.isVisible():
                delegate.commitData.emit(editor)
                delegate.closeEditor.emit(editor, SheetDelegate.EndEditHint.NoHint)

    def _is_typed_into(self) -> bool:
        """Tell whether the keys go to an open editor, which leaves those to the sheet that it has no use for."""
        editors = (delegate.editor for delegate in self._delegates)
        return any(editor is not None and isValid(editor) and editor.hasFocus() for editor in editors)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of a spreadsheet before Qt's tables do."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            at = self.selection.currentIndex()
            if not at.isValid():
                self.go(0, self._shape.first)
            elif event.reason() != Qt.FocusReason.MouseFocusReason:
                self.go(at.row(), at.column())  # the table with the cursor has the focus
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        at, key = self.selection.currentIndex(), event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif key == _KEY.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._take_from_above(at)
        elif key in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self._write(at, "")
        elif key == _KEY.Key_Escape:
            self.escaped.emit(False)
        elif key == _KEY.Key_F2:
            self._edit(at)
        elif key == _KEY.Key_Space and not event.modifiers() & _HELD:
            if not self._tick(at, " "):
                self._edit(at)
        elif not self._go_on(event) and not self._type(event, at):
            return False
        return True

    def _go_on(self, event: QKeyEvent) -> bool:
        """Go where a key leads; the arrows do the same in an editor that a key has left."""
        at, key = self.selection.currentIndex(), event.key()
        is_far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (_KEY.Key_Tab, _KEY.Key_Backtab):
            self._step(at, -1 if key == _KEY.Key_Backtab or is_back else 1)
            return True
        places, page = self._places(), max(1, self.left.viewport().height() // current().pixels(ROW) - 1)
        down = {_KEY.Key_Down: 1, _KEY.Key_Up: -1, _KEY.Key_PageDown: page, _KEY.Key_PageUp: -page}
        if key in (_KEY.Key_Return, _KEY.Key_Enter):
            down[_KEY(key)] = -1 if is_back else 1
        if key in down:
            self.go(self._row_from(at.row(), down[_KEY(key)]), at.column())
        elif key in (_KEY.Key_Left, _KEY.Key_Right):
            to = places.index(at.column()) + (1 if key == _KEY.Key_Right else -1) if at.column() in places else 0
            self.go(at.row(), places[min(max(to, 0), len(places) - 1)])
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            far = -self.model.rowCount() if key == _KEY.Key_Home else self.model.rowCount()
            row = self._row_from(at.row(), far) if is_far else at.row()
            self.go(row, at.column() if is_far else places[0 if key == _KEY.Key_Home else -1])
        else:
            return False
        return True

    def _step(self, at: QModelIndex, by: int) -> None:
        """Go to the next cell or the one before, over the ends of rows; past those of the sheet the keys leave it."""
        places, rows = [place for place in self._places() if place not in self._shape.passive], self._rows()
        column = places.index(at.column()) if at.column() in places else (-1 if by > 0 else 0)
        row = rows.index(at.row()) if at.row() in rows else 0
        to = row * len(places) + column + by
        is_out = to >= len(rows) * len(places) or to < 0
        if is_out or (by > 0 and self.model.is_blank(at.row()) and column == len(places) - 1):
            self.escaped.emit(by > 0)
        else:
            if rows[to // len(places)] != at.row():
                self.right.horizontalScrollBar().setValue(0)
            self.go(rows[to // len(places)], places[to % len(places)])

    def _row_from(self, row: int, by: int) -> int:
        """Return the shown row that is so many further, or the last one there; the same while a sheet has none."""
        rows = self._rows() or [row]
        at = rows.index(row) if row in rows else 0
        return rows[min(max(at + by, 0), len(rows) - 1)]

    def _type(self, event: QKeyEvent, at: QModelIndex) -> bool:
        """Open an editor with the letter that was typed, unless it ticks something."""
        letter = event.text()
        if not letter or not letter.isprintable() or event.modifiers() & _HELD or not at.isValid():
            return False
        if not (are_letters_keys() and self._tick(at, letter)):
            self._edit(at, letter)
        return True

    def _edit(self, at: QModelIndex, letter: str = "") -> None:
        if not at.flags() & Qt.ItemFlag.ItemIsEditable or self._is_typed_into():
            return
        self.end_editing()
        table = self._table_of(at.column())
        table.edit(at)
        editor = self._delegates[table is self.right].editor
        if letter and editor is not None:
            editor.setText(letter)

    def _tick(self, at: QModelIndex, letter: str) -> bool:
        is_open = at.isValid() and bool(at.flags() & Qt.ItemFlag.ItemIsEditable)
        return is_open and self.model.tick(at.row(), at.column(), letter)

    def _write(self, at: QModelIndex, words: str) -> None:
        if at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model.setData(at, words)

    def _take_from_above(self, at: QModelIndex) -> None:
        above = self._row_from(at.row(), -1)
        if at.isValid() and above != at.row():
            self._write(at, str(self.model.index(above, at.column()).data(Qt.ItemDataRole.EditRole) or ""))

    def _places(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        shown = [place for place in range(self.model.columnCount()) if not self.right.isColumnHidden(place)]
        return [*self._shape.frozen, *shown]

    def _table_of(self, place: int) -> SheetTable:
        return self.left if place in self._shape.frozen else self.right

    def _rows(self) -> list[int]:
        return [row for row in range(self.model.rowCount()) if not self.left.isRowHidden(row)]

    def has_focus(self) -> bool:
        """Tell whether the keys go to the sheet or to an editor in it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _share(self) -> None:
        """Scroll both tables as one, with the bar at the right."""
        left, right = self.left.verticalScrollBar(), self.right.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)
        # A table that is laid out later than the other cannot scroll yet: it follows when it can.
        for bar in (left, right):
            bar.rangeChanged.connect(lambda _least, _most: right.setValue(left.value()))
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room, and no handle
        self.left.horizontalScrollBar().setProperty("guise", "room")
        self.right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def _delegate_of(self, table: SheetTable) -> SheetDelegate:
        """Give a table a delegate of its own, since Qt lets none serve two."""
        delegate = SheetDelegate(table)
        table.setItemDelegate(delegate)
        delegate.left_by.connect(self._go_on)
        return delegate
