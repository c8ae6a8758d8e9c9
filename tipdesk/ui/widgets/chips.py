"""Chosen things in a row, each shown as a button that takes itself away when pressed.

The row has its height from the start, and where more chips are chosen than fit they scroll inside it, so that nothing
below ever moves. How a thing gets into the row is up to the editor that uses it.
"""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.scrolled import scrolled

ROOM = 32


class Chips(QFrame):
    """A row of removable chips, each known by its key.

    `line` is the widget in which the officer adds chips; Tab reaches them right after it. `removed` carries the key of
    a chip that the officer took away.
    """

    removed = Signal(str)

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setProperty("guise", "plain")
        inner = QWidget()
        self._flow = Flow(inner)
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inner, is_low=True)
        column.addWidget(self._area)
        current().changed.connect(self._fit)
        self._fit()

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all chips, in the order in which they were added."""
        return tuple(self._buttons)

    def add(self, key: str, label: str) -> None:
        """Add a chip unless its key is there already, and scroll the row, but not the page, so that it is seen."""
        if key not in self._buttons:
            button = self._made(key, label)
            QTimer.singleShot(0, button, lambda: self._area.ensureWidgetVisible(button, 0, 0))

    def _made(self, key: str, label: str) -> QPushButton:
        button = PushButton(button_text(label))
        button.setProperty("guise", "chip")
        button.setAutoDefault(False)
        name = _("Remove {what}").format(what=label)
        set_name(button, name)
        set_tip(button, name)
        current().dress(button, "x", "muted", 14)
        button.clicked.connect(lambda _checked=False: self._remove(key))
        self._flow.addWidget(button)
        self.setTabOrder(next(reversed(self._buttons.values()), self._line), button)
        self._buttons[key] = button
        return button

    def show_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show a chip for each of these (key, label) pairs and no others."""
        for key in self.keys():
            self._drop(key)
        for key, label in pairs:
            if key not in self._buttons:
                self._made(key, label)

    def _remove(self, key: str) -> None:
        self._drop(key)
        self.removed.emit(key)

    def _drop(self, key: str) -> None:
        take_away(self._flow, self._buttons.pop(key))

    def _fit(self) -> None:
        self.setFixedHeight(current().pixels(ROOM))
