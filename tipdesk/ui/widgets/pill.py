"""A small coloured word for a status, a priority or a count.

The word is always shown with its colour, so that colour never speaks alone. What each tone means is decided by whoever
uses the pill.
"""

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.ui.theme import dye
from tipdesk.ui.widgets.labels import PlainLabel

Tone: TypeAlias = Literal["neutral", "accent", "ok", "warn", "danger", "info", "violet"]


class Pill(PlainLabel):
    """A badge of one or two words."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("pill", tone)

    def show_state(self, text: str, tone: Tone) -> None:
        """Change the word and its colour together."""
        self.setText(text)
        dye(self, "pill", tone)
