"""The page of officers: the officers of this PC, one up close, and the form in which a passphrase is chosen.

Removing is asked about first. What an officer must read out stays until something else is chosen. What a button does is
the presenter's part.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.scrolled import scrolled

HEADS = (mark("Officer"), mark("Login name"), mark("Here"), mark("Wrong tries"))
WIDTHS = (190, 130, 0, 95)
ADD, RESET, CHANGE = "add", "reset", "change"


class OfficersPage(FrontPage):
    """The page. `asked` carries ADD, RESET or CHANGE and asks to open the form.

    `removed` and `lifted` are about the chosen line.
    """

    asked = Signal(str)
    removed = Signal()
    lifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds: frozenset[str] = frozenset()
        nobody = EmptyState("users", _("Nobody yet"), _("Headquarters adds officers; they appear here after a sync."))
        self.lines = LineTable(_("Officers of this post"), HEADS, WIDTHS, nobody, wide=2)
        self.table_card, self.detail = Card(_("Officers of this post")), Card(_("The chosen officer"))
        self.table_card.add(self.lines, 1)
        self._name, self._state, self._digits = strong(), body(), strong()
        self._add = plain(_("&Give a passphrase…"), icon="plus", pressed=lambda: self.asked.emit(ADD))
        self._reset = plain(_("&New passphrase…"), icon="refresh", pressed=lambda: self.asked.emit(RESET))
        self._lift = plain(_("&Let them try again"), icon="history", pressed=self.lifted.emit)
        self._remove = danger(_("&Remove…"), icon="trash", pressed=lambda: self._ask(is_asking=True))
        self._sure = strong(
            _("Remove this officer from this PC? The store then gets another key and this window closes for a moment.")
        )
        self._sure.setWordWrap(True)
        self._yes = danger(_("Yes, remove"), icon="trash", pressed=self._agree)
        self._no = plain(_("No"), pressed=lambda: self._ask(is_asking=False))
        for part in (self._name, self._state, self._digits, self._sure):
            self.detail.add(part)
        bar = flow_of(self._add, self._reset, self._lift, self._remove, self._yes, self._no)
        self.detail.column.addLayout(bar)
        self._own = Card(_("Your own passphrase"))
        self._own.add(muted(_("Change it when somebody may have seen it. It need not be changed otherwise.")))
        change = plain(_("Change my passphrase…"), icon="lock", pressed=lambda: self.asked.emit(CHANGE))
        self._own.column.addLayout(flow_of(change))
        self.old = FieldFrame("old", _("Your passphrase &now"), PassphraseEdit(), can_be_missing=False)
        self.form = OfficerForm(_("Passphrase"), _("The officer types it; nobody else looks."), [self.old])
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("guise", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        self._form_page = scrolled(inside)
        for part in (self.table_card, self.detail, self._own):
            self.column.addWidget(part)
        self.column.addWidget(self._form_page, 1)
        self.column.setStretchFactor(self.table_card, 1)
        self.column.addStretch(0)  # takes what is left where neither the table nor the form is shown
        self.detail.hide()
        self._form_page.hide()
        self._ask(is_asking=False)
        self.set_first(self.lines.table)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the officers, a line for each."""
        self.lines.show_lines(lines)

    def show_only_own(self) -> None:
        """Show only the officer's own passphrase, to whoever is no supervisor."""
        self.table_card.hide()
        self.detail.hide()

    def show_chosen(self, name: str, state: str, digits: str, deeds: frozenset[str]) -> None:
        """Show one officer up close; an empty name shows none.

        `deeds` says which buttons there are: ADD, RESET, "lift", "remove".
        """
        self._name.setText(name)
        self._state.setText(state)
        self._digits.setText(_("Read to headquarters: {digits}").format(digits=digits) if digits else "")
        self._digits.setVisible(bool(digits))
        self._deeds = deeds
        self.detail.setVisible(bool(name))
        self._ask(is_asking=False)

    def open_form(self, deed: str, login: str) -> None:
        """Show the form in place of the list, to ask for the passphrase of this login."""
        self.form.forget()
        self.old.set_value(None)
        self.old.setVisible(deed == CHANGE)
        self.form.fix_login(login, asks=self.old if deed == CHANGE else None)
        for part in (self.table_card, self.detail, self._own):
            part.hide()
        self._form_page.show()
        (self.old if deed == CHANGE else self.form.passphrase).setFocus()

    def close_form(self, *, is_supervisor: bool) -> None:
        """Go back from the form to the list, which only a supervisor sees."""
        self.form.forget()
        self.old.set_value(None)
        self._form_page.hide()
        self.table_card.setVisible(is_supervisor)
        self._own.show()
        self.focus_first()

    def _ask(self, *, is_asking: bool) -> None:
        for part in (self._sure, self._yes, self._no):
            part.setVisible(is_asking)
        buttons = ((self._add, ADD), (self._reset, RESET), (self._lift, "lift"), (self._remove, "remove"))
        for button, deed in buttons:
            button.setVisible(not is_asking and deed in self._deeds)
        if is_asking:
            self._no.setFocus()

    def _agree(self) -> None:
        self._ask(is_asking=False)
        self.removed.emit()


def flow_of(*buttons: QWidget) -> Flow:
    """Return these buttons in a row that breaks into lines where it must."""
    bar = Flow(gap=8)
    for button in buttons:
        bar.addWidget(button)
    return bar
