"""Answers on the summary of a case what is asked there, judges what was done without asking, and reviews breaches.

What the case asks of others is worked out from all of its history, so it is read after the case is on the screen. The
card is `OwedCard`; what is answered in My work is the same and done in the same way.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.gates.spoken import APPROVERS_ON_DUTY
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.gates.ask_approval import withdraw_approval
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.gates.note_spoken import CALL, note_spoken
from tipdesk.services.gates.review_breach import BreachLine, Owed, find_owed
from tipdesk.services.results import Changed
from tipdesk.ui.access.agreeing import ask_then_do
from tipdesk.ui.access.questions import REASON, ask_words, chosen_field
from tipdesk.ui.answering.deeds import approval_deed, asked_form, breach_deed, review_deed
from tipdesk.ui.answering.kept_words import KeptWords, key_of_answer, key_of_breach
from tipdesk.ui.case.summary import SummaryTab
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.gates.answer_form import Answer, AnswerForm, approved_words, review_form
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.wording import Wording

KEY = "case-owed"


class Owing(QObject):
    """Joins the card on the summary to the services; `fail` is told what was refused outside a form."""

    def __init__(
        self, seat: Seat, summary: SummaryTab, fail: Callable[[TipdeskError], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seat, self._summary, self._card, self._fail = seat, summary, summary.owed, fail
        self._space: Workspace | None = None
        self._owed: Owed | None = None
        self._wanted: bytes | None = None
        self._wording = seat.wording
        self._card.answer_pressed.connect(self.answer)
        self._card.withdraw_pressed.connect(self._withdraw)
        self._card.spoken_pressed.connect(self._ask_spoken)

    def show(self, space: Workspace, wording: Wording) -> None:
        """Ask what the case that has come asks of others."""
        if self._space is None or self._space.view.id != space.view.id:
            self._card.begin()
        self._space, self._wording = space, wording
        self._seat.lanes.read(find_owed, space.view.id, then=self._show, key=KEY, owner=self)

    def turn_to(self, row: bytes) -> None:
        """Open the words for what is asked or owed under this row; say so where it is not the officer's to answer.

        Before it is known what the case asks of others, they are opened once that has come.
        """
        owed = self._owed
        if owed is None:
            self._wanted = row
            return
        lines: tuple[ApprovalLine | ReviewLine | BreachLine, ...] = (
            *(one for one in owed.asked if one.id == row and one.is_mine and not one.is_stale),
            *(one for one in owed.reviews if one.id == row),
            *(one for one in owed.breaches if one.row == row and one.can_review),
        )
        if lines:
            self.answer(lines[0])
        else:
            self._seat.say(_("Somebody else answers this: your supervisor, or headquarters. Nobody answers their own."))

    def close(self) -> None:
        """Forget the case."""
        self._space = self._owed = self._wanted = None
        self._card.begin()

    def _show(self, owed: Owed) -> None:
        if self._space is not None:
            self._owed = owed
            self._summary.show_owed(owed, self._wording)
            wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self.turn_to(wanted)

    def answer(self, line: ApprovalLine | ReviewLine | BreachLine) -> None:
        """Ask for the words with which something is answered, below what the case asks of others."""
        form = self._approval(line) if isinstance(line, ApprovalLine) else review_form()
        case = self._space.view.id if self._space is not None else b""
        key = key_of_breach(case, line.gate, line.row) if isinstance(line, BreachLine) else key_of_answer(line)
        form.answered.connect(partial(self._send, form, line, KeptWords(self._seat, form, key)))
        self._card.open_form(form)

    def _approval(self, line: ApprovalLine) -> AnswerForm:
        """Return the form of an approval, with what is asked about as it stands in the case."""
        space = self._space
        row = space.view.get_row(line.subject) if space is not None else None
        if space is not None and line.subject == space.view.id:
            row = space.case
        found = [space.view.get_row(one.id) for one in line.covered] if space is not None else []
        beside = [one for one in found if one is not None]
        return asked_form(self._seat, row, line.fields, self._wording, beside)

    def _send(
        self, form: AnswerForm, line: ApprovalLine | ReviewLine | BreachLine, kept: KeptWords, answer: Answer
    ) -> None:
        said = _("Reviewed. Your words stand in the case.")
        if isinstance(line, ApprovalLine):
            deed, said = approval_deed(self._seat, line.id, answer), approved_words(answer)
        elif isinstance(line, ReviewLine):
            deed = review_deed(line.id, answer)
        elif self._space is not None:
            deed = breach_deed(self._space.view.id, line.gate, line.row, answer)
        else:
            return
        self._seat.lanes.write(deed, then=partial(self._done, kept, said), failed=form.refuse, owner=form)

    def _done(self, kept: KeptWords, sentence: str, _changed: Changed) -> None:
        kept.end()
        self._card.close_form()
        self._seat.say(sentence)

    def _ask_spoken(self, approval: bytes) -> None:
        """Ask who agreed by telephone and what they said, and note the call."""
        duties = [one for one in self._wording.choices_of(CALL.by_name["duty"]) if one.code in APPROVERS_ON_DUTY]
        fields = [
            chosen_field("duty", _("Which duty"), duties),
            FieldFrame("whom", _("Whom"), editor_of(CALL.by_name["whom"], self._wording), can_be_missing=False),
        ]
        told = _("It holds for 24 hours. Whoever agreed signs the answer until then.")
        dialog = ask_words(_("Agreed by telephone"), told, _("Note it"), self._summary.window(), *fields)

        def deed(said: dict[str, object]) -> tuple[Callable[..., Changed], tuple[object, ...]]:
            return note_spoken, (approval, {"duty": said["duty"], "whom": said["whom"], "words": said[REASON]})

        ask_then_do(dialog, self._seat.lanes, deed, lambda: self._seat.say(_("Noted. It holds for 24 hours.")))

    def _withdraw(self, approval: bytes) -> None:
        write, said = self._seat.lanes.write, _("Taken back. It is asked of nobody any more.")
        write(withdraw_approval, approval, then=lambda _changed: self._seat.say(said), failed=self._fail, owner=self)
