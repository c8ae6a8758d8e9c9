"""Answers on the summary of a case what is asked there, judges what was done without asking, and reviews breaches.

What the case asks of others is worked out from all of its history, so it is read after the case is on the screen. The
card is `OwedCard`; what is answered in My work is the same and done in the same way.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import withdraw_approval
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.gates.review_breach import BreachLine, Owed, find_owed, review_breach
from tipdesk.services.results import Changed
from tipdesk.ui.case.owed_card import OwedCard
from tipdesk.ui.gates.answer_form import Answer, AnswerForm, approval_form, approved_words, review_form
from tipdesk.ui.records.facts import section_facts
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

KEY = "case-owed"


class Owing(QObject):
    """Joins one card to the services; `fail` is told what was refused outside a form."""

    def __init__(self, seat: Seat, card: OwedCard, fail: Callable[[TipdeskError], object], parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._card, self._fail = seat, card, fail
        self._space: Workspace | None = None
        self._owed: Owed | None = None
        self._wording = seat.wording
        card.answer_pressed.connect(self._answer)
        card.withdraw_pressed.connect(self._withdraw)

    def show(self, space: Workspace, wording: Wording) -> None:
        """Ask what the case that has come asks of others."""
        if self._space is None or self._space.view.id != space.view.id:
            self._card.begin()
        self._space, self._wording = space, wording
        self._seat.lanes.read(find_owed, space.view.id, then=self._show, key=KEY, owner=self)

    def turn_to(self, row: bytes) -> None:
        """Open the words for what is asked or owed under this row; say so where it is not the officer's to answer."""
        owed = self._owed or Owed((), (), ())
        lines: tuple[ApprovalLine | ReviewLine | BreachLine, ...] = (
            *(one for one in owed.asked if one.id == row and one.is_mine and not one.is_stale),
            *(one for one in owed.reviews if one.id == row),
            *(one for one in owed.breaches if one.row == row and one.can_review),
        )
        if lines:
            self._answer(lines[0])
        else:
            self._seat.say(_("Somebody else answers this: your supervisor, or headquarters. Nobody answers their own."))

    def close(self) -> None:
        """Forget the case."""
        self._space = self._owed = None
        self._card.begin()

    def _show(self, owed: Owed) -> None:
        if self._space is not None:
            self._owed = owed
            self._card.show_owed(owed, self._wording)

    def _answer(self, line: ApprovalLine | ReviewLine | BreachLine) -> None:
        form = self._approval(line) if isinstance(line, ApprovalLine) else review_form()
        form.answered.connect(partial(self._send, form, line))
        self._card.open_form(form)

    def _approval(self, line: ApprovalLine) -> AnswerForm:
        """Return the form of an approval, with what is asked about as it stands in the case."""
        row = self._space.case if self._space is not None and line.subject == self._space.view.id else None
        if row is None and self._space is not None:
            row = self._space.view.get_row(line.subject)
        fields = [row.record.by_name[name] for name in line.fields] if row is not None else []
        facts = section_facts(row, fields, self._wording)[0] if row is not None else []
        return approval_form(facts, has_passphrase=self._seat.confirm is not None)

    def _send(self, form: AnswerForm, line: ApprovalLine | ReviewLine | BreachLine, answer: Answer) -> None:
        lanes, said = self._seat.lanes, _("Reviewed. Your words stand in the case.")
        if isinstance(line, ApprovalLine):
            confirm, said = self._seat.confirm, approved_words(answer)
            proof = (confirm, answer.passphrase) if confirm is not None else None
            deed = partial(
                answer_approval, approval=line.id, is_approved=answer.is_yes, words=answer.words, proof=proof
            )
        elif isinstance(line, ReviewLine):
            deed = partial(decide_review, review=line.id, is_upheld=answer.is_yes, words=answer.words)
        elif self._space is not None:
            case, is_right = self._space.view.id, answer.is_yes
            deed = partial(
                review_breach, case=case, gate=line.gate, row=line.row, is_upheld=is_right, words=answer.words
            )
        else:
            return
        lanes.write(deed, then=partial(self._done, said), failed=form.refuse, owner=form)

    def _done(self, sentence: str, _changed: Changed) -> None:
        self._card.close_form()
        self._seat.say(sentence)

    def _withdraw(self, approval: bytes) -> None:
        said = _("Taken back. It is asked of nobody any more.")
        then = partial(self._done, said)
        self._seat.lanes.write(withdraw_approval, approval, then=then, failed=self._fail, owner=self)
