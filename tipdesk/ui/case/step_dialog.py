"""The dialog of one step of a case: what the step is, what it asks for itself, and beside it what the rules say.

What the step asks for, such as the reason for closing, is asked here. Each rule that does not hold says why and has a
button that does something about it (`ui/gates/rules_panel`). People decide; the rules stop a step, never what is told.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.stages import CLOSING, LAST, OPEN, moves_from, moves_to, step_of, wants_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.look import CaseView
from tipdesk.ui.case.stages import STEP_NAMES, STEP_WORDS, label_of
from tipdesk.ui.disputes import stage_in
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import WIDTH, AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.titled_dialog import TitledDialog
from tipdesk.ui.wording import Wording

_CASE = BY_NAME["Case"]
STATUS, REOPENED, _DAY = "status", "reopened", "date_closed"
_CLOSING = tuple(name for _record, name in CLOSING)
_REOPENING = ("reopened_why",)


class StepDialog(AskDialog):
    """The dialog of a step to which the case can go now; `rules` is what the gates say of it."""

    def __init__(
        self, step: int, fields: Sequence[FieldFrame], wording: Wording, parent: QWidget, *, answers: Sequence[str]
    ) -> None:
        self.rules, self.step, self.answers = RulesPanel(wording), step, tuple(answers)
        deed = primary(_("Take the case to “{step}”").format(step=_(STEP_NAMES[step])), icon="check")
        super().__init__(_(STEP_NAMES[step]), _(STEP_WORDS[step]), fields, deed, parent, beside=self.rules)
        if fields:
            self.rules.chain_after(*(face for frame in fields for face in frame.editor.faces))

    def said(self) -> dict[str, object]:
        """Return the answers that can be read, by the names of their fields."""
        found: dict[str, object] = {}
        for name in self.answers:
            with suppress(UserError):  # half typed: what is wrong with it is said when the deed is pressed
                found[name] = self.field(name).value()
        return found


def asks_more(step: int, case: Row, reports: Sequence[Row], stage: str = "") -> bool:
    """Tell whether going to a step is more than one press: it asks for something, or something it wants is missing."""
    return step == LAST or stage == REOPENED or any(not want.is_met for want in wants_of(step, case, reports))


def make_step_dialog(
    step: int, view: CaseView, wording: Wording, parent: QWidget, chosen: str = ""
) -> StepDialog | TitledDialog:
    """Return the dialog of a step: a `StepDialog` where the case can be taken there now.

    `chosen` is the stage that is filled in, of those that stand on this step.
    """
    case = view.case
    moves = moves_to(step, moves_from(case))
    if not moves:
        return _told(step, view, wording, parent)
    fields = _fields(step, case, moves, wording, chosen)
    return StepDialog(step, fields, wording, parent, answers=[frame.path for frame in fields])


def stage_of(said: Mapping[str, object], step: int, case: Row) -> str:
    """Return the stage to which the answers of a dialog lead."""
    moves = moves_to(step, moves_from(case))
    chosen = said.get(STATUS)
    return chosen if isinstance(chosen, str) else moves[0] if moves else ""


def words_of(said: Mapping[str, object]) -> dict[str, object]:
    """Return what a step asks for itself, without the stage: what can be written before somebody agreed to it."""
    return {name: said[name] for name in (*_CLOSING, *_REOPENING) if name in said}


def _fields(step: int, case: Row, moves: Sequence[str], wording: Wording, chosen: str) -> list[FieldFrame]:
    found = []
    if len(moves) > 1:
        choices = [Choice(one, wording.label("case_status", one)) for one in moves]
        found.append(FieldFrame(STATUS, _("How"), CodeCombo(choices), can_be_missing=False))
        found[0].set_value(chosen or moves[0])
    names = _CLOSING if step == LAST else _REOPENING if step == OPEN and REOPENED in moves else ()
    begun: dict[str, object] = {_DAY: PartialDate.of(wording.now().date())}
    for name in names:
        declared = _CASE.by_name[name]
        frame = FieldFrame(name, _(declared.label), editor_of(declared, wording), can_be_missing=False)
        frame.set_value(case[name] if case[name] is not None and step == LAST else begun.get(name))
        found.append(frame)
    return found


def _told(step: int, view: CaseView, wording: Wording, parent: QWidget) -> TitledDialog:
    """Return the dialog of a step to which the case cannot go from here, or on which it stands."""
    case, reports = view.case, view.of("Report")
    dialog = TitledDialog(_(STEP_NAMES[step]), _(STEP_NAMES[step]), current().pixels(WIDTH), parent)
    dialog.column.addWidget(body(_(STEP_WORDS[step])))
    wants = " · ".join(_(label_of(want)) for want in wants_of(step, case, reports))
    dialog.column.addWidget(body(_("It wants: {wants}.").format(wants=wants) if wants else _("It wants nothing more.")))
    stage = str(case[STATUS] or "")
    if stage and step == step_of(stage):
        shown = stage_in(case, wording.label, is_listed_open=view.is_listed_open)
        sentence = shown.tip if view.is_listed_open else _("The case is here: {stage}.").format(stage=shown.words)
    else:
        ways = ", ".join(wording.label("case_status", one) for one in moves_from(case))
        sentence = _("From where the case is now it goes to: {ways}.").format(ways=ways)
    dialog.column.addWidget(body(sentence))
    close = plain(_("Close"), pressed=dialog.reject)
    dialog.add_buttons(close)
    close.setFocus()
    return dialog
