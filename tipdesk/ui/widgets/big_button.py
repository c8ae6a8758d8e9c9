"""One of the few large buttons of the home page.

It shows an icon, a heading and a line of explanation under it, and all of that is pressed as one button by mouse or
keyboard. What happens when it is pressed is connected by the page.
"""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, heading, muted
from tipdesk.ui.widgets.push_button import PushButton

TONES = {"plain": "text", "accent": "accent", "danger": "danger"}


class BigButton(PushButton):
    """A button the size of a card.

    `text` is its heading and accessible name, `line` the explanation and accessible description, `icon` the name of an
    icon.
    """

    def __init__(
        self,
        text: str,
        line: str,
        icon: str,
        tone: Literal["plain", "accent", "danger"] = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setProperty("guise", "big")
        self.setProperty("tone", tone)
        self.setAutoDefault(False)
        set_name(self, text)
        set_description(self, line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        sign = PlainLabel()
        current().dress(sign, icon, TONES[tone], 32)
        words, under = heading(text), muted(line)
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(under)
        column.addStretch(1)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        for label in (sign, words, under):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if tone != "plain":
            under.setProperty("guise", "body")

    def sizeHint(self) -> QSize:
        """Ask for the room that heading and line need, where Qt would count a button of one line."""
        return self._row.sizeHint().expandedTo(QSize(current().pixels(220), current().pixels(96)))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the words would be cut."""
        return self._row.minimumSize().expandedTo(QSize(current().pixels(150), current().pixels(88)))
