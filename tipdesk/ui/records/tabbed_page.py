"""A page with a list and reading pane for each of several records, one of them in front, behind chips.

The keyboard is in the list in front. Whatever a record declares (columns, order, sections, icon, what its rows are for)
its board shows; a record that is declared for the page tomorrow is one more chip. The directory and the registers are
such pages.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from tipdesk.domain.pages import children_of
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.records.board import RecordBoard, Widths
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.round import Part
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, icon_only
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.nav_rail import NARROW_BELOW, NARROW_TEXT
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.wording import Wording

MORE_KEY = "Alt+M"


class TabbedPage(FrontPage):
    """The page of some records; of those that `can_be_added` rows are added and put away by hand.

    The tools stand beside the tabs, and in a narrow window behind one button, `more`, so that the list keeps its room;
    Alt+M opens it, and there the letters of the tools choose as Alt with them does beside the tabs.

    `tab_chosen` carries a record, and `trash_shown` whether the trash is shown. `hidden` says that another page comes
    to the front, or that the window locks. `called` gives a tab another name than that of its record.
    """

    tab_chosen = Signal(object)
    trash_shown = Signal(bool)
    hidden = Signal()

    def __init__(
        self,
        wording: Wording,
        records: Sequence[RecordType],
        can_be_added: Callable[[RecordType], bool],
        *,
        known: Sequence[RecordType] = (),
        called: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._can_be_added, self._known, self._called = can_be_added, known, called or {}
        self._help, self._widths = muted(), Widths()
        self._chips = {record.name: self._chip(record) for record in records}
        self.boards = {record.name: self._board(record, wording) for record in records}
        self.trash = chip(_("Show the trash"), pressed=lambda: self.trash_shown.emit(self.trash.isChecked()))
        self._tabs, self._stack = Flow(gap=8), ShrinkingStack()
        self._tools: dict[str, list[QPushButton]] = {}
        self._lines: dict[QPushButton, QAction] = {}
        self.more = icon_only(_("More"), "dots")
        self.more.setShortcut(MORE_KEY)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._gather)
        for board in self.boards.values():
            self._stack.addWidget(board)
        self.column.addWidget(self._front(), 1)
        self.record = records[0]
        self.show_tab(self.record)
        current().changed.connect(self._show_tools)

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`, so that what is being typed is kept at once."""
        self.hidden.emit()
        super().hideEvent(event)

    @property
    def in_front(self) -> RecordBoard:
        """The board in front."""
        return self.boards[self.record.name]

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor."""
        return self.in_front.list.row()

    def parts(self) -> Sequence[Part]:
        """Return the parts of the page, for the key that goes round them: its chips, the list, the pane."""
        return [[self._chips[self.record.name]], *self.in_front.parts()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools behind one button in a narrow window, and beside the tabs in a wide one."""
        super().resizeEvent(event)
        self._show_tools()

    def add_tool(self, tool: QPushButton, *records: RecordType) -> None:
        """Put a button beside the tabs, which is there while one of these records is in front."""
        self._tabs.addWidget(tool)
        self._lines[tool] = QAction(tool.text(), self)
        self._lines[tool].triggered.connect(tool.click)
        for record in records:
            self._tools.setdefault(record.name, []).append(tool)
        self._show_tools()

    def show_tab(self, record: RecordType) -> None:
        """Bring the board of a record to the front."""
        self.record = record
        self._chips[record.name].setChecked(True)
        self._stack.setCurrentWidget(self.in_front)
        self._help.setText(_(record.help))
        self._help.setVisible(bool(record.help))
        self._show_tools()
        self.set_first(self.in_front.list.view, self.in_front.add, self._chips[record.name])

    def show_rows(self, rows: Sequence[Row], speaker: Speaker, *, can_change: bool) -> None:
        """Show the rows of the record in front; `can_change` says whether the officer's role lets them be changed."""
        self.in_front.list.show_rows(rows, speaker)
        can_add = self._can_be_added(self.record)
        self.in_front.offer_add(is_offered=can_change and can_add)
        self.trash.setVisible(can_add)

    def _show_tools(self) -> None:
        here = self._tools.get(self.record.name, ())
        is_narrow = self.window().width() < NARROW_BELOW or current().text_percent >= NARROW_TEXT
        self.more.setVisible(is_narrow and bool(here))
        for tools in self._tools.values():
            for tool in tools:
                tool.setVisible(tool in here and not is_narrow)
        self._gather()  # the palette offers what stands there, also while nobody has opened it

    def _gather(self) -> None:
        """Offer what the tools of the record in front offer, each with what stands in its menu."""
        menu = self.more.menu()
        for line in menu.actions():
            menu.removeAction(line)  # to clear the menu would delete the lines of the tools' own menus
        for tool in self._tools.get(self.record.name, ()):
            line, own = self._lines[tool], tool.menu()
            if own is None:
                line.setEnabled(tool.isEnabled())
            else:
                own.aboutToShow.emit()  # its lines are offered as the row under the cursor allows
                menu.addActions(own.actions())
                line.setSeparator(True)
            menu.addAction(line)

    def _front(self) -> QWidget:
        card = Card()
        group = QButtonGroup(self)
        for button in self._chips.values():
            group.addButton(button)
            self._tabs.addWidget(button)
        self._tabs.addWidget(self.trash)
        self._tabs.addWidget(self.more)
        card.column.addLayout(self._tabs)
        card.add(self._help)
        card.add(self._stack, 1)
        return card

    def _chip(self, record: RecordType) -> QPushButton:
        label = self._called.get(record.name, record.plural)
        return chip(_(label), pressed=lambda: self.tab_chosen.emit(record))

    def _board(self, record: RecordType, wording: Wording) -> RecordBoard:
        children = children_of(record.name, self._known)
        return RecordBoard(record, children, Speaker(record, wording), self._widths)
