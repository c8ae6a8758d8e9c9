"""The table in which the rows of a record are seen: whole rows, headings of groups, and the keyboard.

Left and Right close and open a group, letters jump to the row whose title or tag begins with them, Enter opens, and E
changes. The heading of the group in sight stays at the top while its rows scroll. The view asks for the words of those
rows alone that are seen.
"""

from PySide6.QtCore import QElapsedTimer, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.records.arranging import Group, Line
from tipdesk.ui.records.row_delegate import RowDelegate, height_of, paint_group
from tipdesk.ui.records.rows_model import RowsModel, WordsRole
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.table_model import Index
from tipdesk.ui.widgets.tables import make_plain


class RowsView(QTableView):
    """The table over a `RowsModel`.

    `opened` is emitted with the row on which Enter was pressed or that was pressed twice, `pressed_on` with one that
    was pressed once, `change_pressed` when the row under the cursor is to be changed, and `toggled` with the key of a
    group.
    """

    opened = Signal(object)
    pressed_on = Signal(object)
    change_pressed = Signal()
    toggled = Signal(str)

    def __init__(self, name: str, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_plain(self, name)
        self.setProperty("guise", "bare")
        self.delegate = RowDelegate(self)
        self._rows, self._typed, self._clock = model, "", QElapsedTimer()
        self.setModel(model)
        self.setItemDelegateForColumn(0, self.delegate)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.show_columns(is_wide=False)
        self._ribbon = _Ribbon(self)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._click)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._ribbon.follow())
        model.modelReset.connect(self.fit_heights)
        current().changed.connect(self.fit_heights)

    def minimumSizeHint(self) -> QSize:
        """Return the height of one row, so that in a low window what stands above the rows keeps its own."""
        return QSize(super().minimumSizeHint().width(), height_of(is_group=False, is_low=False))

    def show_columns(self, *, is_wide: bool) -> None:
        """Show answers in columns, which may scroll sideways, or rows in two lines, which always fit."""
        self.delegate.is_low = is_wide
        self.horizontalHeader().setVisible(is_wide)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)

    def fit_heights(self) -> None:
        """Give rows and headings their heights, also where one stands now in place of the other.

        A heading spans all columns.
        """
        header, is_low = self.verticalHeader(), self.delegate.is_low
        row_height, heading_height = (height_of(is_group=one, is_low=is_low) for one in (False, True))
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(row_height)
        self.clearSpans()
        columns = self._rows.columnCount()
        for at, line in enumerate(self._rows.lines):
            is_group = isinstance(line, Group)
            height = heading_height if is_group else row_height
            if header.sectionSize(at) != height:  # a reset leaves each line the height of what stood there before
                header.resizeSection(at, height)
            if is_group and columns > 1:
                self.setSpan(at, 0, 1, columns)
        self._ribbon.follow()

    def row_here(self) -> Row | None:
        """Return the row under the cursor; None on a heading, or where there is nothing."""
        line = self.line_here()
        return line if isinstance(line, Row) else None

    def line_here(self) -> Line | None:
        """Return the row or the heading under the cursor; None where there is nothing."""
        return self._line(self.currentIndex())

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, and scroll to it."""
        self.setCurrentIndex(self._rows.index(line, 0))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll to a line, and let no row end up under the heading that stays at the top."""
        super().scrollTo(index, hint)
        found, line = self.top_group(), self._line(index)
        if found is None or not found[1] or not isinstance(line, Row):
            return
        hidden = height_of(is_group=True, is_low=False) - self.rowViewportPosition(index.row())
        if hidden > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)

    def step(self, by: int) -> bool:
        """Move the cursor to the next row, or the one before for -1, over headings; tell whether there was one."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self._rows.lines):
            if isinstance(self._rows.lines[at], Row):
                self.go_to(at)
                return True
            at += by
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, change, close and open groups; all else is as in any list."""
        line, key = self._line(self.currentIndex()), event.key()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self._open(self.currentIndex())
        elif isinstance(line, Group) and key == (Qt.Key.Key_Right if line.is_closed else Qt.Key.Key_Left):
            self.toggled.emit(line.key)
        elif key == Qt.Key.Key_Left and isinstance(line, Row) and self._go_to_heading():
            return
        elif key == Qt.Key.Key_E and is_plain and not self._is_typing() and are_letters_keys():
            self.change_pressed.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Jump to the next row whose tag, title or a word of it begins with the letters typed."""
        self._typed = self._typed + search if self._is_typing() else search
        self._clock.start()
        sought, count, here = self._typed.casefold(), len(self._rows.lines), max(self.currentIndex().row(), 0)
        begin = here if len(self._typed) > 1 else here + 1
        for at in (*range(begin, count), *range(begin)):
            if at < count and isinstance(self._rows.lines[at], Row) and self._begins(at, sought):
                self.go_to(at)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the heading at the top as wide as the list."""
        super().resizeEvent(event)
        self._ribbon.follow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is as soon as the list has the focus."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(1)

    def top_group(self) -> tuple[Group, bool] | None:
        """Return the group whose rows are at the top, and whether its own heading is out of sight."""
        at = self.rowAt(0)
        for line in range(at, -1, -1):
            found = self._rows.lines[line]
            if isinstance(found, Group):
                is_gone = line < at or self.rowViewportPosition(line) < 0
                return found, is_gone
        return None

    def _begins(self, at: int, sought: str) -> bool:
        words = self._rows.index(at, 0).data(WordsRole)
        title = words.title.casefold()
        return words.tag.casefold().startswith(sought) or title.startswith(sought) or f" {sought}" in title

    def _is_typing(self) -> bool:
        return self._clock.isValid() and self._clock.elapsed() < QApplication.keyboardInputInterval()

    def _line(self, index: Index) -> Line | None:
        return self._rows.lines[index.row()] if index.isValid() and index.row() < len(self._rows.lines) else None

    def _go_to_heading(self) -> bool:
        for at in range(self.currentIndex().row() - 1, -1, -1):
            if isinstance(self._rows.lines[at], Group):
                self.go_to(at)
                return True
        return False

    def _open(self, index: QModelIndex) -> None:
        line = self._line(index)
        if isinstance(line, Group):
            self.toggled.emit(line.key)
        elif isinstance(line, Row):
            self.opened.emit(line)

    def _click(self, index: QModelIndex) -> None:
        line = self._line(index)
        if isinstance(line, Group):
            self.toggled.emit(line.key)
        elif isinstance(line, Row):
            self.pressed_on.emit(line)


class _Ribbon(QWidget):
    """The heading of the group in sight, over the top of the list while its own line is scrolled away."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._group: Group | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self) -> None:
        """Show the group that is at the top now, or nothing."""
        found = self._view.top_group()
        self._group = found[0] if found is not None and found[1] else None
        if self._group is not None:
            self.setGeometry(0, 0, self._view.viewport().width(), height_of(is_group=True, is_low=False))
            self.update()
        self.setVisible(self._group is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heading as in its own line."""
        if self._group is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_group(painter, QRect(self.rect()), self._group, has_focus=False)
            painter.end()
