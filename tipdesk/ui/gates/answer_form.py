"""Answering in place what somebody asked, or did without asking: words, the passphrase where it is signed, two buttons.

What it is about stands above. A refusal stands beside the field or in room that is kept for it, and nothing typed is
lost. The form does nothing itself: whoever shows it listens to `answered`, and calls `refuse` when it was not done.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.access.questions import PASSPHRASE, REASON, reason_field
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import danger, primary
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow

WRONG = frozenset({"wrong-passphrase", "too-many-tries", "tries-stopped"})
"""The refusals that belong beside the passphrase."""


class Answer(NamedTuple):
    """What was answered: yes or no, the words, and the passphrase where it is asked for."""

    is_yes: bool
    words: str
    passphrase: str


class AnswerForm(QFrame):
    """The form, with what it is about as facts.

    `yes` and `no` are the words on its buttons. `answered` carries an `Answer`, and `hidden` says that the form went
    out of sight by any way.
    """

    answered = Signal(object)
    hidden = Signal()

    def __init__(
        self,
        facts: Sequence[Fact],
        yes: str,
        no: str,
        *,
        words: str = "",
        has_passphrase: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.words = reason_field(words or _("In your words"))
        self.passphrase = FieldFrame(PASSPHRASE, _("Your passphrase"), PassphraseEdit(), can_be_missing=False)
        self.yes = primary(yes, icon="check", pressed=lambda: self._press(is_yes=True))
        self.no = danger(no, pressed=lambda: self._press(is_yes=False))
        self._problem, shown = Banner("", "danger"), Facts()
        self._is_sent = False  # a button that is switched off would drop the focus
        self._problem.keep_room(1)
        self._problem.hide()
        shown.show_facts(facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        box = QWidget()
        flow = Flow(box)
        for button in (self.yes, self.no):
            flow.addWidget(button)
        for part in (shown, self.words, self.passphrase, self._problem, box):
            column.addWidget(part)
        self.passphrase.setVisible(has_passphrase)

    def chain_after(self, widget: QWidget) -> None:
        """Let Tab come here from a widget, and go on from here to what came after it."""
        last = widget
        for part in (*self.words.editor.faces, *self.passphrase.editor.faces, self.yes, self.no):
            self.setTabOrder(last, part)
            last = part

    def take_focus(self) -> None:
        """Give the focus to the words."""
        self.words.setFocus()

    def refuse(self, problem: TipdeskError) -> None:
        """Say why it was not done; everything stays as typed."""
        self._is_sent = False
        if problem.code in WRONG and not self.passphrase.isHidden():
            self.passphrase.refuse(problem.text(_))
        elif problem.code == f"{REASON}-needed":
            self.words.refuse(problem.text(_))
        else:
            self._problem.refuse(problem.text(_))

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`."""
        super().hideEvent(event)
        self.hidden.emit()

    def _press(self, *, is_yes: bool) -> None:
        if self._is_sent:
            return  # pressed twice
        if not self.words.check():
            self.words.refuse(self.words.problem())
            return
        for frame in (self.words, self.passphrase):
            frame.set_problem(None)
        self._problem.hide()
        self._is_sent = True
        words, passphrase = self.words.value(), self.passphrase.value()
        self.answered.emit(Answer(is_yes, str(words or ""), str(passphrase or "")))


def approval_form(facts: Sequence[Fact], *, has_passphrase: bool) -> AnswerForm:
    """Return the form in which an approval is given or refused, with what it is about."""
    words = _("Why not, or on which conditions")
    return AnswerForm(facts, _("Approve"), _("Refuse"), words=words, has_passphrase=has_passphrase)


def review_form() -> AnswerForm:
    """Return the form in which somebody judges what was done without asking, or came in past a rule."""
    return AnswerForm((), _("It was right"), _("It was not right"))


def handover_form(facts: Sequence[Fact]) -> AnswerForm:
    """Return the form in which a case that is handed over is accepted or declined, with what goes with it."""
    return AnswerForm(facts, _("Accept"), _("Decline"), words=_("Where you decline: why"))


def approved_words(said: Answer) -> str:
    """Return what is said once an approval was given or refused."""
    return _("Approved. Who asked sees it.") if said.is_yes else _("Refused. Who asked sees it, with your words.")


def taken_on_words(said: Answer) -> str:
    """Return what is said once a case that was handed over was accepted or declined."""
    if said.is_yes:
        return _("Taken on. The case is yours, with its open tasks.")
    return _("Declined. The case stays with the post that has it.")
