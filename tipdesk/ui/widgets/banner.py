"""A sentence that must not be missed, at the top of a page or card.

Promises: tone, icon and words together; announced to screen readers by its name. Leaves to others: when it goes.
"""

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.widgets.labels import PlainLabel, strong

ICONS = {"info": "info-circle", "ok": "circle-check", "warn": "alert-triangle", "danger": "alert-triangle"}


class Banner(QFrame):
    """A coloured strip with one sentence and, if need be, buttons."""

    def __init__(
        self, text: str, tone: Literal["info", "ok", "warn", "danger"] = "info", parent: QWidget | None = None
    ) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(10)
        self._sign, self._words = PlainLabel(), strong()
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1)
        self.say(text, tone)

    def say(self, text: str, tone: Literal["info", "ok", "warn", "danger"]) -> None:
        """Change the sentence and its tone."""
        self._words.setText(text)
        set_name(self, text)
        current().dress(self._sign, ICONS[tone], tone)
        dye(self, "tone", tone)

    def add_button(self, button: QPushButton) -> None:
        """Put a button to the right of the sentence."""
        self._row.addWidget(button)
