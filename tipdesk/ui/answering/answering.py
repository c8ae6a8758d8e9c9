"""Answers in a pane what somebody did without asking, or asks before it is done: with words, in place.

My work and headquarters' inbox have the same. What is asked to be approved is shown when the officer turns to it, as an
audited look. An approval is signed, so that the passphrase is asked once more. What was answered stands for good.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.gates.show_approval import Shown, show_approval
from tipdesk.services.handover.find_handovers import Goes, see_hand_over
from tipdesk.services.results import Changed
from tipdesk.ui.answering.deeds import (
    Deed,
    approval_deed,
    asked_form,
    breach_deed,
    goes_facts,
    handover_deed,
    review_deed,
)
from tipdesk.ui.answering.kept_words import KeptWords, key_of_answer, key_of_breach, key_of_handover
from tipdesk.ui.gates.answer_form import Answer, AnswerForm, approved_words, handover_form, review_form, taken_on_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.facts import Fact


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
        self._wanted = b""

    def judge(self, review: ReviewLine) -> None:
        """Ask whether what was done without asking was right."""
        deed_of, sentence = partial(review_deed, review.id), _("Decided. It stands in the case.")
        self._ask(review_form(), deed_of, key_of_answer(review), lambda _said: sentence)

    def review(self, case: bytes, gate: str, row: bytes) -> None:
        """Ask whether what arrived past a rule was right."""
        deed_of = partial(breach_deed, case, gate, row)
        key, sentence = key_of_breach(case, gate, row), _("Reviewed. Your words stand in the case.")
        self._ask(review_form(), deed_of, key, lambda _said: sentence)

    def turn_to(self, approval: ApprovalLine) -> None:
        """Show what is asked, and ask for the answer."""
        self._wanted = approval.id
        lanes = self._seat.lanes
        lanes.read(show_approval, approval.id, then=self._show, failed=self._refused, key="answering", owner=self)

    def take_on(self, case: bytes) -> None:
        """Show what goes with a case that is handed over, and ask whether it is taken on."""
        self._wanted = case
        show, lanes = partial(self._show_handover, case), self._seat.lanes
        lanes.read(see_hand_over, case, then=show, failed=self._refused, key="answering", owner=self)

    def leave(self) -> None:
        """Show nothing that comes only now: another line is read."""
        self._wanted = b""

    def _show_handover(self, case: bytes, goes: Goes) -> None:
        if self._wanted != case:
            return
        if not goes.is_receiver:
            self._pane.show_state(_("This hand-over has its answer already, or was taken back."))
            return
        told = [Fact(_("Handed over by"), goes.post), Fact(_("Why"), goes.why), *goes_facts(goes)]
        form = handover_form([one for one in told if one.value])
        self._ask(form, partial(handover_deed, case), key_of_handover(case), taken_on_words)

    def _show(self, shown: Shown) -> None:
        if shown.line.id != self._wanted:
            return
        if shown.line.is_stale:
            self._pane.show_state(
                _("What this is about has changed since it was asked. Whoever asked it must ask again.")
            )
            return
        known = [*shown.beside, *([shown.subject] if shown.subject is not None else [])]
        wording = self._seat.wording.with_names(shown.names).with_rows(known)
        covered = {one.id for one in shown.line.covered}
        beside = [row for row in shown.beside if row.id in covered]
        form = asked_form(self._seat, shown.subject, shown.line.fields, wording, beside)
        deed_of = partial(approval_deed, self._seat, shown.line.id)
        self._ask(form, deed_of, key_of_answer(shown.line), approved_words)

    def _ask(
        self, form: AnswerForm, deed_of: Callable[[Answer], Deed], key: str, words: Callable[[Answer], str]
    ) -> None:
        """Show a form, and write what is answered in it; `words` says so afterwards, by what was answered.

        What is typed is kept under the key, so that it is there when the officer comes back to the line.
        """
        kept = KeptWords(self._seat, form, key)

        def send(said: Answer) -> None:
            then = partial(self._done, kept, words(said))
            self._seat.lanes.write(deed_of(said), then=then, failed=form.refuse, owner=form)

        form.answered.connect(send)
        self._pane.show_form(form)

    def _done(self, kept: KeptWords, sentence: str, _changed: Changed) -> None:
        kept.end()
        self._pane.end_form(sentence)
        self._seat.say(sentence)
