"""The head of the sync page: how things stand in one sentence, and the two ways to sync."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.sync.words import PillWords
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import PlainLabel, heading, muted


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
        self._sign, self._sentence, self._detail = PlainLabel(), heading(), muted()
        self._sentence.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.wire = primary(_("&Sync now"), icon="refresh", pressed=self.sync_pressed.emit)
        self.stick = plain(_("By s&tick…"), icon="usb", pressed=lambda: self.stick_pressed.emit(None))
        self._closing = muted()
        self._buttons = Flow(gap=8)
        self._plugged: list[QWidget] = []
        register = quiet(_("&Words for the shift register"), icon="list-check", pressed=self.register_pressed.emit)
        for button in (self.wire, self.stick, register):
            self._buttons.addWidget(button)
        self.column.addLayout(self._buttons)
        self.add(self._closing)
        self.show_closing("")

    def show_state(self, pill: PillWords, sentence: str, detail: str) -> None:
        """Show how things stand: the pill's icon and colour, a sentence, and more detail under it ("" for none)."""
        current().dress(self._sign, pill.icon, pill.colour, 32)
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def show_closing(self, sentence: str) -> None:
        """Say which withdrawals will no longer be possible after a sync; "" for none."""
        self._closing.setText(sentence)
        self._closing.setVisible(bool(sentence))

    def show_sticks(self, sticks: Sequence[Plugged]) -> None:
        """Offer a button for each stick that is plugged in, by its name."""
        for old in self._plugged:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._plugged = []
        for stick in sticks:
            button = plain(
                _("Sync with “{stick}”").format(stick=stick.label),
                icon="usb",
                pressed=partial(self.stick_pressed.emit, stick.path),
            )
            self._buttons.addWidget(button)
            self._plugged.append(button)

    def set_ready(self, *, by_wire: bool, by_stick: bool) -> None:
        """Let each of the two ways be pressed or not."""
        self.wire.setEnabled(by_wire)
        for button in (self.stick, *self._plugged):
            button.setEnabled(by_stick)
