"""How a thing stands, at the head of its card: a sign, one sentence, and a detail under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, heading, muted

_SIGN = 32


class SignRow(QHBoxLayout):
    """Empty until it is known how the thing stands."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self.sentence, self.detail = PlainLabel(), heading(), muted()
        self.sentence.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.detail)
        self.setSpacing(14)
        self.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.addLayout(words, 1)

    def show_sign(self, icon: str, colour: str, sentence: str, detail: str) -> None:
        """Show how the thing stands."""
        current().dress(self._sign, icon, colour, _SIGN)
        self.sentence.setText(sentence)
        self.detail.setText(detail)
