"""The index of the sections of a row: what each is called and how it stands, with the one in sight marked.

Choosing one scrolls to it. Signs are beside words; colour never stands alone.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.plain import set_name, tip_text
from tipdesk.ui.records.section_view import SIGNS
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _

LINE, SIGN = 32, 16


class LowDelegate(QStyledItemDelegate):
    """Gives every line of the index its height, and its icon the size of the others."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of one line."""
        return QSize(100, current().pixels(LINE))


class SectionIndex(QListWidget):
    """The index; `chosen` carries the place of the section that was chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, _("Sections"))
        self.setProperty("guise", "bare")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setItemDelegate(LowDelegate(self))
        self._entries: tuple[tuple[str, str, str], ...] = ()
        self._is_marking = False
        self.currentRowChanged.connect(self._changed)
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))
        current().changed.connect(self._fill)

    def show_entries(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Show these sections, each with its name, its state and the words of the state."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._fill()

    def mark(self, at: int) -> None:
        """Mark the section that is in sight."""
        if at != self.currentRow():
            self._is_marking = True
            self.setCurrentRow(at)
            self._is_marking = False

    def step(self, by: int) -> None:
        """Go to the next section, or the one before for -1."""
        at = min(max(self.currentRow() + by, 0), self.count() - 1)
        if at >= 0:
            self.setCurrentRow(at)

    def _changed(self, at: int) -> None:
        if not self._is_marking and at >= 0:
            self.chosen.emit(at)

    def _fill(self) -> None:
        here, self._is_marking = max(self.currentRow(), 0), True
        self.clear()
        self.setIconSize(QSize(current().pixels(SIGN), current().pixels(SIGN)))
        for title, state, words in self._entries:
            icon, colour = SIGNS[state]
            item = QListWidgetItem(current().icon(icon, colour, 16), visible(title))
            item.setToolTip(tip_text(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, visible(f"{title}: {words}"))
            self.addItem(item)
        self.setCurrentRow(min(here, self.count() - 1))
        self._is_marking = False
