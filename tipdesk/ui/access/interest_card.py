"""The question before a case is opened for the first time: do you know anybody in it?

It says which case, by reference and neutral title. No answer has the focus or is marked as the usual one.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import set_description
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted, strong


class InterestCard(Card):
    """The question, with its answers as buttons.

    `nobody_pressed` and `somebody_pressed` are the answers; `left` says that the officer answers later.
    """

    nobody_pressed = Signal()
    somebody_pressed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Before you open this case"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the question has the focus, and no answer beforehand
        self._case = strong()
        self.add(self._case)
        self.add(body(_("Do you know anybody in this case, as far as you can tell?")))
        self.add(
            muted(
                _(
                    "Family, a friend, a neighbour, somebody you work for or who works for you. You are asked once."
                    " If you find out later, say it then: “More” above the case has it."
                )
            )
        )
        row = QWidget()
        flow = Flow(row)
        self.nobody = plain(_("I know &nobody here"), icon="check", pressed=self.nobody_pressed.emit)
        flow.addWidget(self.nobody)
        flow.addWidget(plain(_("I know &somebody in this case"), icon="user", pressed=self.somebody_pressed.emit))
        flow.addWidget(quiet(_("Not now"), pressed=self.left.emit))
        self.add(row)

    def ask(self, reference: str, title: str) -> None:
        """Ask about a case by its reference and title, which name nobody in it. Enter answers nothing."""
        self._case.setText("   ·   ".join(part for part in (reference, title) if part))
        set_description(self, f"{self._case.text()}. {_('Do you know anybody in this case?')}")
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        speak(self, self.accessibleDescription())
