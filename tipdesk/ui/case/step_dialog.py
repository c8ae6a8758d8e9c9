"""The dialog of one step of a case: what the step is, what it wants and what of that is there, and the way to it.

What is missing stops nobody; it is told, so that whoever takes the case there knows. What the step asks for itself,
such as the reason for closing, is asked here.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.stages import LAST, Want, moves_from, moves_to, step_of, wants_of
from tipdesk.domain.values import PartialDate
from tipdesk.ui.case.stages import STEP_NAMES, STEP_WORDS, label_of
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import WIDTH, AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.titled_dialog import TitledDialog
from tipdesk.ui.wording import Wording

_CASE = BY_NAME["Case"]
STATUS = "status"
_CLOSING = ("closure_reason", "date_closed")


def asks_more(step: int, case: Row, reports: Sequence[Row]) -> bool:
    """Tell whether going to a step is more than one press: it asks for something, or something it wants is missing."""
    return step == LAST or any(not want.is_met for want in wants_of(step, case, reports))


def make_step_dialog(
    step: int, case: Row, reports: Sequence[Row], wording: Wording, parent: QWidget, chosen: str = ""
) -> AskDialog | TitledDialog:
    """Return the dialog of a step.

    It is an `AskDialog`, which carries the answers by the names of their fields, where the case can be taken there now.
    `chosen` is the stage that is filled in, of those that stand on this step.
    """
    moves = moves_to(step, moves_from(case))
    wants = [want for want in wants_of(step, case, reports) if (want.record, want.field) != ("Case", _CLOSING[0])]
    if not moves:
        return _told(step, case, wants, wording, parent)
    fields = _fields(step, case, moves, wording, chosen)
    deed = primary(_("Take the case to “{step}”").format(step=_(STEP_NAMES[step])), icon="check")
    dialog = AskDialog(_(STEP_NAMES[step]), _(STEP_WORDS[step]), fields, deed, parent)
    dialog.column.insertWidget(2, _wanted(wants))
    if not fields:
        deed.setFocus()
    return dialog


def stage_of(said: Mapping[str, object], step: int, case: Row) -> dict[str, object]:
    """Return the answers of a dialog as the fields of the case that are to be written."""
    given = {name: said[name] for name in _CLOSING if name in said}
    moves = moves_to(step, moves_from(case))
    return {STATUS: said.get(STATUS) or moves[0], **given}


def _fields(step: int, case: Row, moves: Sequence[str], wording: Wording, chosen: str) -> list[FieldFrame]:
    found = []
    if len(moves) > 1:
        choices = [Choice(one, wording.label("case_status", one)) for one in moves]
        found.append(FieldFrame(STATUS, _("How"), CodeCombo(choices), can_be_missing=False))
        found[0].set_value(chosen or moves[0])
    if step == LAST:
        begun: dict[str, object] = {"date_closed": _day(wording.now().date())}
        for name in _CLOSING:
            declared = _CASE.by_name[name]
            frame = FieldFrame(name, _(declared.label), editor_of(declared, wording), can_be_missing=False)
            frame.set_value(case[name] if case[name] is not None else begun.get(name))
            found.append(frame)
    return found


def _told(step: int, case: Row, wants: Sequence[Want], wording: Wording, parent: QWidget) -> TitledDialog:
    """Return the dialog of a step to which the case cannot go from here, or on which it stands."""
    dialog = TitledDialog(_(STEP_NAMES[step]), _(STEP_NAMES[step]), current().pixels(WIDTH), parent)
    dialog.column.addWidget(body(_(STEP_WORDS[step])))
    dialog.column.addWidget(_wanted(wants))
    stage = str(case[STATUS] or "")
    if stage and step == step_of(stage):
        sentence = _("The case is here: {stage}.").format(stage=wording.label("case_status", stage))
    else:
        ways = ", ".join(wording.label("case_status", one) for one in moves_from(case))
        sentence = _("From where the case is now it goes to: {ways}.").format(ways=ways)
    dialog.column.addWidget(body(sentence))
    close = plain(_("Close"), pressed=dialog.reject)
    dialog.add_buttons(close)
    close.setFocus()
    return dialog


def _wanted(wants: Sequence[Want]) -> QWidget:
    """Return what a step wants, line by line, with what is there and what is missing."""
    lines = Lines(4)
    shown: list[QWidget] = [strong(_("What this step wants"))] if wants else [body(_("This step wants nothing more."))]
    for want in wants:
        words = _(label_of(want))
        if want.is_met:
            shown.append(SignLine("circle-check", _("There: {answer}").format(answer=words), "ok"))
        else:
            shown.append(SignLine("alert-triangle", _("Missing: {answer}").format(answer=words), "warn"))
    lines.fill(shown)
    return lines


def _day(today: date) -> PartialDate:
    return PartialDate(today.year, today.month, today.day)
