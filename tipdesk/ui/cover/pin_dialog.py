"""The dialog that sets the PIN which brings back a covered screen: the passphrase once more, then the digits twice.

Nothing is kept in the dialog once it is gone, and a refusal stands beside the field it is about. Checking the
passphrase, and judging and keeping the PIN, are up to whoever listens to `chosen`.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WEAK_PIN = "weak-pin"


class PinDialog(TitledDialog):
    """The dialog; `chosen` carries the passphrase and the PIN."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Set a PIN"), _("A PIN for short absences"), 440, parent)
        self._passphrase = _field("passphrase", _("Your &passphrase"))
        self._pin = _field("pin", _("New P&IN: six digits or more"))
        self._again = _field("again", _("The same PIN &again"))
        self._save = primary(_("&Set the PIN"), pressed=self._press)
        self.column.addWidget(
            body(
                _(
                    "Esc Esc covers the screen; the PIN or the passphrase brings it back. Five wrong answers lock. "
                    "The PIN works on this PC alone and does not unlock it."
                )
            )
        )
        for field in (self._passphrase, self._pin, self._again):
            self.column.addWidget(field)
        self.add_buttons(self._save, plain(_("Cancel"), pressed=self.reject))
        self._again.editor.entered.connect(self._press)
        self._passphrase.setFocus()

    def refuse(self, problem: TipdeskError) -> None:
        """Say beside the field that it is about why the PIN was not set, and let the officer press again."""
        self._save.setEnabled(True)
        field = self._pin if problem.code == WEAK_PIN else self._passphrase
        self._say(field, problem.text(_))

    def _press(self) -> None:
        passphrase, pin, again = (str(field.value()) for field in (self._passphrase, self._pin, self._again))
        for field in (self._passphrase, self._pin, self._again):
            field.set_problem(None)
        if pin != again:
            self._say(self._again, _("The two are not the same."))
        elif self._save.isEnabled():
            self._save.setEnabled(False)
            self.chosen.emit(passphrase, pin)

    def _say(self, field: FieldFrame, sentence: str) -> None:
        field.refuse(sentence)


class _Hidden(FieldFrame):
    """A field whose answer is hidden while it is typed."""

    editor: PassphraseEdit


def _field(path: str, label: str) -> _Hidden:
    return _Hidden(path, label, PassphraseEdit(), can_be_missing=False)
