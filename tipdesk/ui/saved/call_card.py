"""Two short forms after a worry: whom I rang and the answer; what became of them.

Promises: one press each, by keyboard alone; what was noted is shown. Leaves to others: writing it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import strong
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

MOST_WHOM = 200


class CallCard(Card):
    """Whom I rang. `pressed` carries whom and the answer's code or None."""

    pressed = Signal(str, object)

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("I rang"), parent)
        self._codes, self._language = codes, language
        self._noted = strong()
        self._edit = TextEdit(_("Duty officer, a name, a number…"), most=MOST_WHOM)
        self.whom = FieldFrame("rung_whom", _("&Whom I rang"), self._edit, can_be_missing=False)
        answers = choices_of(codes.list_of("call_answer"), language)
        self.answer = FieldFrame("rung_answer", _("&Answer"), YesNoUnsure(answers), can_be_missing=False)
        box = QWidget()
        flow = Flow(box)
        self.button = primary(_("&Note the call"), icon="phone", pressed=self._press)
        flow.addWidget(self.button)
        for part in (self._noted, self.whom, self.answer, box):
            self.add(part)
        self._noted.hide()
        self.setFocusProxy(self.whom)
        self._edit.line.returnPressed.connect(self._press)

    def offer(self, lines: Sequence[DutyLine]) -> None:
        """Offer the numbers of this hour while one types."""
        names = [
            f"{line.label or self._codes.label_of('duty_kind', line.kind, self._language)} {line.phone}"
            for line in lines
        ]
        completer = QCompleter(names, self._edit.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._edit.line.setCompleter(completer)

    def show_noted(self, sentence: str) -> None:
        """Show the latest call that was noted; "" for none."""
        self._noted.setText(sentence)
        self._noted.setVisible(bool(sentence))

    @property
    def noted(self) -> str:
        """Return the latest call as it is shown."""
        return self._noted.text()

    def clear(self) -> None:
        """Make room for another call."""
        self.whom.set_value(None)
        self.answer.set_value(None)

    def _press(self) -> None:
        whom = self.whom.value()
        if not whom:
            self.whom.set_problem(_("Say whom you rang."))
            self.whom.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.whom.set_problem(None)
        self.pressed.emit(str(whom), self.answer.value())


class OutcomeCard(Card):
    """What became of them. `pressed` carries the code and why."""

    pressed = Signal(object, object)

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What became of them"), parent)
        self._noted = strong()
        self._known: tuple[object, object] = (None, None)
        choices = choices_of(codes.list_of("became_of_them"), language)
        self.became = FieldFrame("became_of_them", _("What became of them"), YesNoUnsure(choices), can_be_missing=False)
        self.became.label.hide()
        self.why = FieldFrame("became_why", _("Wh&y"), LongText(2), can_be_missing=False)
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(plain(_("Note what &became of them"), icon="check", pressed=self._press))
        for part in (self._noted, self.became, self.why, box):
            self.add(part)
        self._noted.hide()

    def show_noted(self, became: object, why: object, label: str) -> None:
        """Show what was noted before. What is being typed stays unless something else has been noted meanwhile."""
        if self._known != (became, why):
            self.became.set_value(became)
            self.why.set_value(why)
        self._known = (became, why)
        self._noted.setText(_("Noted: {what}").format(what=label))
        self._noted.setVisible(bool(label))

    def clear(self) -> None:
        """Begin with another worry."""
        self.became.set_value(None)
        self.why.set_value(None)
        self._known = (None, None)
        self.show_noted(None, None, "")

    def _press(self) -> None:
        became = self.became.value()
        if became is None:
            self.became.set_problem(_("Choose what became of them."))
            self.became.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.became.set_problem(None)
        self.pressed.emit(became, self.why.value())
