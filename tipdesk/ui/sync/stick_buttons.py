"""A button for each stick that is plugged in, in a row after the buttons that are always there."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.room import take_away

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class StickButtons:
    """`words` name the deed and hold `{stick}`; `pressed` is called with the path of the stick."""

    def __init__(self, row: Flow, words: str, pressed: Callable[[Path], object]) -> None:
        self._row, self._words, self._pressed = row, words, pressed
        self.shown: list[QPushButton] = []

    def show(self, sticks: Sequence[Plugged]) -> None:
        """Offer each stick by its name, and no other any more."""
        for old in self.shown:
            take_away(self._row, old)
        self.shown = [
            plain(self._words.format(stick=stick.label), icon="usb", pressed=partial(self._pressed, stick.path))
            for stick in sticks
        ]
        for button in self.shown:
            self._row.addWidget(button)
