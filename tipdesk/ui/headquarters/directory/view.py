"""The page of the directory: a list and reading pane for each record, behind chips.

The keyboard is in the list in front. Whatever a record declares (columns, order, sections, icon, what its rows are for)
its board shows; a record declared for the directory tomorrow is one more chip.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from tipdesk.domain.pages import DIRECTORY
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.headquarters.directory.rows import KEPT, can_be_added
from tipdesk.ui.records.board import RecordBoard, Widths
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.wording import Wording

RECORDS = tuple(record for record in KEPT if record.page.casefold() == DIRECTORY)
"""The records that name this page in their declarations."""

_OF_RULES = frozenset({"RuleSetting", "Holiday"})


class DirectoryPage(FrontPage):
    """The page.

    `tab_chosen` carries a record, and `trash_shown` whether the trash is shown. `hidden` says that another page comes
    to the front, or that the window locks. `rules_pressed` leads to all rules with what counts for them now.
    """

    tab_chosen = Signal(object)
    trash_shown = Signal(bool)
    hidden = Signal()
    rules_pressed = Signal()

    def __init__(
        self, wording: Wording, records: Sequence[RecordType] = RECORDS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._help, self._widths = muted(), Widths()
        self._chips = {record.name: self._chip(record) for record in records}
        self.boards = {record.name: self._board(record, wording) for record in records}
        self.trash = chip(_("Show the trash"), pressed=lambda: self.trash_shown.emit(self.trash.isChecked()))
        self.rules = quiet(_("What counts now"), icon="clock", pressed=self.rules_pressed.emit)
        self._stack = ShrinkingStack()
        for board in self.boards.values():
            self._stack.addWidget(board)
        self.column.addWidget(self._front(), 1)
        self.record = records[0]
        self.show_tab(self.record)

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

    def turn_to(self, subject: object) -> None:
        """Bring the list of a record to the front; anything but a record of this page is ignored."""
        if isinstance(subject, RecordType) and subject.name in self.boards:
            self.tab_chosen.emit(subject)

    def show_tab(self, record: RecordType) -> None:
        """Bring the board of a record to the front."""
        self.record = record
        self._chips[record.name].setChecked(True)
        self._stack.setCurrentWidget(self.in_front)
        self._help.setText(_(record.help))
        self._help.setVisible(bool(record.help))
        self.rules.setVisible(record.name in _OF_RULES)
        self.set_first(self.in_front.list.view, self.in_front.add, self._chips[record.name])

    def show_rows(self, rows: Sequence[Row], speaker: Speaker, *, can_change: bool) -> None:
        """Show the rows of the record in front; `can_change` says whether the officer's role lets them be changed."""
        self.in_front.list.show_rows(rows, speaker)
        self.in_front.offer_add(is_offered=can_change and can_be_added(self.record))
        self.trash.setVisible(can_be_added(self.record))

    def _front(self) -> QWidget:
        card, tabs = Card(), Flow(gap=8)
        group = QButtonGroup(self)
        for button in self._chips.values():
            group.addButton(button)
            tabs.addWidget(button)
        tabs.addWidget(self.trash)
        tabs.addWidget(self.rules)
        card.column.addLayout(tabs)
        card.add(self._help)
        card.add(self._stack, 1)
        return card

    def _chip(self, record: RecordType) -> QPushButton:
        return chip(_(record.plural), pressed=lambda: self.tab_chosen.emit(record))

    def _board(self, record: RecordType, wording: Wording) -> RecordBoard:
        return RecordBoard(record, (), Speaker(record, wording), self._widths)
