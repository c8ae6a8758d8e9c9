"""What came and was refused, up close: why, what to do, and its bytes. Discarding is offered, never done by itself.

Promises: headquarters and posts see the same page with words of their own (`PageWords`). Leaves to others: the lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable


@dataclass(frozen=True)
class PageWords:
    """What differs between the pages: message ids of the columns, their widths, names, and the empty page's sentence.

    The last column takes the room that is left.
    """

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    name: str
    chosen: str
    nothing: str


class QuarantinePage(FrontPage):
    """`save_pressed` and `discard_pressed` are about the chosen line; `discard_agreed` after the question."""

    save_pressed = Signal()
    discard_agreed = Signal()

    def __init__(self, said: PageWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineTable(
            said.name,
            said.heads,
            said.widths,
            EmptyState("shield", _("Nothing was refused"), said.nothing),
            wide=len(said.heads) - 1,
        )
        self._title, self._why, self._advice = strong(), body(), body()
        self._save = plain(_("&Save its bytes…"), icon="download", pressed=self.save_pressed.emit)
        self._discard = danger(_("&Discard…"), icon="trash", pressed=lambda: self._ask(is_asking=True))
        self._sure = strong(_("Discard it for good?"))
        self._yes = danger(_("Yes, discard it"), icon="trash", pressed=self._agree)
        self._no = plain(_("No, keep it"), pressed=lambda: self._ask(is_asking=False))
        card = Card(said.name)
        card.add(self.lines, 1)
        self.detail = Card(said.chosen)
        for part in (self._title, self._why, self._advice, self._sure):
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

    def show_chosen(self, title: str, why: str, advice: str) -> None:
        """Show one up close, and what to do; an empty title shows none."""
        self._title.setText(title)
        self._why.setText(why)
        self._advice.setText(advice)
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
