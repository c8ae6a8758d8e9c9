"""The page for sending what was sealed at lock, without login: how it stands, and the two ways.

It says that nothing of it can be read here, and that the receipt counts after unlocking.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted, strong, title


class SendingPage(QWidget):
    """The page; `wire_pressed` and `stick_pressed` ask to send, and `back_pressed` leads back to the passphrase."""

    wire_pressed = Signal()
    stick_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Send what waits · TIPdesk"))
        self.state, self.detail = strong(), muted()
        card = Card(_("Sealed for headquarters"))
        card.add(self.state)
        card.add(self.detail)
        card.add(
            muted(
                _(
                    "It was sealed when this PC was locked; nothing of it can be read here. Headquarters' receipt is "
                    "kept and counts once an officer unlocks."
                )
            )
        )
        bar = Flow(gap=8)
        self._wire = primary(_("Send &now"), icon="upload", pressed=self.wire_pressed.emit)
        self._stick = plain(_("By s&tick…"), icon="usb", pressed=self.stick_pressed.emit)
        self._back = quiet(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit)
        for button in (self._wire, self._stick, self._back):
            bar.addWidget(button)
        card.column.addLayout(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title(_("Send what waits")))
        column.addWidget(card)
        column.addStretch(1)

    def show_state(self, sentence: str, detail: str, *, by_wire: bool, by_stick: bool) -> None:
        """Show how the outbox stands, and let only the ways be pressed that are open."""
        self.state.setText(sentence)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self._wire.setEnabled(by_wire)
        self._stick.setEnabled(by_stick)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to the first way that is open, else to the way back."""
        super().showEvent(event)
        next(button for button in (self._wire, self._stick, self._back) if button.isEnabled()).setFocus()
