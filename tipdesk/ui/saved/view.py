"""What the page after saving shows. It says `call_pressed`, `outcome_pressed`, `case_pressed`, `home_pressed`.

Promises: the reference can be copied and read out; "please ring" stays until headquarters has received it. Leaves to
others: writing calls and outcomes (the presenter).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import NumbersCard
from tipdesk.ui.plain import set_name
from tipdesk.ui.saved.call_card import CallCard, OutcomeCard
from tipdesk.ui.sync.withdraw_card import WithdrawCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, digits, heading, muted

DO = (
    mark("A private room, water, a seat, apart from the companion."),
    mark("Say your name and that they are not in trouble."),
    mark("An interpreter whom the person accepts, not the companion."),
)
DO_NOT = (
    mark("No promise, no accusation."),
    mark("No call to a consulate."),
    mark("No question to a child."),
)


class SavedView(QWidget):
    """The page."""

    call_pressed = Signal(str, object)
    outcome_pressed = Signal(object, object)
    case_pressed = Signal()
    home_pressed = Signal()
    withdraw_agreed = Signal(str)
    turned = Signal(object)
    shown = Signal()
    left = Signal()

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = digits()
        self._title = muted()
        self._state = Banner("", "warn")
        self.call = CallCard(codes, language)
        self.outcome = OutcomeCard(codes, language)
        self.withdraw = WithdrawCard()
        self.withdraw.agreed.connect(self.withdraw_agreed)
        self._take_back = quiet(_("Wi&thdraw it…"), icon="arrow-back-up", pressed=self._ask_withdraw)
        self._numbers = NumbersCard(_("Ring now"), codes, language)
        self.call.pressed.connect(self.call_pressed)
        self.outcome.pressed.connect(self.outcome_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._head())
        column.addWidget(self.withdraw)
        for part in (self._state, self._numbers, self.call, self._advice(), self.outcome, self._foot()):
            column.addWidget(part)
        column.addStretch(1)

    def turn_to(self, subject: object) -> None:
        """Show one saved worry."""
        self.turned.emit(subject)

    @property
    def reference(self) -> str:
        """Return the reference as it is shown."""
        return self._reference.text()

    @property
    def state(self) -> str:
        """Return what is said of headquarters' receipt."""
        return self._state.accessibleName()

    def show_case(self, reference: str, title: str) -> None:
        """Show what the worry is called."""
        self._reference.setText(reference)
        set_name(self._reference, _("Reference {reference}").format(reference=reference))
        self._title.setText(title)

    def show_waiting(self) -> None:
        """Headquarters does not know yet."""
        self._state.say(_("Saved. Not yet received by headquarters: please ring."), "warn")

    def show_received(self, time: str) -> None:
        """Headquarters has confirmed it."""
        self._state.say(_("Received by headquarters, confirmed {time}.").format(time=time), "ok")

    def show_withdrawable(self, *, is_offered: bool) -> None:
        """Offer to take the worry back, or not any more."""
        self._take_back.setVisible(is_offered)
        if not is_offered:
            self.withdraw.hide()

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring, here and in the list of the call."""
        self._numbers.show_lines(lines)
        self.call.offer(lines)

    def rings(self) -> None:
        """The officer is about to ring: the note of the call has the focus."""
        self.call.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The note of the call comes first."""
        super().showEvent(event)
        self.call.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.left.emit()

    def _head(self) -> Card:
        card = Card()
        card.add(muted(_("Read this reference out when you ring:")))
        card.add(self._reference)
        card.add(self._title)
        return card

    def _advice(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name, lines in ((_("Do"), DO), (_("Do not"), DO_NOT)):
            card = Card()
            card.add(heading(name))
            for line in lines:
                card.add(body("•  " + _(line)))
            card.column.addStretch(1)
            row.addWidget(card, 1)
        return box

    def _foot(self) -> QWidget:
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(plain(_("Back to &Home"), icon="home", pressed=self.home_pressed.emit))
        flow.addWidget(quiet(_("Open the case"), icon="folder", pressed=self.case_pressed.emit))
        flow.addWidget(self._take_back)
        self._take_back.hide()
        return box

    def _ask_withdraw(self) -> None:
        self.withdraw.ask(_("The worry {reference}, with every note of it").format(reference=self.reference))
