"""The page of what came and was refused: why, what to do, and its bytes. Headquarters and posts see the same page.

Each has words of its own (`PageWords`). Discarding is offered, and never done by itself. How full the quarantine is
stands on top from the start, so that nothing below moves when it is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable


@dataclass(frozen=True)
class PageWords:
    """What differs between the pages: message ids of the columns, their widths, names, and the empty page's sentence.

    The last column takes the room that is left. `stranger_lines` is the number of lines on top for what strangers did.
    """

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    name: str
    chosen: str
    nothing: str
    stranger_lines: int = 0


class QuarantinePage(FrontPage):
    """The page. `save_pressed` and `discard_agreed` are about the chosen line.

    `alike_agreed` is about that line and all of its kind, those that were refused and kept alike. Discarding is asked
    about first.
    """

    save_pressed = Signal()
    discard_agreed = Signal()
    alike_agreed = Signal()

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
        self._discard = danger(_("Dis&card…"), icon="trash", pressed=lambda: self._ask(is_asking=True))
        self._alike = danger("", icon="trash", pressed=lambda: self._ask(is_asking=True, with_alike=True))
        self._sure = strong()
        self._yes = danger(_("Yes, discard"), icon="trash", pressed=self._agree)
        self._no = plain(_("No, keep"), pressed=lambda: self._ask(is_asking=False))
        self._count, self._with_alike = 0, False
        self.state, self.strangers = muted(" "), muted("\n".join([" "] * said.stranger_lines))
        card = Card(said.name)
        card.add(self.lines, 1)
        self.detail = Card(said.chosen)
        for part in (self._title, self._why, self._advice, self._sure):
            self.detail.add(part)
        bar = Flow(gap=8)
        for button in (self._save, self._discard, self._alike, self._yes, self._no):
            bar.addWidget(button)
        self.detail.column.addLayout(bar)
        if said.stranger_lines:
            self.column.addWidget(self.strangers)
        self.column.addWidget(self.state)
        self.column.addWidget(card, 1)
        self.column.addWidget(self.detail)
        self.detail.hide()
        self._ask(is_asking=False)
        self.set_first(self.lines.table)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what is kept, a line for each thing."""
        self.lines.show_lines(lines)

    def show_state(self, sentence: str, strangers: str) -> None:
        """Show how full the quarantine is and, at headquarters, what strangers did in the last days."""
        self.state.setText(sentence)
        self.strangers.setText(strangers)

    def show_chosen(self, title: str, why: str, advice: str, alike: int = 0) -> None:
        """Show one thing up close, and what to do about it; an empty title shows none.

        `alike` is how many there are of its kind, itself included.
        """
        self._count = alike
        self._alike.setText(plural("Discard &all like it ({count})…", "Discard &all like it ({count})…", alike))
        self._title.setText(title)
        self._why.setText(why)
        self._advice.setText(advice)
        self.detail.setVisible(bool(title))
        self._ask(is_asking=False)

    def _ask(self, *, is_asking: bool, with_alike: bool = False) -> None:
        self._with_alike = with_alike
        self._sure.setText(_many_words(self._count) if with_alike else _("Discard it for good?"))
        for part in (self._sure, self._yes, self._no):
            part.setVisible(is_asking)
        for part in (self._save, self._discard):
            part.setVisible(not is_asking)
        self._alike.setVisible(not is_asking and self._count > 1)
        if is_asking:
            self._no.setFocus()

    def _agree(self) -> None:
        signal = self.alike_agreed if self._with_alike else self.discard_agreed
        self._ask(is_asking=False)
        signal.emit()


def _many_words(count: int) -> str:
    return plural("Discard it for good?", "Discard all {count} that were refused for the same reason, for good?", count)
