"""The page of the directory: a list for each record, behind chips; a row opens in an editor in the lists' place.

The keyboard is in the list in front, or in the first field of the editor. Whatever a record declares (columns, order,
icon, what its rows are for) its list shows; a record declared for the directory tomorrow is one more chip.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from tipdesk.domain.pages import DIRECTORY
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.headquarters.directory.rows import KEPT, can_be_added
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.records.record_list import RecordList
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.wording import Wording

RECORDS = tuple(record for record in KEPT if record.page.casefold() == DIRECTORY)
"""The records that name this page in their declarations."""


class DirectoryPage(FrontPage):
    """The page.

    `tab_chosen` carries a record, `opened` the row on which Enter was pressed, `trash_shown` whether the trash is
    shown. `chosen` says that another row has come under the cursor. `add_pressed` and `restore_pressed` ask for a new
    row and for one out of the trash. `hidden` says that another page comes to the front, or that the window locks.
    """

    tab_chosen = Signal(object)
    opened = Signal(object)
    chosen = Signal()
    add_pressed = Signal()
    restore_pressed = Signal()
    trash_shown = Signal(bool)
    hidden = Signal()

    def __init__(self, records: Sequence[RecordType] = RECORDS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = muted()
        self._chips = {record.name: self._chip(record) for record in records}
        self.lists = {record.name: self._list_of(record) for record in records}
        self._change = plain(_("C&hange…"), icon="pencil", pressed=self._open)
        self._restore = plain(_("&Take out of the trash"), icon="arrow-back-up", pressed=self.restore_pressed.emit)
        self.trash = chip(_("Show the trash"), pressed=lambda: self.trash_shown.emit(self.trash.isChecked()))
        self._lists = ShrinkingStack()
        for one in self.lists.values():
            self._lists.addWidget(one)
        self._stack = ShrinkingStack()
        self._stack.addWidget(self._front())
        self._editor: EditorPage | None = None
        self.column.addWidget(self._stack, 1)
        self.record = records[0]
        self.show_tab(self.record)

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`, so that what is being typed is kept at once."""
        self.hidden.emit()
        super().hideEvent(event)

    @property
    def editor(self) -> EditorPage | None:
        """The editor in front, or None while the lists are."""
        return self._editor

    @property
    def in_front(self) -> RecordList:
        """The list in front."""
        return self.lists[self.record.name]

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor."""
        row = self.in_front.page.chosen()
        return row if isinstance(row, Row) else None

    def show_tab(self, record: RecordType) -> None:
        """Bring the list of a record to the front."""
        self.record = record
        self._chips[record.name].setChecked(True)
        self._lists.setCurrentWidget(self.in_front)
        self._help.setText(_(record.help))
        self._help.setVisible(bool(record.help))
        self.set_first(self.in_front.page.table, self.in_front.add, self._chips[record.name])

    def show_rows(self, rows: Sequence[Row], wording: Wording, *, can_change: bool) -> None:
        """Show the rows of the record in front; `can_change` says whether the officer's role lets them be changed."""
        self.in_front.show_rows(rows, wording)
        self.in_front.offer_add(is_offered=can_change and can_be_added(self.record))
        self._change.setVisible(can_change and bool(rows))
        self.trash.setVisible(can_be_added(self.record))

    def show_state(self, *, is_chosen: bool, is_deleted: bool) -> None:
        """Offer what can be done with the row under the cursor: changing it, or taking it out of the trash."""
        self._change.setEnabled(is_chosen and not is_deleted)
        self._restore.setVisible(is_deleted)

    def show_editor(self, editor: EditorPage) -> None:
        """Bring an editor to the front."""
        self.show_list()
        self._editor = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.form.focus_first()

    def show_list(self) -> None:
        """Bring the lists to the front, and end the editor."""
        self._stack.setCurrentIndex(0)
        if self._editor is not None:
            self._stack.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self.focus_first()

    def _front(self) -> QWidget:
        card = Card()
        tabs, bar = Flow(gap=8), Flow(gap=8)
        group = QButtonGroup(self)
        for button in self._chips.values():
            group.addButton(button)
            tabs.addWidget(button)
        for one in (self._change, self._restore, self.trash):
            bar.addWidget(one)
        card.column.addLayout(tabs)
        card.add(self._help)
        card.add(self._lists, 1)
        card.column.addLayout(bar)
        return card

    def _chip(self, record: RecordType) -> QPushButton:
        return chip(_(record.plural), pressed=lambda: self.tab_chosen.emit(record))

    def _list_of(self, record: RecordType) -> RecordList:
        made = RecordList(record, has_trash=True)
        made.read_asked.connect(self.opened)
        made.add_asked.connect(lambda *_told: self.add_pressed.emit())
        made.chosen.connect(self.chosen)
        return made

    def _open(self) -> None:
        if self.row is not None:
            self.opened.emit(self.row)
