"""The page of the inbox: silent posts along the top, the list, and the chosen report beside it.

The list is never sorted anew while somebody reads: what came meanwhile is offered, and is shown when asked for. In the
list the keys I, A and R do what three of the buttons do.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tipdesk.ui.inbox.delegate import InboxDelegate
from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.inbox.model import InboxModel
from tipdesk.ui.inbox.pane import ReportPane
from tipdesk.ui.inbox.silent_strip import SilentStrip
from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.counted_list import lay_out_list
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.entry_list import ENTER
from tipdesk.ui.widgets.headed_list import HeadedList
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.visited_page import VisitedPage

LIST, LIST_NARROW, NARROW = 400, 300, 1000
KEYS = {Qt.Key.Key_I: "have", Qt.Key.Key_A: "assign", Qt.Key.Key_R: "ring"}


class InboxList(HeadedList):
    """The list of reports; `pressed_key` carries the deed that was asked for by its letter, or by Enter."""

    pressed_key = Signal(str)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose nothing by itself: Qt would choose, and so open, the first report."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the deeds by their letters; Enter opens the case."""
        deed = KEYS.get(Qt.Key(event.key()))
        if event.key() in ENTER:
            self.pressed_key.emit("open")
        elif deed and not event.modifiers() and are_letters_keys():
            self.pressed_key.emit(deed)
        else:
            super().keyPressEvent(event)


class InboxView(VisitedPage):
    """The page.

    `chosen` carries a `Told`, or None when no report is chosen. `more_pressed` asks to show what came meanwhile,
    `posts_pressed` for the page of posts. `counted` carries how many wait, and the words that say so. `shown` and
    `left` are emitted when the page comes to the front and goes out of sight.
    """

    chosen = Signal(object)
    more_pressed = Signal()
    posts_pressed = Signal()
    counted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.list, self.pane = InboxModel(self), InboxList(), ReportPane()
        self.list.setModel(self.model)
        self.list.setItemDelegate(InboxDelegate(self.list))
        self.list.setAccessibleName(_("Reports"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.strip = SilentStrip()
        self._count = muted("")
        self.more = quiet("", icon="refresh", pressed=self.more_pressed.emit)
        keep_room(self.more)
        self._empty = EmptyState(
            "inbox", _("Nothing waits"), _("A report from a post stands here until somebody says “I have it”.")
        )
        self._lay_out()
        self.offer_more(0)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.pane.answered.connect(self.focus_first)
        self.pane.formed.connect(lambda form: form.chain_after(self.list))

    def show_rows(self, rows: Sequence[Told], waiting: int, overdue: int = 0) -> None:
        """Show the list anew; what was chosen stays chosen while it is there."""
        before = self.current()
        kept = before.key if before is not None else None
        self.model.show_rows(rows)
        self.show_count(waiting, overdue)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.choose(kept)

    def show_count(self, waiting: int, overdue: int = 0) -> None:
        """Say how many reports nobody has in hand, and how many clocks have run out."""
        told = [plural("{count} waits", "{count} wait", waiting) if waiting else _("Nothing waits")]
        told += [plural("{count} overdue", "{count} overdue", overdue)] if overdue else []
        self._count.setText(" · ".join(told))
        self.counted.emit(waiting, self._count.text())

    def choose(self, key: object) -> None:
        """Choose a row by its key, or none where it is not in the list: nothing is opened that nobody asked for."""
        row = self.model.row_of(key)
        if row is None:
            self.chosen.emit(None)
            return
        self.list.selectionModel().setCurrentIndex(
            self.model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def offer_more(self, count: int) -> None:
        """Say how many reports have come that the list does not show yet."""
        self.more.setText(plural("{count} new: show", "{count} new: show", count))
        self.more.setVisible(count > 0)

    def current(self) -> Told | None:
        """Return the chosen row, or None where nothing or a heading is chosen."""
        index = self.list.currentIndex()
        if not index.isValid() or index.row() >= self.model.rowCount():
            return None
        told = self.model.told(index.row())
        return told if told.line else None

    def focus_first(self) -> None:
        """Give the list the focus."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the list narrower in a narrow window."""
        super().resizeEvent(event)
        width = LIST if event.size().width() >= current().pixels(NARROW) else LIST_NARROW
        self._left.setFixedWidth(current().pixels(width))

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self.model.told(index.row()).line is None:
            return
        self.chosen.emit(self.current())

    def _lay_out(self) -> None:
        self.strip.posts_pressed.connect(self.posts_pressed)
        self._left = QFrame()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        lay_out_list(self._left, self._count, self.more, self._stack)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._left)
        row.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        self.list.pressed_key.connect(self._press)

    def _press(self, deed: str) -> None:
        pane = self.pane
        button = {"have": pane.have, "assign": pane.assign, "ring": pane.ring, "open": pane.case}[deed]
        if button.isEnabled():
            button.click()
