"""What is counted of the people of a list: each count is a button that shows those people alone.

Pressed once more it shows everybody again. The buttons have their place from the start; a count of none is there too,
and cannot be pressed.
"""

from collections.abc import Mapping
from enum import Enum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from tipdesk.ui.theme import dye
from tipdesk.ui.translate import plural
from tipdesk.ui.widgets.buttons import chip
from tipdesk.ui.widgets.flow import Flow


class Sift(Enum):
    """Whom the sheet shows."""

    ALL = "all"
    CHILDREN = "children"
    UNSURE = "unsure"
    URGENT = "urgent"
    FAMILIES = "families"
    TWICE = "twice"
    OPEN = "open"


class Strip(QFrame):
    """The row of counts; `chosen` carries whom the officer wants to see."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.sift = Sift.ALL
        self.buttons: dict[Sift, QPushButton] = {}
        row = Flow(self, gap=8)
        for sift in Sift:
            button = self.buttons[sift] = chip("", pressed=partial(self._press, sift))
            row.addWidget(button)
        self.show_counts({})

    def show_counts(self, counts: Mapping[Sift, int]) -> None:
        """Show these counts; what is not counted is none."""
        words = {
            Sift.ALL: plural("{count} person", "{count} people", counts.get(Sift.ALL, 0)),
            Sift.CHILDREN: plural("{count} child", "{count} children", counts.get(Sift.CHILDREN, 0)),
            Sift.UNSURE: plural("{count} age not known", "{count} ages not known", counts.get(Sift.UNSURE, 0)),
            Sift.URGENT: plural("{count} needs help now", "{count} need help now", counts.get(Sift.URGENT, 0)),
            Sift.FAMILIES: plural("{count} family", "{count} families", counts.get(Sift.FAMILIES, 0)),
            Sift.TWICE: plural("{count} with a tag twice", "{count} with a tag twice", counts.get(Sift.TWICE, 0)),
            Sift.OPEN: plural("{count} row to put right", "{count} rows to put right", counts.get(Sift.OPEN, 0)),
        }
        grave = {Sift.CHILDREN, Sift.URGENT, Sift.TWICE, Sift.OPEN}
        for sift, button in self.buttons.items():
            count = counts.get(sift, 0)
            button.setText(words[sift])
            button.setEnabled(bool(count) or sift in (Sift.ALL, self.sift))
            button.setChecked(sift is self.sift)
            dye(button, "tone", "danger" if count and sift in grave else None)

    def press_all(self) -> None:
        """Show everybody again."""
        self._press(Sift.ALL)

    def _press(self, sift: Sift) -> None:
        self.sift = Sift.ALL if sift is self.sift else sift
        for one, button in self.buttons.items():
            button.setChecked(one is self.sift)
        self.chosen.emit(self.sift)
