"""The left navigation: one button a page.

Promises: exactly one page is marked, arrows move between pages, Tab enters and leaves the rail, each page has its
number as Ctrl+digit in the registry of actions. Leaves to others: building and showing pages.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _


class NavRail(QFrame):
    """The rail; `chosen` carries the page's id."""

    chosen = Signal(str)

    def __init__(self, brand: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "nav")
        self.setAccessibleName(_("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 18, 12, 14)
        self._column.setSpacing(4)
        sign, name = QLabel(), QLabel(brand)
        name.setProperty("look", "brand")
        current().dress(sign, "shield", "nav_active", 26)
        row = QHBoxLayout()
        row.addWidget(sign)
        row.addWidget(name, 1)
        self._column.addLayout(row)
        self._column.addSpacing(14)
        self._column.addStretch(1)
        self._officer = QLabel()
        self._officer.setProperty("look", "officer")
        self._officer.setWordWrap(True)
        self._column.addWidget(self._officer)
        current().changed.connect(self._fit)
        self._fit()

    def add_page(self, page_id: str, label: str, icon: str) -> None:
        """Add a page below the others. `label` may carry an "&" before its access key."""
        button = QPushButton(label)
        button.setProperty("look", "nav")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(label.replace("&", ""))
        current().dress(button, icon, "nav_text", 20)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(page_id))
        self._group.addButton(button)
        self._buttons[page_id] = button
        self._column.insertWidget(self._column.count() - 2, button)

    def mark(self, page_id: str) -> None:
        """Show which page is open."""
        self._buttons[page_id].setChecked(True)

    def show_officer(self, lines: str) -> None:
        """Show who works here, at the foot."""
        self._officer.setText(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move between pages without opening them."""
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        buttons = list(self._buttons.values())
        here = next((index for index, button in enumerate(buttons) if button.hasFocus()), None)
        if event.key() in steps and here is not None:
            buttons[(here + steps[event.key()]) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setMinimumWidth(current().pixels(160))
