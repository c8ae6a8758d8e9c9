"""A small coloured word: a status, a priority, a count.

Promises: colour by tone and the word itself, so that colour never speaks alone. Leaves to others: what a tone means.
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
        """Change word and colour together."""
        self.setText(text)
        dye(self, "pill", tone)
