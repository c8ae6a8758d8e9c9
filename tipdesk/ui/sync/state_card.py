"""The head of the sync page: how things stand in one sentence, and the two ways to sync."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.sync.stick_buttons import StickButtons
from tipdesk.ui.sync.words import PillWords
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.sign_row import SignRow


class StateCard(Card):
    """The state of the link, with its buttons.

    `sync_pressed` asks for a sync by wire. `stick_pressed` carries the path of a stick, or None to choose a folder.
    `register_pressed` asks for the words for the shift register.
    """

    sync_pressed = Signal()
    register_pressed = Signal()
    stick_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(_("State of the link"))
        self.sign_row = SignRow()
        self.column.addLayout(self.sign_row)
        self.wire = primary(_("&Sync now"), icon="refresh", pressed=self.sync_pressed.emit)
        self.stick = plain(_("By s&tick…"), icon="usb", pressed=lambda: self.stick_pressed.emit(None))
        self._closing = muted()
        buttons = Flow(gap=8)
        register = quiet(_("&Words for the shift register"), icon="list-check", pressed=self.register_pressed.emit)
        for button in (self.wire, self.stick, register):
            buttons.addWidget(button)
        self._plugged = StickButtons(buttons, _("Sync with “{stick}”"), self.stick_pressed.emit)
        self.column.addLayout(buttons)
        self.add(self._closing)
        self.show_closing("")

    def show_state(self, pill: PillWords, sentence: str, detail: str) -> None:
        """Show how things stand: the pill's icon and colour, a sentence, and more detail under it ("" for none)."""
        self.sign_row.show_sign(pill.icon, pill.colour, sentence, detail)
        self.sign_row.detail.setVisible(bool(detail))

    def show_closing(self, sentence: str) -> None:
        """Say which withdrawals will no longer be possible after a sync; "" for none."""
        self._closing.setText(sentence)
        self._closing.setVisible(bool(sentence))

    def show_sticks(self, sticks: Sequence[Plugged]) -> None:
        """Offer a button for each stick that is plugged in, by its name."""
        self._plugged.show(sticks)

    def set_ready(self, *, by_wire: bool, by_stick: bool) -> None:
        """Let each of the two ways be pressed or not."""
        self.wire.setEnabled(by_wire)
        for button in (self.stick, *self._plugged.shown):
            button.setEnabled(by_stick)
