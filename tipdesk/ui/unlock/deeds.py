"""The row of what can be done without login, under the passphrase: a report, the duty numbers, sending what waits.

There are three buttons and no more, and how much waits stands on the third.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet


class DeedsRow(QWidget):
    """The three buttons, with a signal for each that says it was pressed."""

    report_pressed = Signal()
    numbers_pressed = Signal()
    sending_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.sending = quiet(_("&Send what waits"), icon="upload", pressed=self.sending_pressed.emit)
        row.addStretch(1)
        row.addWidget(quiet(_("&Write a report now"), icon="pencil", pressed=self.report_pressed.emit))
        row.addWidget(quiet(_("&Duty numbers"), icon="phone", pressed=self.numbers_pressed.emit))
        row.addWidget(self.sending)
        row.addStretch(1)

    def show_waiting(self, count: int) -> None:
        """Say on the third button how many sealed bundles wait."""
        self.sending.setText(_("&Send what waits ({count})").format(count=count) if count else _("&Send what waits"))
