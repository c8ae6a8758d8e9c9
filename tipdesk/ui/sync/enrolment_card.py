"""The card on which this PC is enrolled: give the request to headquarters, read out its digits, bring back the grant.

Both halves stand on one card in the order in which they are done, and the digits of the request are always there to be
read out again. Making the request and accepting the grant is the presenter's part.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, figures, muted, rule, strong
from tipdesk.ui.widgets.text_edit import TextEdit

DIGITS_TYPED = 60


class EnrolmentCard(Card):
    """The two steps of an enrolment.

    `save_pressed` asks to save the request to a stick or folder, `choose_pressed` to choose a grant, and
    `accept_pressed` carries the digits that were typed. `summary` lists the problems, and its page puts it in its
    place.
    """

    save_pressed = Signal()
    choose_pressed = Signal()
    accept_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Enrol this PC with headquarters"), parent)
        self._why = body()
        self.add(self._why)
        self.show_why(is_again=False)
        self.add(strong(_("1. Give this PC's request to headquarters")))
        row = Flow(gap=8)
        self.save = plain(_("Save the &request…"), icon="device-floppy", pressed=self.save_pressed.emit)
        row.addWidget(self.save)
        self.column.addLayout(row)
        self.add(muted(_("Then ring headquarters and read these digits out:")))
        self._digits = figures()
        self._digits.setFont(current().font(18, is_strong=True, has_figures=True))
        self.add(self._digits)
        self.add(rule())
        self.add(strong(_("2. Take in headquarters' grant")))
        self.summary = ErrorSummary()
        self._chosen = muted(_("No file has been chosen yet."))
        row = Flow(gap=8)
        row.addWidget(plain(_("Choose the &grant file…"), icon="folder", pressed=self.choose_pressed.emit))
        self.column.addLayout(row)
        self.add(self._chosen)
        self._editor = TextEdit("12345 12345 12345 12345 12345 12345", DIGITS_TYPED)
        self.field = FieldFrame(
            "fingerprint",
            _("Thirty &digits that headquarters reads out"),
            self._editor,
            help_text=_("Ask for them by telephone; do not copy them from the stick."),
            can_be_missing=False,
        )
        self.add(self.field)
        self.accept = primary(_("&Enrol this PC"), icon="check", pressed=self._accept)
        row = Flow()
        row.addWidget(self.accept)
        self.column.addLayout(row)
        self._editor.line.returnPressed.connect(self._accept)

    def show_why(self, *, is_again: bool) -> None:
        """Say what enrolment is for: of a PC that is not enrolled, or of one that is to be enrolled again."""
        first = _("Until then everything stays on this PC: nothing is sent, and there is no recovery.")
        again = _(
            "This PC is enrolled. To come to another post, or for new keys, it asks again; sync everything first."
        )
        self._why.setText(again if is_again else first)

    def show_digits(self, digits: str) -> None:
        """Show the fingerprint of this PC, to be read out."""
        self._digits.setText(digits)

    def show_chosen(self, name: str) -> None:
        """Show which grant file was chosen."""
        self._chosen.setText(_("Chosen: {file}").format(file=name))
        self._editor.setFocus()

    def show_problem(self, sentence: str, *, is_digits: bool) -> None:
        """Show what is wrong, beside the digits when it is about them and in the summary otherwise."""
        self.field.set_problem(sentence if is_digits else None)
        self.summary.show_problems([self.field], [] if is_digits else [sentence])

    def _accept(self) -> None:
        self.accept_pressed.emit(self._editor.line.text())
