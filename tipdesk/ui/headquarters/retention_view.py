"""The page of cases that were kept long enough, and of erasures.

An erasure is asked for with a reason by one officer, and agreed to or refused by a second one.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.text_edit import TextEdit

DUE_HEADS, DUE_WIDTHS = (mark("Case"), mark("Kept until"), mark("May it go?")), (130, 120, 0)
HEADS = (mark("Case"), mark("Asked for by"), mark("Decision"), mark("PCs that have not been told"))
WIDTHS = (130, 190, 180, 0)
LONGEST_REASON = 500
LEAST_LINES = 2


class RetentionPage(FrontPage):
    """The page of what is due for erasure, and of the erasures that were asked for.

    `asked` carries the reason, `decided` whether the officer agrees; each is about the chosen line of its table.
    `shown` says that the page has come to the front.
    """

    asked = Signal(str)
    decided = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = LineTable(
            _("Cases whose time is over"),
            DUE_HEADS,
            DUE_WIDTHS,
            EmptyState("clock", _("No case has been kept too long"), _("Closed cases come here after their last day.")),
            wide=2,
            least=LEAST_LINES,
        )
        self.erasures = LineTable(
            _("Erasures"),
            HEADS,
            WIDTHS,
            EmptyState("trash", _("Nobody has asked for an erasure")),
            wide=3,
            least=LEAST_LINES,
        )
        self.column.addWidget(self._erasures_card(), 1)
        self.column.addWidget(self._due_card(), 1)
        self.show_due(can_ask=False)
        self.show_chosen("", (), is_waiting=False)
        self.set_first(self.erasures.table, self.due.table)

    def _due_card(self) -> Card:
        label = _("Why it is to be erased, &without a name")
        self.reason = FieldFrame("reason", label, TextEdit(most=LONGEST_REASON), can_be_missing=False)
        self._ask = plain(_("A&sk for its erasure"), icon="trash", pressed=self._asked)
        card = Card(_("Cases whose time is over"))
        card.add(self.due, 1)
        card.add(self.reason)
        card.add(self._ask)
        return card

    def _erasures_card(self) -> Card:
        self._title, self._words = strong(), body()
        self._sure = strong(
            _("Erase this case for good? Its words and its keys are gone everywhere, and nobody brings them back.")
        )
        self._sure.setWordWrap(True)
        self._agree = danger(_("A&gree…"), icon="check", pressed=lambda: self._weigh(is_weighing=True))
        self._refuse = plain(_("Refuse: it st&ays"), icon="x", pressed=lambda: self.decided.emit(False))
        self._yes = danger(_("&Yes, erase it"), icon="trash", pressed=self._agreed)
        self._no = plain(_("&No, not now"), pressed=lambda: self._weigh(is_weighing=False))
        self._advice = muted(_("Another administrator or coordinator than the one who asked decides."))
        bar = Flow(gap=8)
        for button in (self._agree, self._refuse, self._yes, self._no):
            bar.addWidget(button)
        card = Card(_("Erasures"))
        card.add(self.erasures, 1)
        for part in (self._title, self._words, self._advice, self._sure):
            card.add(part)
        card.column.addLayout(bar)
        return card

    def show_lines(self, due: Sequence[Line], erasures: Sequence[Line]) -> None:
        """Show the cases that are due, and the erasures that were asked for."""
        self.due.show_lines(due)
        self.erasures.show_lines(erasures)

    def show_due(self, *, can_ask: bool) -> None:
        """Show whether an erasure of the chosen case can be asked for.

        A reason that was typed for another case is dropped.
        """
        self.reason.set_value(None)
        self.reason.set_problem(None)
        for part in (self.reason, self._ask):
            part.setVisible(can_ask)

    def show_chosen(self, title: str, words: Sequence[str], *, is_waiting: bool) -> None:
        """Show one erasure up close; an empty title shows none. `is_waiting` means that it is not decided yet."""
        self._title.setText(title)
        self._words.setText("\n".join(words))
        self._title.setVisible(bool(title))
        self._words.setVisible(bool(title))
        self._is_waiting = is_waiting
        self._weigh(is_weighing=False)

    def _weigh(self, *, is_weighing: bool) -> None:
        for part in (self._sure, self._yes, self._no):
            part.setVisible(self._is_waiting and is_weighing)
        for part in (self._agree, self._refuse, self._advice):
            part.setVisible(self._is_waiting and not is_weighing)
        if is_weighing:
            self._no.setFocus()

    def _asked(self) -> None:
        reason = self.reason.value()
        self.asked.emit(reason if isinstance(reason, str) else "")

    def _agreed(self) -> None:
        self._weigh(is_weighing=False)
        self.erasures.table.setFocus()
        self.decided.emit(True)
