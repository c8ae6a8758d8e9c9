"""Answers in a pane what somebody did without asking, or asks before it is done: with words, in place.

My work and headquarters' inbox have the same. What is asked to be approved is shown when the officer turns to it, as an
audited look. An approval is signed, so that the passphrase is asked once more. What was answered stands for good.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.gates.show_approval import Shown, show_approval
from tipdesk.services.results import Changed
from tipdesk.ui.gates.answer_form import Answer, AnswerForm, approval_form, approved_words, review_form
from tipdesk.ui.records.facts import section_facts
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class ShowsForms(Protocol):
    """A pane in which something is answered."""

    def show_form(self, form: AnswerForm) -> None:
        """Show a form, with the focus on its words."""

    def end_form(self, sentence: str) -> None:
        """Take the form away, which was answered, with a sentence that says so."""

    def show_state(self, sentence: str) -> None:
        """Show no form, with a sentence that says why."""


class Answering(QObject):
    """Shows the forms in one pane and writes what they say; `refused` is told why something could not be shown."""

    def __init__(
        self, seat: Seat, pane: ShowsForms, refused: Callable[[TipdeskError], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seat, self._pane, self._refused = seat, pane, refused

    def judge(self, review: ReviewLine) -> None:
        """Ask whether what was done without asking was right."""
        form = review_form()
        form.answered.connect(partial(self._judge, form, review))
        self._pane.show_form(form)

    def review(self, case: bytes, gate: str, row: bytes) -> None:
        """Ask whether what arrived past a rule was right."""
        form = review_form()
        form.answered.connect(partial(self._review, form, case, gate, row))
        self._pane.show_form(form)

    def _review(self, form: AnswerForm, case: bytes, gate: str, row: bytes, said: Answer) -> None:
        then = partial(self._done, _("Reviewed. Your words stand in the case."))
        deed = partial(review_breach, is_upheld=said.is_yes, words=said.words)
        self._seat.lanes.write(deed, case, gate, row, then=then, failed=form.refuse, owner=form)

    def turn_to(self, approval: ApprovalLine) -> None:
        """Show what is asked, and ask for the answer."""
        lanes = self._seat.lanes
        lanes.read(show_approval, approval.id, then=self._show, failed=self._refused, key="answering", owner=self)

    def _judge(self, form: AnswerForm, review: ReviewLine, said: Answer) -> None:
        then = partial(self._done, _("Decided. It stands in the case."))
        deed = partial(decide_review, is_upheld=said.is_yes, words=said.words)
        self._seat.lanes.write(deed, review.id, then=then, failed=form.refuse, owner=form)

    def _show(self, shown: Shown) -> None:
        wording, row = self._seat.wording.with_names(shown.names), shown.subject
        fields = [row.record.by_name[name] for name in shown.line.fields] if row is not None else []
        facts = section_facts(row, fields, wording)[0] if row is not None else []
        if shown.line.is_stale:
            self._pane.show_state(
                _("What this is about has changed since it was asked. Whoever asked it must ask again.")
            )
            return
        form = approval_form(facts, has_passphrase=self._seat.confirm is not None)
        form.answered.connect(partial(self._answer, form, shown.line))
        self._pane.show_form(form)

    def _answer(self, form: AnswerForm, line: ApprovalLine, said: Answer) -> None:
        confirm = self._seat.confirm
        proof = (confirm, said.passphrase) if confirm is not None else None
        deed = partial(answer_approval, is_approved=said.is_yes, words=said.words, proof=proof)
        then = partial(self._done, approved_words(said))
        self._seat.lanes.write(deed, line.id, then=then, failed=form.refuse, owner=form)

    def _done(self, sentence: str, _changed: Changed) -> None:
        self._pane.end_form(sentence)
        self._seat.say(sentence)
