"""What is done with a row beside changing it: it is signed, taken back, or printed; and how far that has come."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.gates.told_line import told_line
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.kept_focus import focus_kept
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording

Line = tuple[tuple[str, str], str, str]
"""A sign, what is said, and what stands below it."""


class DeedCard(Card):
    """The card of one pane, with the buttons of which its record has any.

    `row_shown` is emitted with what the pane reads. The buttons emit what they are called; `told_pressed` carries what
    left, and is pressed when its recipient was told.
    """

    row_shown = Signal(object)
    sign_pressed = Signal()
    withdraw_pressed = Signal()
    print_pressed = Signal()
    told_pressed = Signal(object)

    def __init__(self, wording: Wording, *, signs: bool, withdraws: bool, prints: bool) -> None:
        super().__init__(_("Papers") if not signs and not withdraws else _("What is done with it"))
        self._lines, self._is_offered = Lines(8), {"sign": signs, "withdraw": withdraws, "print": prints}
        self._told: object = None
        self._before: tuple[QWidget, ...] = ()
        self._tells: list[QPushButton] = []
        self.rules = RulesPanel(wording, keeps_room=False)
        self.sign = primary(_("Sign…"), icon="check", pressed=self.sign_pressed.emit)
        self.withdraw = plain(_("Withdraw…"), icon="hand-stop", pressed=self.withdraw_pressed.emit)
        self.print = plain(_("Print…"), icon="printer", pressed=self.print_pressed.emit)
        self._foot = QWidget()
        flow = Flow(self._foot)
        for button in (self.sign, self.withdraw, self.print):
            flow.addWidget(button)
        for part in (self._lines, self._foot, self.rules):
            self.add(part)
        self.rules.hide()

    def chain_after(self, widget: QWidget) -> None:
        """Let Tab come here from a widget."""
        self._before = (widget,)

    def show_row(self, reading: Reading, _wording: Wording) -> None:
        """Tell which row the pane reads now."""
        self.row_shown.emit(reading)

    def show_state(
        self, lines: Sequence[Line], untold: Sequence[tuple[Row, str]], *, sign: bool, withdraw: bool
    ) -> None:
        """Say how a row stands, to whom its withdrawal has to be told, and offer what may be done."""
        with focus_kept(self, self._focus_next):
            self.sign.setVisible(sign and self._is_offered["sign"])
            self.withdraw.setVisible(withdraw and self._is_offered["withdraw"])
            self.print.setVisible(self._is_offered["print"])
            self._foot.setVisible(any(not one.isHidden() for one in (self.sign, self.withdraw, self.print)))
            self._show_lines(lines, untold)
        for before, after in pairwise((*self._before, *self._tells, self.sign, self.withdraw, self.print)):
            self.setTabOrder(before, after)
        self.rules.chain_after(*self._tells, self.sign, self.withdraw, self.print)

    def _show_lines(self, lines: Sequence[Line], untold: Sequence[tuple[Row, str]]) -> None:
        told = ([*lines], [(row.id, who) for row, who in untold])
        if told == self._told:
            return  # what has the focus keeps it
        self._told, self._tells = told, []
        shown = [told_line(*line)[0] for line in lines]
        for transfer, who in untold:
            line, row = told_line(("alert-triangle", "warn"), who, _("Has it, and is to be told and asked for it."))
            button = plain(_("Told now"), icon="check", pressed=partial(self.told_pressed.emit, transfer))
            set_name(button, _("Told now: {who}").format(who=who))
            row.addWidget(button)
            self._tells.append(button)
            shown.append(line)
        self._lines.fill(shown)
        for line in shown:
            line.show()  # at once, so that the focus can go there
        self._lines.setVisible(bool(shown))

    def _focus_next(self) -> None:
        """Move the focus to what is done next, where anything is left to do."""
        buttons = (*self._tells, self.sign, self.withdraw, self.print)
        left = next((one for one in buttons if not one.isHidden()), None)
        if left is not None:
            left.setFocus(Qt.FocusReason.OtherFocusReason)
