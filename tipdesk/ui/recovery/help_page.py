"""The page that says what to do when this PC does not open: who can help, in which order to try, what to leave alone.

Its plain words are true without any link and without a passphrase. It leads to the recovery by custodians and to
putting a backup back; a one-time code is typed in place of the passphrase.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.sides import Sides, stacked
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.titled_page import lay_titled


class HelpPage(QWidget):
    """The page of what to do.

    `back_pressed` and `code_pressed` lead to the passphrase, `custodians_pressed` to the recovery by custodians, and
    `restore_pressed` to putting a backup back.
    """

    back_pressed = Signal()
    code_pressed = Signal()
    custodians_pressed = Signal()
    restore_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("This PC does not open · TIPdesk"))
        self._code = plain(_("I have the &code"), icon="keyboard", pressed=self.code_pressed.emit)
        self.custodians = plain(_("&Ask the custodians…"), icon="users", pressed=self.custodians_pressed.emit)
        self.restore = plain(_("&Put a backup back…"), icon="refresh", pressed=self.restore_pressed.emit)
        left = stacked((self._colleague(), 0), (self._night(), 0), (self._lost(), 0))
        self._back = primary(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit)
        ways = Sides(left, stacked((self._broken(), 0)), (1, 1))
        lay_titled(self, _("This PC does not open"), ways, self._back)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the way back the focus."""
        super().showEvent(event)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _colleague(self) -> Card:
        return _card(
            _("A supervisor is here"),
            (
                _("They unlock this PC, open Officers and press “New passphrase” for you. You type it yourself."),
                _("After fifty wrong tries “Let them try again” is there, too."),
            ),
        )

    def _night(self) -> Card:
        return _card(
            _("Nobody is here to help"),
            (
                _("Ring headquarters. With a reason it reads out a code of 32 digits, once."),
                _("Type the code in place of the passphrase, then choose a new one."),
            ),
            self._code,
        )

    def _lost(self) -> Card:
        return _card(
            _("Nobody knows a passphrase any more"),
            (
                _("Two of headquarters' three custodians open it again; nothing is lost."),
                _("This PC writes a request, you read its digits out, and the answer comes back as a file."),
                _("At headquarters itself both come to this PC, and “tipdesk hq recover --own” takes their cards."),
            ),
            self.custodians,
        )

    def _broken(self) -> Card:
        card = _card(
            _("A file is missing or damaged"),
            (
                _("Do not delete, copy or put back any file: what is there may still be read."),
                _("Ring headquarters, and write on paper until this PC works."),
                _("With a backup (a folder whose name begins with TB-) everything comes back. What was written since "
                  "is brought over where the old files can be read, and what is here now is kept beside it."),
            ),
            self.restore,
        )  # fmt: skip
        card.add(
            muted(
                _(
                    "Without a backup headquarters still has all that it has received: a new PC is enrolled and gets "
                    "it. Keep this one as it is."
                )
            )
        )
        return card


def _card(name: str, lines: Sequence[str], button: QPushButton | None = None) -> Card:
    card = Card(name)
    for line in lines:
        card.add(SignLine("chevron-right", line))
    if button is not None:
        bar = Flow()
        bar.addWidget(button)
        card.column.addLayout(bar)
    return card
