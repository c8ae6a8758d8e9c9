"""A sentence that must not be missed, on a page or card.

Promises: tone, icon and words together; announced to screen readers by its name; a refusal (`refuse`) has the focus.
Leaves to others: when it goes, and a place where its coming moves nothing (`keep_room`, or the foot of a page).
"""

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current, dye
from tipdesk.ui.widgets.labels import PlainLabel, strong
from tipdesk.ui.widgets.scrolled import come_into_view

LINE, FRAME = 17, 10
ICONS = {"info": "info-circle", "ok": "circle-check", "warn": "alert-triangle", "danger": "alert-triangle"}


class Banner(QFrame):
    """A coloured strip with one sentence and, if need be, buttons."""

    def __init__(
        self, text: str, tone: Literal["info", "ok", "warn", "danger"] = "info", parent: QWidget | None = None
    ) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(10)
        self._sign, self._words = PlainLabel(), strong()
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self.say(text, tone)

    def say(self, text: str, tone: Literal["info", "ok", "warn", "danger"]) -> None:
        """Change the sentence and its tone."""
        self._words.setText(text)
        set_name(self, text)
        current().dress(self._sign, ICONS[tone], tone)
        dye(self, "tone", tone)

    def keep_room(self, lines: int = 2) -> None:
        """Take the room of so many lines from the start, seen or not."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(current().pixels(LINE) * lines + FRAME)

    def refuse(self, sentence: str) -> None:
        """Show why something was not done: in view, spoken, with the focus; "" takes it away."""
        self.say(sentence, "danger")
        self.setVisible(bool(sentence))
        if sentence:
            self.setFocus()
            come_into_view(self)
            speak(self, sentence)

    def add_button(self, button: QPushButton) -> None:
        """Put a button to the right of the sentence."""
        self._row.addWidget(button)
