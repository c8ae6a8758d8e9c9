"""A card on which something is chosen from a stick, a passphrase is typed for it, and one button uses both.

Nothing is pressed twice while it goes on. What is missing or refused is said at the passphrase, which has the focus
then. Choosing, and the deed after `confirmed`, are up to its page.
"""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow


class ChosenWords(NamedTuple):
    """The words of one such card.

    `title`, `passphrase` and `button` are its heading and labels, `busy` stands on the button while it goes on,
    `missing` is said while nothing is chosen, and `icon` is the button's.
    """

    title: str
    passphrase: str
    button: str
    busy: str
    missing: str
    icon: str


class ChosenCard(Card):
    """The base of such cards; a subclass sets `is_chosen`.

    `confirmed` carries the passphrase, once something is chosen and the button was pressed.
    """

    confirmed = Signal(str)

    def __init__(self, name: str, words: ChosenWords, parent: QWidget | None = None) -> None:
        super().__init__(words.title, parent)
        self._words, self.is_chosen = words, False
        self.edit = PassphraseEdit()
        self.passphrase = FieldFrame(f"{name}-passphrase", words.passphrase, self.edit, can_be_missing=False)
        self.button = primary(words.button, icon=words.icon, pressed=self._press)
        self.edit.entered.connect(self._press)

    def add_bar(self, button: QWidget) -> None:
        """Add a button at its own width, below the other parts."""
        bar = Flow()
        bar.addWidget(button)
        self.column.addLayout(bar)

    def ask(self) -> None:
        """Ask for the passphrase, because something is chosen."""
        self.is_chosen = True
        self.passphrase.set_problem(None)
        self.edit.line.setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Say at the passphrase why nothing came of it, and let the officer press again."""
        self.show_busy(is_busy=False)
        self.passphrase.refuse(sentence)
        self.edit.line.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """Switch the button off while it goes on, so that nothing is pressed twice, or on again."""
        self.button.setEnabled(not is_busy)
        self.button.setText(self._words.busy if is_busy else self._words.button)

    def _press(self) -> None:
        typed = self.edit.line.text()
        if not self.button.isEnabled():
            return
        if not self.is_chosen:
            self.show_refusal(self._words.missing)
        elif not typed:
            self.show_refusal(_("This is needed."))
        else:
            self.passphrase.set_problem(None)
            self.show_busy(is_busy=True)
            self.confirmed.emit(typed)
