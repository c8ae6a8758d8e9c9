"""The index of the sections of a row: what each is called and how it stands, with the one in sight marked.

Choosing one scrolls to it; Enter or E, as in the list of rows, opens it for changing. Signs are beside words; colour
never stands alone.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.plain import plain_cells, set_name
from tipdesk.ui.records.section_view import SIGNS
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _

LINE, SIGN = 30, 16
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Entry = tuple[str, str, str]
"""The name of a section, its state, and the words of the state."""


class IndexModel(QAbstractListModel):
    """The sections as a list model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these sections and no others; where there are as many as before, only their words change."""
        if len(entries) == len(self.entries):
            self.entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many sections there are."""
        return 0 if parent.isValid() else len(self.entries)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a section, its sign, or what a screen reader and a tooltip say of it."""
        title, state, words = self.entries[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            icon, colour = SIGNS[state]
            return current().icon(icon, colour, SIGN)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{title}: {words}"
        return title if role == Qt.ItemDataRole.DisplayRole else None


class LowDelegate(QStyledItemDelegate):
    """Gives every line of the index its height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line."""
        return QSize(100, current().pixels(LINE))


class SectionIndex(QListView):
    """The index; `chosen` carries the place of the section that was chosen, `change_pressed` that of one to change."""

    chosen = Signal(int)
    change_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, _("Sections"))
        self.setProperty("guise", "bare")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setItemDelegate(LowDelegate(self))
        self.known = IndexModel(self)
        self.setModel(self.known)
        self._is_marking = False
        self.selectionModel().currentRowChanged.connect(lambda index, _before: self._changed(index))
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        current().changed.connect(self._fit)
        self._fit()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these sections."""
        if tuple(entries) != self.known.entries:
            here = max(self.currentIndex().row(), 0)
            self.known.show(entries)
            self.mark(min(here, len(entries) - 1))

    def mark(self, at: int) -> None:
        """Mark the section that is in sight."""
        if at != self.currentIndex().row() and 0 <= at < len(self.known.entries):
            self._is_marking = True
            self.setCurrentIndex(self.known.index(at))
            self._is_marking = False

    def step(self, by: int) -> None:
        """Go to the next section, or the one before for -1."""
        at = min(max(self.currentIndex().row() + by, 0), len(self.known.entries) - 1)
        if at >= 0:
            self.setCurrentIndex(self.known.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the section under the cursor on Enter or E; all else is as in any list."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_change = event.key() in ENTER or (event.key() == Qt.Key.Key_E and are_letters_keys())
        if is_plain and is_change and self.currentIndex().isValid():
            self.change_pressed.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _changed(self, index: QModelIndex) -> None:
        if not self._is_marking and index.isValid():
            self.chosen.emit(index.row())

    def _fit(self) -> None:
        self.setIconSize(QSize(current().pixels(SIGN), current().pixels(SIGN)))
        self.scheduleDelayedItemsLayout()
