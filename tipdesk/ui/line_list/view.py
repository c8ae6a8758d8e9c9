"""The line list on the screen: counts, a bar of what can be asked for, the sheet, and a foot that tells about the cell.

The page emits what was pressed and shows what it is told.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.columns import COLUMNS
from tipdesk.services.line_list.ordering import Order
from tipdesk.services.line_list.signs import SIGNS
from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.line_list.model import LineListModel
from tipdesk.ui.line_list.sheet_cells import AT, FROZEN, line_list_shape
from tipdesk.ui.line_list.strip import Strip
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.round import Part
from tipdesk.ui.sheet.grid import Grid
from tipdesk.ui.sheet.page import SheetPage
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

ORDERS = (
    (Order.NEED, mark("By need, families together")),
    (Order.TAG, mark("By tag")),
    (Order.WRITTEN, mark("As they were written")),
)
FIND_WIDTH = 150


class LineListView(SheetPage):
    """The page; `sort_asked` carries an `Order`, and `find_asked` the words of the line that goes to a tag."""

    sort_asked = Signal(object)
    find_asked = Signal(str)
    next_pressed = Signal()
    new_pressed = Signal()
    family_pressed = Signal()
    passport_pressed = Signal()
    range_pressed = Signal()
    unmask_pressed = Signal()

    def __init__(self, model: LineListModel, parent: QWidget | None = None) -> None:
        super().__init__(Grid(model, line_list_shape()), _("Back to the case"), parent)
        self.model, self.strip, self.hints = model, Strip(), HintStrip(is_line=True, can_link=True)
        self.range = plain("", icon="users", pressed=self.range_pressed.emit)
        self.seek = QLineEdit()
        set_name(self.seek, _("Tag or name (Ctrl+G)"))
        self.seek.setPlaceholderText(_("Tag or name"))
        self.seek.setMaximumWidth(current().pixels(FIND_WIDTH))
        self.sort, self.columns = plain(_("&Sort"), icon="filter"), plain(_("Co&lumns"), icon="settings")
        self.family = plain(_("F&amily…"), icon="users", pressed=self.family_pressed.emit)
        self.passport = plain(_("&Passport…"), icon="id", pressed=self.passport_pressed.emit)
        set_tip(self.passport, _("Scan or paste passport: for the row with the cursor"))
        self.unmask = plain(_("Show what is hi&dden"), icon="eye", pressed=self.unmask_pressed.emit)
        self.new = plain("", icon="download", pressed=self.new_pressed.emit)
        self.next = primary("", icon="plus")
        self.next.pressed.connect(self.next_pressed)  # a click by its letter comes later than the next key of a typist
        self._make_menus()
        self.grid.show_columns(self.column_names())
        self._lay_out()
        self.add_key("Ctrl+G", self._go_seek)
        self.hints.emptied.connect(self.grid.enter)  # and not to *Undo*, which Enter would press
        self.seek.returnPressed.connect(lambda: self.find_asked.emit(self.seek.text().strip()))
        self.show_new(0)
        self.show_next(None)
        self.show_range(None, None)

    def show_title(self, title: str, reference: str) -> None:
        """Name the case."""
        self.title.setText("   ".join(part for part in (title, reference) if part))

    def show_new(self, count: int) -> None:
        """Offer to show lines that came in; the button keeps its place."""
        self.new.setText(_("Show {count} new").format(count=count))
        self.new.setEnabled(bool(count))

    def show_next(self, tag: str | None) -> None:
        """Name the tag that comes next."""
        self.next.setText(_("&Next tag {tag}").format(tag=tag) if tag else _("&Next row"))

    def show_range(self, first: int | None, last: int | None) -> None:
        """Name the tags of this PC."""
        words = _("Ta&gs {first} to {last}").format(first=first, last=last) if first and last else _("Ta&gs: any")
        self.range.setText(words)
        set_tip(self.range, _("The tags that this PC gives out"))

    def column_names(self) -> set[str]:
        """Return the names of the columns that are switched on."""
        return {name for name, action in self._switches.items() if action.isChecked()}

    def parts(self) -> Sequence[Part]:
        """Return the parts of the page, for the key that goes round them: its head, the tools, the sheet, hints."""
        around: list[Part] = [[self.back, self.unmask, self.range], [self.seek, self.sort, self.columns], [self.grid]]
        return [*around, self.hints.buttons()]

    def _make_menus(self) -> None:
        menu = QMenu(self.sort)
        for order, words in ORDERS:
            menu.addAction(_(words), partial(self.sort_asked.emit, order))
        self.sort.setMenu(menu)
        self._switches: dict[str, QAction] = {}
        chosen = QMenu(self.columns)
        for column in COLUMNS:
            if AT[column.name] in FROZEN:
                continue
            action = chosen.addAction(button_text(_(column.label)))
            action.setCheckable(True)
            action.setChecked(column.is_first)
            action.toggled.connect(lambda _on: self.grid.show_columns(self.column_names()))
            self._switches[column.name] = action
        self.columns.setMenu(chosen)

    def _go_seek(self) -> None:
        self.seek.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.seek.selectAll()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget, share in ((self.back, 0), (self.title, 1), (self.unmask, 0), (self.range, 0)):
            head.addWidget(widget, share)
        card = Card()
        card.column.setContentsMargins(12, 10, 12, 8)
        card.column.setSpacing(8)
        bar = Flow(gap=8)
        buttons = (self.sort, self.columns, self.family, self.passport, self.new, self.next)
        for one in (self.seek, *buttons):
            bar.addWidget(one)
        card.column.addLayout(bar)
        letters = ", ".join(f"{sign.letter} {_(sign.label)}" for sign in SIGNS)
        keys = (_("Enter next tag · Tab next cell · Ctrl+D as above · Ctrl+G to a tag"), letters)
        self.add_foot(card, " · ".join(keys if are_letters_keys() else keys[:1]))
        card.add(self.hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(card, 1)
        column.addWidget(self.problem)
