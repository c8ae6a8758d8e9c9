"""How a decision on a person, or an assessment of an age, stands: proposed or signed, and who was asked to agree.

A proposal is signed here, or headquarters is asked. What stands in the way is said by the rules, each with what can be
done about it. What was signed stands; a review is asked for beside it, and is a decision of its own.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.keys.officers.officer_past import GOOD
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS, Verified
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.gates.told_line import told_line
from tipdesk.ui.gates.waiting import state_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording

DETERMINATION = BY_NAME["Determination"]


class DecidingCard(Card):
    """The card; its buttons emit what they are called: to sign, to ask headquarters, to print, to begin a review."""

    sign_pressed = Signal()
    ask_pressed = Signal()
    print_pressed = Signal()
    review_pressed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(_("Decide and sign"), parent)
        self._lines = Lines(8)
        self.rules = RulesPanel(wording, keeps_room=False)
        self.sign = primary(_("Sign…"), icon="check", pressed=self.sign_pressed.emit)
        self.ask = plain(_("Ask headquarters…"), icon="building", pressed=self.ask_pressed.emit)
        self.review = plain(_("Prepare a review"), icon="refresh", pressed=self.review_pressed.emit)
        self.print = plain(_("Print…"), icon="printer", pressed=self.print_pressed.emit)
        foot = QWidget()
        flow = Flow(foot)
        for button in (self.sign, self.ask, self.review, self.print):
            flow.addWidget(button)
        for part in (self._lines, foot, self.rules):
            self.add(part)
        self.rules.hide()

    def chain_after(self, widget: QWidget) -> None:
        """Let Tab come here from a widget."""
        for before, after in pairwise((widget, self.sign, self.ask, self.review, self.print)):
            self.setTabOrder(before, after)
        self.rules.chain_after(self.sign, self.ask, self.review, self.print)

    def show_row(
        self, row: Row, asked: Sequence[ApprovalLine], signed: Sequence[Verified], wording: Wording, *, can_write: bool
    ) -> None:
        """Show how a row stands, and offer what may be done with it."""
        stands, is_decision = is_signed(row), row.record == DETERMINATION
        self.sign.setVisible(can_write and not stands)
        self.ask.setVisible(can_write and not stands and is_decision)
        self.review.setVisible(can_write and stands and is_decision)
        told = (
            []
            if stands
            else [told_line(("pencil", "muted"), _("Proposed: nobody has signed it, so nothing is decided."))]
        )
        told += [told_line(*signature_line(one, wording)) for one in signed]
        for line in asked:
            state, tone = state_words(line, wording)
            icon = {"ok": "circle-check", "warn": "clock"}.get(tone, "alert-triangle")
            who = _("Asked by {who}: {words}").format(who=wording.names.officer(line.asked_by), words=line.ask)
            told.append(told_line((icon, tone), _(line.label) or line.gate, state, who))
        self._lines.fill([line for line, _row in told])
        if stands:
            self.rules.hide()


def signature_line(one: Verified, wording: Wording) -> tuple[tuple[str, str], str, str]:
    """Return the sign of a signature, who signed and when, and the verdict on it."""
    when = wording.moment(int(one.at.timestamp() * 1000)) if one.at is not None else ""
    who = _("Signed by {who}, {when}").format(who=wording.names.officer(one.officer), when=when)
    sign = ("circle-check", "ok") if one.verdict == GOOD else ("alert-triangle", "danger")
    return sign, who, _(VERDICT_WORDS[one.verdict])
