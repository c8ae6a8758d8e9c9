"""A short form after a worry, in which an officer notes what became of the people.

It takes one press, by keyboard alone, and shows what was noted before. Writing it is up to the page.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import strong
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure


class OutcomeCard(Card):
    """The form; `pressed` carries the code of what became of them, and why (None where nothing is said)."""

    pressed = Signal(object, object)

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What became of them"), parent)
        self._noted = strong()
        self._known: tuple[object, object] = (None, None)
        choices = choices_of(codes.list_of("became_of_them"), language)
        self.became = FieldFrame("became_of_them", _("What became of them"), YesNoUnsure(choices), can_be_missing=False)
        self.became.label.hide()
        self.why = FieldFrame("became_why", _("Wh&y"), LongText(2, grows=False), can_be_missing=False)
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(plain(_("Note what &became of them"), icon="check", pressed=self._press))
        self._noted.setMinimumHeight(current().pixels(18))  # its room is there before its words: nothing moves
        for part in (self.became, self.why, box, self._noted):
            self.add(part)

    def show_noted(self, became: object, why: object, label: str) -> None:
        """Show what was noted before.

        What is being typed stays, unless something else has been noted meanwhile.
        """
        if self._known != (became, why):
            self.became.set_value(became)
            self.why.set_value(why)
        self._known = (became, why)
        self._noted.setText(_("Noted: {what}").format(what=label) if label else "")

    def clear(self) -> None:
        """Empty the form, to begin with another worry."""
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
