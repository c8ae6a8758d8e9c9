"""What the page after saving a worry shows, and what can be pressed on it.

The reference can be copied and read out. "Please ring" stays until headquarters has received the worry. What comes
later (calls, a receipt, who has read it) has its place from the start, so that nothing moves under the pointer. Writing
calls and outcomes is the presenter's part.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.calls.call_form import CallForm
from tipdesk.ui.calls.calls_list import CallsList
from tipdesk.ui.calls.ring_card import RingCard
from tipdesk.ui.plain import set_name
from tipdesk.ui.saved.outcome_card import OutcomeCard
from tipdesk.ui.sync.withdraw_card import WithdrawCard
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, digits, heading, muted
from tipdesk.ui.widgets.visited_page import VisitedPage
from tipdesk.ui.wording import Wording

BESIDE = 300
"""Width of the column of numbers and calls, in pixels at 100 %."""
STATE_HEIGHT = 56
"""Height of two lines, in pixels at 100 %: what is said of headquarters may get longer, and pushes nothing down."""

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


class SavedView(VisitedPage):
    """The page.

    `call_pressed` carries the answers of a call and the row it corrects, `outcome_pressed` what became of them and why,
    `withdraw_agreed` the reason for taking the worry back. `case_pressed`, `lines_pressed` and `home_pressed` lead to
    other pages. `turned` carries what the page is to show. `shown` and `left` are emitted when it comes to the front
    and goes out of sight.
    """

    call_pressed = Signal(object, object)
    outcome_pressed = Signal(object, object)
    case_pressed = Signal()
    lines_pressed = Signal()
    home_pressed = Signal()
    withdraw_agreed = Signal(str)
    turned = Signal(object)

    def __init__(self, wording: Wording, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        codes, language = wording.codes, wording.language
        self._reference = digits()
        self._title = muted(" ")
        self._state, self._received, self._read = Banner("", "warn"), "", ""
        self.call, self.calls = CallForm(codes, language, now), CallsList()
        self.outcome = OutcomeCard(wording)
        self.withdraw = WithdrawCard()
        self._take_back = quiet(_("Wi&thdraw it…"), icon="arrow-back-up", pressed=self._ask_withdraw)
        self._ring = RingCard(codes, language)
        self._beside = self._column(self._head(), self._ring, self.calls)
        self._scale()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(
            self._column(self._state, self.call, self.outcome, self._advice(), self._foot(), self.withdraw), 1
        )
        row.addWidget(self._beside)
        self._connect()

    def turn_to(self, subject: object) -> None:
        """Show one saved worry."""
        self.turned.emit(subject)

    @property
    def reference(self) -> str:
        """The reference as it is shown."""
        return self._reference.text()

    @property
    def state(self) -> str:
        """What is said of headquarters' receipt."""
        return self._state.accessibleName()

    def begin(self, reference: str) -> None:
        """Show another worry, of which nothing but its reference is known yet."""
        self.call.clear()
        self.calls.show_none()
        self.outcome.clear()
        self.outcome.show_last("")
        self._received = self._read = ""
        self._say_state()
        self.show_case(reference, "")

    def show_case(self, reference: str, title: str) -> None:
        """Show the reference and the title of the worry's case."""
        self._reference.setText(reference)
        set_name(self._reference, _("Reference {reference}").format(reference=reference))
        self._title.setText(title or " ")  # its line is there before its words

    def show_waiting(self) -> None:
        """Say that headquarters has not received the worry yet."""
        self._received = ""
        self._say_state()

    def show_received(self, time: str) -> None:
        """Say that headquarters has confirmed it, and when."""
        self._received = time
        self._say_state()

    def show_read(self, readers: Sequence[str]) -> None:
        """Show who else has the worry in hand, and since when."""
        self._read = ";  ".join(readers)
        self._say_state()

    def show_withdrawable(self, *, is_offered: bool) -> None:
        """Offer to take the worry back, or offer it no longer."""
        self._take_back.setVisible(is_offered)
        if not is_offered:
            self.withdraw.hide()

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring at this hour."""
        self._ring.show_lines(lines)

    def focus_first(self) -> None:
        """Give the note of the call the focus."""
        self.call.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.withdraw.agreed.connect(self.withdraw_agreed)
        self.call.pressed.connect(self.call_pressed)
        self.calls.correct_pressed.connect(self.call.correct)
        self.outcome.pressed.connect(self.outcome_pressed)
        self._ring.picked.connect(self.call.ring)
        current().changed.connect(self._scale)

    def _scale(self) -> None:
        self._beside.setFixedWidth(current().pixels(BESIDE))
        self._state.setMinimumHeight(current().pixels(STATE_HEIGHT))

    def _say_state(self) -> None:
        if self._read:
            self._state.say(_("Read by {who}.").format(who=self._read), "ok")
        elif self._received:
            sentence = _("Received by headquarters, confirmed {time}. Nobody there has read it yet: ring.")
            self._state.say(sentence.format(time=self._received), "info")
        else:
            self._state.say(_("Saved. Not yet received by headquarters: please ring."), "warn")

    def _column(self, *parts: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return box

    def _head(self) -> Card:
        card = Card()
        card.add(muted(_("Read this reference out when you ring:")))
        card.add(self._reference)
        card.add(self._title)
        on = QWidget()
        flow = Flow(on, gap=0)
        flow.addWidget(quiet(_("Open the &case"), icon="folder", pressed=self.case_pressed.emit))
        flow.addWidget(quiet(_("&List the people"), icon="users", pressed=self.lines_pressed.emit))
        card.add(on)
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
        flow.addWidget(self._take_back)
        self._take_back.hide()
        return box

    def _ask_withdraw(self) -> None:
        self.withdraw.ask(_("The worry {reference}, with every note of it").format(reference=self.reference))
