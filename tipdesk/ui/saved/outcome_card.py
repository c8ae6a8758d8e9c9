"""A short form in which an officer notes what became of the people of a report, after a worry and beside the report.

It takes one press, by keyboard alone. Each note is a row of its own, so the form is empty again once it is noted; what
was noted last has its line from the start. Beside a report, all that was noted is told (`show_all`), also what the
report itself told earlier, which can be moved. Writing it is up to the page.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.outcomes import Outcome
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.said_line import said_line
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.wording import Wording


class OutcomeCard(Card):
    """The form.

    `pressed` carries the code of what became of them, and why (None where nothing is said). `move_pressed` carries the
    report whose own answer is to be moved.
    """

    pressed = Signal(object, object)
    move_pressed = Signal(object)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(_("What became of them"), parent)
        self._noted, self._all = strong(), Lines(8)
        choices = choices_of(wording.codes.list_of("became_of_them"), wording.language)
        self.became = FieldFrame("became", _("What became of them"), YesNoUnsure(choices), can_be_missing=False)
        self.became.label.hide()
        self.why = FieldFrame("why", _("Wh&y"), LongText(2, grows=False), can_be_missing=False)
        self.note = plain(_("Note what &became of them"), icon="check", pressed=self._press)
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(self.note)
        self._noted.setMinimumHeight(current().pixels(18))  # its room is there before its words: nothing moves
        for part in (self.became, self.why, box, self._noted, self._all):
            self.add(part)

    def show_last(self, label: str) -> None:
        """Show what was noted last; what is being typed stays."""
        self._noted.setText(_("Noted: {what}").format(what=label) if label else "")

    def show_all(self, outcomes: Sequence[Outcome], wording: Wording, *, can_write: bool) -> None:
        """Show all that was noted of one report, the latest first."""
        self.note.setEnabled(can_write)
        self._all.fill(self._line(one, wording, can_write=can_write) for one in reversed(outcomes))

    def clear(self) -> None:
        """Empty the form: it was noted, or another worry comes."""
        self.became.set_value(None)
        self.why.set_value(None)
        self.note.setEnabled(True)

    def refuse(self, problem: TipdeskError) -> None:
        """Say beside a field why it was not noted; everything stays as typed."""
        self.note.setEnabled(True)
        told = {one.path.rpartition(".")[2]: one.text(_) for one in problem.fields}
        frame = self.why if "why" in told else self.became
        frame.refuse(told.get(frame.path) or problem.text(_))

    def _press(self) -> None:
        became = self.became.value()
        if became is None:
            self.became.set_problem(_("Choose what became of them."))
            self.became.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.became.set_problem(None)
        self.note.setEnabled(False)
        self.pressed.emit(became, self.why.value())

    def _line(self, outcome: Outcome, wording: Wording, *, can_write: bool) -> QFrame:
        became = wording.code("became_of_them", outcome.became) if outcome.became else ""
        at = wording.value(outcome.row.record.by_name["at"], outcome.at) if outcome.at is not None else ""
        marks = [
            _("told earlier") if outcome.is_told_earlier else at,
            _("corrected since") if outcome.is_corrected else "",
        ]
        words = " · ".join(part for part in (became, outcome.why or "") if part) or _("Hidden")
        line = said_line(words, "   ·   ".join(part for part in marks if part))
        if not (outcome.is_told_earlier and can_write):
            return line
        holder = QFrame()
        holder.setProperty("guise", "plain")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        move = quiet(_("Move"), icon="arrow-back-up", pressed=lambda: self.move_pressed.emit(outcome.row))
        move.setAccessibleName(_("Move what was told earlier into a row of its own"))
        row.addWidget(move, 0, Qt.AlignmentFlag.AlignTop)
        return holder
