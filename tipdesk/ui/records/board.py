"""A list and its reading pane side by side, or one in place of the other where there is no room for both.

The width that the officer gives the list is remembered for all boards that share it. The row under the cursor is the
row in the pane; in one column it is opened with Enter or a press, and *Back* leads to the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.rows_list import RowsList
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.round import Part
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState

LIST, NARROW_LIST, LEAST_LIST, LEAST_PANE, HANDLE = 388, 300, 280, 560, 8
PANE_AFTER_MS = 20
"""How long the list is in sight before the pane is built beside it, so that it is painted first."""


@dataclass
class Widths:
    """How wide the officer made the list, in pixels at the ordinary size of letters; 0 for as it comes."""

    list: int = 0


class RecordBoard(QFrame):
    """The list of one record beside its pane, which is built when it is first asked for, or after the list is seen.

    What a page puts into `above` stands above the list, so that the pane has the whole height.

    `pane_made` is emitted with the pane when it has been built, before it shows a row. `row_shown` is emitted with the
    row that the pane is to show, or None; `change_asked` when the row in the pane is to
    be changed; `add_asked` with the name of a record of which a row is to be added.
    """

    pane_made = Signal(object)
    row_shown = Signal(object)
    change_asked = Signal()
    add_asked = Signal(str)

    def __init__(
        self,
        record: RecordType,
        children: Sequence[RecordType],
        speaker: Speaker,
        widths: Widths | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.record, self._children, self._widths = record, children, widths or Widths()
        self._is_reading = self._waits = False
        self._pane: RecordPane | None = None
        self.add = plain(add_words(record), icon="plus", pressed=self._add)
        self._add_first = plain(add_words(record), icon="plus", pressed=self._add)
        empty = EmptyState(
            record.icon or "folder",
            _("{records}: nothing has been recorded").format(records=_(record.plural)),
            _("What is added stands here. An answer that is not known yet can be left out."),
            self._add_first,
        )
        self.list = RowsList(record, speaker, empty, (self.add,))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._left, self._place, self.above = QFrame(), QFrame(), QVBoxLayout()
        for side in (self._left, self._place):
            side.setProperty("guise", "plain")
            QVBoxLayout(side).setContentsMargins(0, 0, 0, 0)
            self.splitter.addWidget(side)
        left = self._left.layout()
        if isinstance(left, QVBoxLayout):
            left.addLayout(self.above)
            left.addWidget(self.list, 1)
        set_name(self.splitter, _("{records}: list and reading pane").format(records=_(record.plural)))
        self.splitter.setHandleWidth(HANDLE)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self._connect()

    @property
    def is_one_column(self) -> bool:
        """Tell whether there is no room for list and pane side by side."""
        return self.width() < current().pixels(LEAST_LIST) + HANDLE + current().pixels(LEAST_PANE)

    @property
    def pane(self) -> RecordPane:
        """The reading pane, which shows the row under the cursor as soon as it is there."""
        if self._pane is None:
            pane = self._pane = RecordPane(self.record, self._children)
            pane.step_pressed.connect(self._step)
            pane.back.connect(self.show_list)
            pane.head.show_back(is_shown=self.is_one_column)
            layout = self._place.layout()
            if layout is not None:
                layout.addWidget(pane)
            self.pane_made.emit(pane)
        if self._waits:
            self._waits = False
            self.row_shown.emit(self.list.row())
        return self._pane

    def offer_add(self, *, is_offered: bool) -> None:
        """Let rows be added, or not: the officer may not, or they come about in another way."""
        self.add.setVisible(is_offered)
        self._add_first.setVisible(is_offered)

    def begin(self) -> None:
        """Show the list first, because the rows will be those of another case."""
        self._is_reading = False
        self._arrange()

    def forget(self) -> None:
        """Read no row any more; a pane that nobody has asked for yet is not built for that."""
        if self._pane is not None:
            self._pane.show_nothing()

    def choose(self, row: bytes, *, is_read: bool = False) -> bool:
        """Put the cursor on a row, and read it; in one column the pane comes to the front where it `is_read`."""
        is_there = self.list.choose(row)
        if is_there and is_read:
            self.show_pane()
        return is_there

    def take_up(self, row: bytes) -> bool:
        """Go on with a row that was saved: where it is new, the cursor and the focus go to it; tell if it is there."""
        here, focus = self.list.row(), self.focusWidget()
        is_new = here is None or here.id != row or focus in (self.add, self._add_first)
        is_there = self.list.choose(row)
        if is_there and is_new and self.isVisible():
            self.list.focus_list()
        return is_there

    def show_pane(self) -> None:
        """Bring the pane to the front, where there is one column."""
        self._is_reading = True
        self._arrange()

    def show_list(self) -> None:
        """Bring the list to the front, and move the focus to it."""
        self._is_reading = False
        self._arrange()
        self.list.focus_list()

    def go_on(self) -> None:
        """Go on where a form was closed: in the pane if it reads a row, else in the list."""
        if self.pane.row is None or (self.is_one_column and not self.pane.isVisible()):
            self.row_shown.emit(self.list.row())
            if self.list.row() is None or not self.is_one_column:
                self.show_list()

    def focus_front(self) -> None:
        """Move the focus to the list, or where there is one column and a row is read, to its sections."""
        if self.is_one_column and self._is_reading:
            self.pane.focus_sections()
        else:
            self.list.focus_list()

    def parts(self) -> Sequence[Part]:
        """Return list and pane, for the key that goes round the window: the rows come first, and what changes them."""
        first = self._pane.first_change() if self._pane is not None else None
        return [[self.list.view, self._left], [*filter(None, (first,)), self._place]]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both side by side, or one of them, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Build the pane when the list has been in sight for a moment."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(PANE_AFTER_MS, self, lambda: self.pane)
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        is_one = self.is_one_column
        self._left.setVisible(not is_one or not self._is_reading)
        self._place.setVisible(not is_one or self._is_reading)
        if not is_one:
            self._share()
        if self._pane is not None:
            self._pane.head.show_back(is_shown=is_one)

    def _share(self) -> None:
        theme, room = current(), self.width() - HANDLE
        usual = LIST if room >= theme.pixels(LIST + LEAST_PANE + 60) else NARROW_LIST
        wanted = theme.pixels(self._widths.list or usual)
        width = max(theme.pixels(LEAST_LIST), min(wanted, room - theme.pixels(LEAST_PANE)))
        if self.splitter.sizes()[0] != width:
            self.splitter.setSizes([width, room - width])

    def _moved(self, _at: int, _index: int) -> None:
        theme = current()
        most = self.width() - HANDLE - theme.pixels(LEAST_PANE)
        width = min(max(self.splitter.sizes()[0], theme.pixels(LEAST_LIST)), most)
        self._widths.list = round(width * 100 / theme.text_percent)
        self._share()

    def _connect(self) -> None:
        self.splitter.splitterMoved.connect(self._moved)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._open)
        self.list.pressed_on.connect(self._press)
        self.list.change_pressed.connect(self._change)

    def _show(self, row: Row | None) -> None:
        """Let the row be shown; for the first one the pane is built once the list has been painted."""
        if self._pane is not None:
            self.row_shown.emit(row)
        elif not self._waits:
            self._waits = True
            self.list.view.viewport().installEventFilter(self)

    def _open(self, _row: Row) -> None:
        if self.is_one_column and not self._is_reading:
            self.show_pane()
            self.pane.focus_sections()
        else:
            self._change()

    def _press(self, _row: Row) -> None:
        if self.is_one_column:
            self.show_pane()
            self.pane.focus_sections()

    def _change(self) -> None:
        self.show_pane()
        self.change_asked.emit()

    def _step(self, by: int) -> None:
        self.list.step(by)

    def _add(self) -> None:
        self.add_asked.emit(self.record.name)


def add_words(record: RecordType) -> str:
    """Return the words of a button that adds a row of a record, such as "Add exhibit"."""
    label = _(record.label)
    return _("Add {record}").format(record=label[:1].lower() + label[1:])
