"""The page on which a PC is opened again by headquarters' custodians.

The officer asks under a new passphrase, reads digits out, and later takes the answer in. Both steps stand side by side,
so that whoever comes back days later finds the second. No passphrase stays on the page when it is left. Every deed is
done by `HelpPresenter`.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.recovery.chosen_card import ChosenCard, ChosenWords
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, digits, muted, strong, title
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.sides import Sides, stacked
from tipdesk.ui.widgets.sign_line import SignLine


class AskedCard(Card):
    """What to do once the request is written: the digits to read out, and who brings what to whom.

    `back_pressed` leads back to the passphrase.
    """

    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("1. The request is written"), parent)
        self._where, self.digits = body(), digits()
        self.digits.setWordWrap(True)
        self.digits.setAccessibleName(_("Digits to read to headquarters"))
        self.add(self._where)
        self.add(strong(_("Ring headquarters at a number that you know, and read out:")))
        self.add(self.digits)
        for line in (
            _("Bring or send the file to headquarters. Nothing can be read in it."),
            _("There two custodians type their cards. Headquarters sends back a file with the answer."),
            _("Remember the new passphrase: the answer opens this PC with that one alone."),
        ):
            self.add(SignLine("chevron-right", line))
        bar = Flow()
        bar.addWidget(plain(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit))
        self.column.addLayout(bar)
        self.hide()

    def show_asked(self, file: str, read_out: str) -> None:
        """Show in which file the request is, and the digits to read out."""
        self._where.setText(_("The request is in {file}.").format(file=file))
        self.digits.setText(read_out)
        self.show()


class AnswerCard(ChosenCard):
    """The card on which the custodians' answer is taken in; `file_pressed` asks to choose its file."""

    file_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        words = ChosenWords(
            title=_("2. Take in the answer"),
            passphrase=_("The passphrase &you chose when you asked"),
            button=_("Ope&n this PC"),
            busy=_("Opening…"),
            missing=_("Choose the file with the answer first."),
            icon="lock",
        )
        super().__init__("answer", words, parent)
        self.add(muted(_("When headquarters' answer is here, by file or stick.")))
        self.file = body(_("No file is chosen."))
        self.add(self.file)
        self.add_bar(plain(_("&Choose the answer…"), icon="folder", pressed=self.file_pressed.emit))
        self.add(self.passphrase)
        self.add_bar(self.button)

    def show_file(self, file: Path) -> None:
        """Show the file that was chosen, and ask for the passphrase."""
        self.file.setText(_("Answer: {file}").format(file=file.name))
        self.ask()


class RecoveryPage(QWidget):
    """The page: `form` asks, `asked` shows what came of it, and `answer` ends it.

    `back_pressed` leads back to the passphrase.
    """

    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Opened by custodians · TIPdesk"))
        self.form = OfficerForm(
            _("1. Ask"),
            _("Who of this PC's officers asks, and the passphrase under which it opens afterwards."),
        )
        self.form.column.setContentsMargins(16, 14, 16, 14)
        self.form.back.connect(self.back_pressed)
        self._again = strong(_("A request was written here before. Another one makes its answer useless."))
        self.form.column.insertWidget(1, self._again)
        self.asked, self.answer = AskedCard(), AnswerCard()
        self.asked.back_pressed.connect(self.back_pressed)
        self._again.hide()
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(Sides(stacked((self.form, 0), (self.asked, 0)), stacked((self.answer, 0)), (1, 1)))
        within.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title(_("Opened again by headquarters' custodians")))
        column.addWidget(scrolled(inner), 1)

    def show_state(self, *, has_asked: bool) -> None:
        """Say whether a request waits for its answer, since another one makes that answer useless."""
        self._again.setVisible(has_asked)

    def show_asked(self, file: str, read_out: str) -> None:
        """Show the digits in place of the form, which forgets what was typed."""
        self.form.forget()
        self.form.hide()
        self.asked.show_asked(file, read_out)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the login the focus, while the form is there."""
        super().showEvent(event)
        if self.form.isVisibleTo(self):
            self.form.login.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget every passphrase, so that none waits on a page that nobody looks at."""
        super().hideEvent(event)
        self.form.forget()
        self.answer.edit.conceal()
