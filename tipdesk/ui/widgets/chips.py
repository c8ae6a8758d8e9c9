"""Chosen things in a row, each a button that takes itself away. Leaves to others: how things get in."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.flow import Flow


class Chips(QFrame):
    """Removable chips by key, hidden while empty. Tab reaches them after `line`, where one adds them."""

    removed = Signal(str)

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setProperty("look", "plain")
        self._flow = Flow(self)
        self._buttons: dict[str, QPushButton] = {}
        self.hide()

    def keys(self) -> tuple[str, ...]:
        """Return the keys in their order."""
        return tuple(self._buttons)

    def add(self, key: str, label: str) -> None:
        """Add a chip unless it is there."""
        if key in self._buttons:
            return
        button = QPushButton(button_text(label))
        button.setProperty("look", "chip")
        button.setAutoDefault(False)
        name = _("Remove {what}").format(what=label)
        set_name(button, name)
        set_tip(button, name)
        current().dress(button, "x", "muted", 14)
        button.clicked.connect(lambda _checked=False: self._remove(key))
        self._flow.addWidget(button)
        self.setTabOrder(next(reversed(self._buttons.values()), self._line), button)
        self._buttons[key] = button
        self.show()

    def show_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these chips and no others."""
        for key in self.keys():
            self._drop(key)
        for key, label in pairs:
            self.add(key, label)

    def _remove(self, key: str) -> None:
        self._drop(key)
        self.removed.emit(key)

    def _drop(self, key: str) -> None:
        button = self._buttons.pop(key)
        self._flow.removeWidget(button)
        button.hide()
        button.deleteLater()
        self.setVisible(bool(self._buttons))
