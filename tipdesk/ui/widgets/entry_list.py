"""A list of entries under headings, of which only those in sight are painted: no widget stands for a row.

Enter opens an entry, and letters do what the page gives them while the list has the focus. What keys do with headings
is in `headed_list`. How an entry looks is in `entry_delegate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.plain import plain_cells, set_name
from tipdesk.ui.widgets.entry_delegate import Entry, EntryDelegate, EntryRole, Head
from tipdesk.ui.widgets.headed_list import HeadedList

Row = Head | Entry
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Group:
    """Entries under one heading; one without entries is not shown."""

    heading: str
    entries: Sequence[Entry]


class EntryModel(QAbstractListModel):
    """The model of a list of entries; `EntryRole` gives the `Head` or `Entry` of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these groups and no others."""
        self.beginResetModel()
        rows: list[Row] = []
        for group in groups:
            if group.entries:
                rows += [Head(group.heading, len(group.entries)), *group.entries]
        self.rows = tuple(rows)
        self.endResetModel()

    def renew(self, entries: Mapping[object, Entry]) -> None:
        """Show these entries where those of the same key stand; none changes its place.

        Headings count anew, without what is done.
        """
        groups: list[tuple[Head, list[Entry]]] = []
        for row in self.rows:
            if isinstance(row, Head):
                groups.append((row, []))
            else:
                groups[-1][1].append(entries.get(row.key, row))
        rows: list[Row] = []
        for head, members in groups:
            rows += [Head(head.words, sum(not one.is_gone for one in members)), *members]
        self.rows = tuple(rows)
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def entries(self) -> list[Entry]:
        """Return the entries in their order, without the headings."""
        return [row for row in self.rows if isinstance(row, Entry)]

    def row_of(self, key: object) -> int | None:
        """Return the row in which the entry of this key stands, or None."""
        return next((at for at, row in enumerate(self.rows) if isinstance(row, Entry) and row.key == key), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are, headings too."""
        return 0 if parent.isValid() else len(self.rows)

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == EntryRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Entry):
            return "\n".join(filter(None, (row.what, row.below)))
        is_said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.spoken if is_said else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let entries be chosen; arrows pass over a heading."""
        return super().flags(index) if isinstance(self.rows[index.row()], Entry) else Qt.ItemFlag.NoItemFlags


class EntryList(HeadedList):
    """The list.

    `chosen` carries the `Entry` that the cursor is on, None for none; `opened` the one on which Enter was pressed, and
    `lettered` the letter of a deed. `left_upwards` is emitted when Up is pressed on the first entry.
    """

    chosen = Signal(object)
    opened = Signal(object)
    lettered = Signal(str)
    left_upwards = Signal()

    def __init__(self, name: str, letters: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry_model = EntryModel(self)
        self._letters = letters
        self.setModel(self.entry_model)
        self.setItemDelegate(EntryDelegate(self))
        set_name(self, name)
        self.setProperty("guise", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit(self.current()))
        self.doubleClicked.connect(lambda _index: self.opened.emit(self.current()))

    def current(self) -> Entry | None:
        """Return the entry that the cursor is on, or None."""
        index = self.currentIndex()
        row = self.entry_model.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Entry) else None

    def choose(self, key: object) -> None:
        """Move the cursor to the entry of this key, or to the first one where it is not in the list."""
        at = self.entry_model.row_of(key)
        self.go_to(1 if at is None and self.entry_model.rows else at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is as soon as keys bring the focus: on the first entry where it was on none."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(None)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, and hand letters to the page, and Ctrl+Enter, with which a page sends or saves."""
        key, letter = Qt.Key(event.key()), event.text().upper()
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ENTER and not has_control and self.current() is not None:
            self.opened.emit(self.current())
        elif key == Qt.Key.Key_Up and not has_control and self.currentIndex().row() <= 1:
            self.left_upwards.emit()
        elif letter and letter in self._letters and not has_control and are_letters_keys():
            self.lettered.emit(letter)
        else:
            super().keyPressEvent(event)
