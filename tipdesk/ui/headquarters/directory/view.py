"""The page of the directory: a table for each record behind chips, and an editor in the table's place for one row.

The keyboard is in the table, or in the first field of the editor. Rows, rules and saving are the presenter's part.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.headquarters.directory.model import TABS
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack


class DirectoryPage(FrontPage):
    """The page.

    `tab_chosen` carries the name of a record, `opened` the id of the row on which Enter was pressed, `trash_shown`
    whether the trash is shown. `add_pressed` and `restore_pressed` ask for a new row and for one out of the trash.
    `hidden` says that another page comes to the front, or that the window locks.
    """

    tab_chosen = Signal(str)
    opened = Signal(object)
    add_pressed = Signal()
    restore_pressed = Signal()
    trash_shown = Signal(bool)
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = muted()
        self._chips = {name: self._chip(name) for name in TABS}
        self.tables = {name: self._table(name) for name in TABS}
        self.add = primary(_("&Add"), icon="plus", pressed=self.add_pressed.emit)
        self._change = plain(_("C&hange…"), icon="pencil", pressed=self._open)
        self._restore = plain(_("&Take out of the trash"), icon="arrow-back-up", pressed=self.restore_pressed.emit)
        self.trash = chip(_("Show the trash"), pressed=lambda: self.trash_shown.emit(self.trash.isChecked()))
        self._tables = ShrinkingStack()
        for table in self.tables.values():
            self._tables.addWidget(table)
        self._stack = ShrinkingStack()
        self._stack.addWidget(self._list())
        self._editor: EditorPage | None = None
        self.column.addWidget(self._stack, 1)
        self.record = next(iter(TABS))
        self.show_tab(self.record)

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`, so that what is being typed is kept at once."""
        self.hidden.emit()
        super().hideEvent(event)

    @property
    def editor(self) -> EditorPage | None:
        """The editor in front, or None while the tables are."""
        return self._editor

    @property
    def chosen(self) -> object:
        """The id of the row under the cursor, or None."""
        return self.tables[self.record].subject()

    def show_tab(self, record: str) -> None:
        """Bring the table of a record to the front."""
        tab = TABS[record]
        self.record = record
        self._chips[record].setChecked(True)
        self._tables.setCurrentWidget(self.tables[record])
        self._help.setText(_(tab.help))
        self.add.setText(_(tab.add))
        self.set_first(self.tables[record].table, self.add, self._chips[record])

    def show_lines(self, lines: Sequence[Line], *, can_change: bool) -> None:
        """Show the rows of the record in front; `can_change` says whether the officer's role lets them be changed."""
        self.tables[self.record].show_lines(lines)
        self.add.setVisible(can_change and bool(TABS[self.record].add))
        self._change.setVisible(can_change and bool(lines))
        self.trash.setVisible(bool(TABS[self.record].add))

    def show_state(self, *, is_chosen: bool, is_deleted: bool) -> None:
        """Offer what can be done with the row under the cursor: changing it, or taking it out of the trash."""
        self._change.setEnabled(is_chosen and not is_deleted)
        self._restore.setVisible(is_deleted)

    def choose(self, row: object) -> None:
        """Put the cursor on the row with this id, where the table has it."""
        table = self.tables[self.record]
        number = next((number for number, line in enumerate(table.model.lines) if line.subject == row), None)
        if number is not None:
            table.table.selectRow(number)

    def show_editor(self, editor: EditorPage) -> None:
        """Bring an editor to the front."""
        self.show_list()
        self._editor = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.form.focus_first()

    def show_list(self) -> None:
        """Bring the tables to the front, and end the editor."""
        self._stack.setCurrentIndex(0)
        if self._editor is not None:
            self._stack.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self.focus_first()

    def _list(self) -> QWidget:
        card = Card()
        tabs, bar = Flow(gap=8), Flow(gap=8)
        group = QButtonGroup(self)
        for button in self._chips.values():
            group.addButton(button)
            tabs.addWidget(button)
        for one in (self.add, self._change, self._restore, self.trash):
            bar.addWidget(one)
        card.column.addLayout(tabs)
        card.add(self._help)
        card.add(self._tables, 1)
        card.column.addLayout(bar)
        return card

    def _chip(self, record: str) -> QPushButton:
        return chip(_(TABS[record].label), pressed=lambda: self.tab_chosen.emit(record))

    def _table(self, record: str) -> LineTable:
        tab = TABS[record]
        sentence, advice = tab.empty
        table = LineTable(
            _(tab.label), tab.heads, tab.widths, EmptyState(tab.icon, _(sentence), _(advice)), wide=tab.wide
        )
        table.opened.connect(self.opened)
        return table

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)
