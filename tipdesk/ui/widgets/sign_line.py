"""A sentence with an icon before it, as one line of a result."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, body


class SignLine(QFrame):
    """One such line; `icon` is the name of the icon and `colour` its colour token."""

    def __init__(self, icon: str, text: str, colour: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign, words = PlainLabel(), body(text)
        current().dress(sign, icon, colour)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
