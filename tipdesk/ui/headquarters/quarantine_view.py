"""The refused bundles at headquarters: why, and what to do with each. Discarding is offered, never done by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable

HEADS = (mark("When"), mark("Post"), mark("By"), mark("Result"), mark("Size"), mark("Why"))
WIDTHS = (112, 130, 60, 115, 75, 0)


class QuarantinePage(FrontPage):
    """`save_pressed` and `discard_pressed` are about the chosen line; `discard_agreed` after the question."""

    save_pressed = Signal()
    discard_agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineTable(
            _("Refused bundles"),
            HEADS,
            WIDTHS,
            EmptyState("shield", _("Nothing is in quarantine"), _("A bundle that fails a check is kept here, unread.")),
            wide=5,
        )
        self._title, self._why = strong(), body()
        advice = muted(_("Nothing in it has been believed. What the post has without a receipt it sends again."))
        self._save = plain(_("&Save its bytes…"), icon="download", pressed=self.save_pressed.emit)
        self._discard = danger(_("&Discard…"), icon="trash", pressed=lambda: self._ask(is_asking=True))
        self._sure = strong(_("Discard this bundle for good?"))
        self._yes = danger(_("Yes, discard it"), icon="trash", pressed=self._agree)
        self._no = plain(_("No, keep it"), pressed=lambda: self._ask(is_asking=False))
        card = Card(_("Refused bundles"))
        card.add(self.lines, 1)
        self.detail = Card(_("The chosen bundle"))
        for part in (self._title, self._why, advice, self._sure):
            self.detail.add(part)
        bar = Flow(gap=8)
        for button in (self._save, self._discard, self._yes, self._no):
            bar.addWidget(button)
        self.detail.column.addLayout(bar)
        self.column.addWidget(card, 1)
        self.column.addWidget(self.detail)
        self.detail.hide()
        self._ask(is_asking=False)
        self.set_first(self.lines.table)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what is kept."""
        self.lines.show_lines(lines)

    def show_chosen(self, title: str, why: str) -> None:
        """Show one up close; an empty title shows none."""
        self._title.setText(title)
        self._why.setText(why)
        self.detail.setVisible(bool(title))
        self._ask(is_asking=False)

    def _ask(self, *, is_asking: bool) -> None:
        for part in (self._sure, self._yes, self._no):
            part.setVisible(is_asking)
        for part in (self._save, self._discard):
            part.setVisible(not is_asking)
        if is_asking:
            self._no.setFocus()

    def _agree(self) -> None:
        self._ask(is_asking=False)
        self.discard_agreed.emit()
