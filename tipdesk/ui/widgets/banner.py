"""A coloured strip with a sentence that must not be missed, on a page or card.

Tone, icon and words always change together, and the sentence is also the strip's name for screen readers. A refusal
(`refuse`) takes the focus besides. So that nothing moves when a banner comes, put it at the foot of a page or let it
keep its room from the start (`keep_room`); whoever shows it also hides it again.
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
        """Change the sentence and its tone; whether the banner is visible stays as it is."""
        self._words.setText(text)
        set_name(self, text)
        current().dress(self._sign, ICONS[tone], tone)
        dye(self, "tone", tone)

    def keep_room(self, lines: int = 2) -> None:
        """Keep a height of `lines` lines from the start, also while the banner is hidden.

        So nothing moves when it comes.
        """
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(current().pixels(LINE) * lines + FRAME)

    def refuse(self, sentence: str) -> None:
        """Say why something was not done: scroll the sentence into view, give it the focus and speak it.

        An empty sentence takes the banner away.
        """
        self.say(sentence, "danger")
        self.setVisible(bool(sentence))
        if sentence:
            self.setFocus()
            come_into_view(self)
            speak(self, sentence)

    def add_button(self, button: QPushButton) -> None:
        """Put a button to the right of the sentence."""
        self._row.addWidget(button)
