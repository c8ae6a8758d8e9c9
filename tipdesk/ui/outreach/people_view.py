"""The participants of a session on the screen: what it came to, what can be done, and the sheet.

The page emits what was pressed and shows what it is told.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.outreach.people_model import PeopleModel, people_shape
from tipdesk.ui.round import Part
from tipdesk.ui.sheet.grid import Grid
from tipdesk.ui.sheet.page import SheetPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.progress_card import ProgressCard


class PeopleView(SheetPage):
    """The page, which is turned to a session."""

    paste_pressed = Signal()
    certificates_pressed = Signal()
    print_pressed = Signal()

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(Grid(model, people_shape()), _("Back to the sessions"), parent)
        self.model, self.figures, self.progress = model, body(""), ProgressCard(_("Paper"))
        self.paste = plain(_("&Paste…"), icon="note", pressed=self.paste_pressed.emit)
        self.certificates = primary(_("&Certificates…"), icon="circle-check", pressed=self.certificates_pressed.emit)
        self.print = plain(_("P&rint the session…"), icon="printer", pressed=self.print_pressed.emit)
        self._lay_out()

    def show_title(self, title: str, *, can_write: bool, can_give: bool) -> None:
        """Name the session, and offer what the officer may do."""
        self.title.setText(title)
        self.paste.setEnabled(can_write)
        self.certificates.setEnabled(can_give)

    def parts(self) -> Sequence[Part]:
        """Return the parts of the page, for the key that goes round them: its head, the tools, the sheet."""
        return [[self.back], [self.certificates, self.paste, self.print], [self.grid]]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        card = Card()
        card.column.setContentsMargins(12, 10, 12, 8)
        card.column.setSpacing(8)
        bar = Flow(gap=8)
        for button in (self.certificates, self.paste, self.print):
            bar.addWidget(button)
        card.column.addLayout(bar)
        card.add(self.figures)
        keys = _("Enter next person · Tab next cell · Space, Y, N tick · Ctrl+D as above · Ctrl+V pastes rows")
        self.add_foot(card, keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(self.progress)
        column.addWidget(self.problem)
