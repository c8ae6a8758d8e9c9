"""Takes a case to a step by its dialog: what the rules say is asked when it opens and whenever an answer changes.

What satisfies a rule is done from here: an answer is filled in where it is asked, somebody is asked to agree, or the
officer goes past a rule with a reason, as the rule allows. What is done elsewhere in the case is left with the answers
kept as a draft, which the case's own page offers as well. The dialog itself is `StepDialog`.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.foresee import Foreseen, foresee
from tipdesk.services.results import Changed
from tipdesk.ui.case.step_dialog import STATUS, StepDialog, stage_of, words_of
from tipdesk.ui.editors.autosave import Autosave
from tipdesk.ui.editors.drafted import ANSWERS, draft_of, key_of, show_again
from tipdesk.ui.gates.offers import Offer, Step, failed_in, gate_of, past_also, sentence_of, subject_of
from tipdesk.ui.gates.waiting import asked_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.domain.rules.gates.passing import Override

SOON_MS = 350
"""How long nothing is typed before the rules are asked again."""


class Stepping(QObject):
    """Presents one dialog, with which it ends.

    `done` is emitted with the answers that were written and what they changed, and `offered` with what a rule offers
    that leads elsewhere in the case.
    """

    done = Signal(object, object)
    offered = Signal(object)

    def __init__(self, seat: Seat, dialog: StepDialog, space: Workspace, wording: Wording) -> None:
        super().__init__(dialog)
        self._seat, self._dialog, self._space, self._wording = seat, dialog, space, wording
        self._override: Override | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._foresee)
        key = key_of(space.view.id, space.case.record, space.case, {})
        self._autosave = Autosave(seat.lanes, key, self._draft, lambda _words: None, self)
        for name in dialog.answers:
            dialog.field(name).changed.connect(self._typed)
        dialog.agreed.connect(self._take)
        dialog.rejected.connect(self._leave)
        dialog.rules.opened.connect(self._open)
        dialog.rules.asked.connect(self._ask)
        dialog.rules.passed.connect(self._pass)

    def begin(self) -> None:
        """Fill in what was typed before, and ask what the rules say."""
        self._dialog.rules.show_unknown()
        self._autosave.recover(self._recover)

    def show(self, space: Workspace, wording: Wording) -> None:
        """Go on with the case as it stands now."""
        self._space, self._wording = space, wording
        self._foresee()

    def refuse(self, problem: TipdeskError) -> None:
        """Say why the case was not taken to the step: by rule, beside an answer, or in the dialog."""
        failed = failed_in(problem)
        self._dialog.deed.setEnabled(True)
        if not failed:
            self._dialog.refuse(problem)
            return
        self._soon.start()
        name = next((one for rule in failed for one in rule.fields if self._dialog.has_field(one)), None)
        if name is not None:
            self._dialog.refuse_field(name, sentence_of(next(rule for rule in failed if name in rule.fields)))
        else:
            self._dialog.rules.show_failed(failed)
            self._dialog.rules.take_focus()

    def _answers(self) -> tuple[str, dict[str, object]]:
        """Return the stage and what belongs to it, as far as it can be read."""
        said = self._dialog.said()
        return stage_of(said, self._dialog.step, self._space.case), words_of(said)

    def _typed(self) -> None:
        self._autosave.typed()
        self._soon.start()

    def _foresee(self) -> None:
        self._soon.stop()
        then, failed = self._show, self._dialog.refuse
        self._seat.lanes.write(foresee, self._space.case, *self._answers(), then=then, failed=failed, owner=self)

    def _show(self, foreseen: Foreseen) -> None:
        told, waiting = asked_words(foreseen.asked, self._wording)
        self._dialog.rules.show_failed(foreseen.failed, told, waiting=waiting)
        if foreseen.problem is not None:
            self._dialog.refuse(foreseen.problem)

    def _take(self, _said: Mapping[str, object]) -> None:
        stage, given = self._answers()
        self._autosave.pause()
        deed, then = partial(take_to_stage, override=self._override), partial(self._taken, stage)
        self._seat.lanes.write(deed, self._space.case, stage, given, then=then, failed=self.refuse, owner=self)

    def _taken(self, stage: str, changed: Changed) -> None:
        self._autosave.drop()
        self._autosave.stop()
        self._dialog.rejected.disconnect(self._leave)
        self._dialog.accept()
        self.done.emit({STATUS: stage}, changed)

    def _open(self, offer: Offer) -> None:
        """Lead to what satisfies a rule: a field of this dialog, or what stands elsewhere in the case."""
        need = offer.need
        fields = need.fields if need is not None and need.record == self._space.case.record.name else ()
        here = [name for name in fields if self._dialog.has_field(name)]
        if offer.step is Step.FILL and here:
            self._dialog.refuse_field(here[0], sentence_of(offer.failed))
            return
        self._dialog.reject()
        self.offered.emit(offer)

    def _ask(self, offer: Offer, words: str) -> None:
        case, gate = self._space.case, gate_of(offer)
        asked, said = GATES[gate].approved_fields, words_of(self._dialog.said())
        given = {name: said[name] for name in asked if said.get(name) is not None}
        deed = partial(ask_approval, subject=subject_of(offer), seen=case, given=given)
        self._autosave.pause()
        write = partial(self._seat.lanes.write, deed, case.id, gate, words)
        write(then=self._asked, failed=self._dialog.rules.refuse, owner=self)

    def _asked(self, _changed: Changed) -> None:
        self._dialog.rules.close_words()
        self._seat.say(_("Asked. It stands in My work of whoever may answer."))

    def _pass(self, offer: Offer, ground: str, reason: str) -> None:
        """Go past a rule, and past those before it that were named already."""
        self._override = past_also(self._override, offer, ground, reason)
        self._dialog.rules.close_words()
        self._take({})

    def _draft(self) -> Mapping[str, object]:
        record, case = self._space.case.record, self._space.case
        words = words_of(self._dialog.said())
        said = {name: value for name, value in words.items() if value not in (None, case[name])}
        answers = {name: record.by_name[name].to_json(value) for name, value in said.items()}  # type: ignore[arg-type] # what an editor gave
        return draft_of(case.version, answers)

    def _recover(self, draft: Mapping[str, object] | None) -> None:
        answers = (draft or {}).get(ANSWERS)
        for name, answer in (answers if isinstance(answers, dict) else {}).items():
            if self._dialog.has_field(name):
                show_again(self._dialog.field(name), self._space.case.record.by_name[name], answer)
        self._foresee()

    def _leave(self) -> None:
        """Keep what was typed: the dialog was closed without taking the case anywhere."""
        if self._draft():
            self._autosave.keep()
        self._autosave.stop()
