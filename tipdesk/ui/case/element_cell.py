"""One cell of the elements of a person: what was found and where it comes from, what is missing, or what is not needed.

Each cell is a button that leads to where its answer is read or given. What is missing stands in a dashed frame, with a
sign and words, so that colour never speaks alone.
"""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel
from tipdesk.ui.widgets.push_button import PushButton

HEIGHT, SIGN = 62, 16


class CellState(Enum):
    """How one element stands, with its sign and the colour of that."""

    FOUND = ("circle-check", "ok")
    MISSING = ("alert-triangle", "warn")
    SPARED = ("minus", "muted")
    EITHER = ("help", "accent")
    PERSON = ("", "")


class CellWords(NamedTuple):
    """What stands in a cell: its state, the words, where they come from, and what a screen reader says of all that.

    `ink` is the colour of what stands below.
    """

    state: CellState
    words: str
    below: str = ""
    heard: str = ""
    ink: str = ""


class ElementCell(PushButton):
    """One cell; `pressed_on` is called when it is pressed."""

    def __init__(self, pressed_on: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAutoDefault(False)
        self.setProperty("guise", "cell")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sign, self._words, self._below = PlainLabel(), ElidedLabel("strong", 2), ElidedLabel("small")
        self.shown = CellWords(CellState.MISSING, "")
        for part in (self._sign, self._words, self._below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addStretch(1)
        lines.addWidget(self._words)
        lines.addWidget(self._below)
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addLayout(lines, 1)
        self.clicked.connect(lambda _checked=False: pressed_on())

    def show_words(self, words: CellWords) -> None:
        """Show how the element stands now."""
        self.shown = words
        icon, colour = words.state.value
        self._sign.setVisible(bool(icon))
        if icon:
            current().dress(self._sign, icon, colour, SIGN)
        self._words.setText(words.words)
        self._below.setText(words.below)
        self._below.setVisible(bool(words.below))
        self._fit()
        dye(self._below, "ink", words.ink)
        dye(self, "tone", "missing" if words.state is CellState.MISSING else "")
        set_name(self, words.heard or ". ".join(filter(None, (words.words, words.below))))
        set_tip(self, "\n".join(filter(None, (words.words, words.below))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words a second line where they need one."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return one height for every cell, whatever it says, so that none moves another."""
        return QSize(super().sizeHint().width(), current().pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, and any width."""
        return QSize(0, current().pixels(HEIGHT))

    def _fit(self) -> None:
        metrics = self._words.fontMetrics()
        is_long = metrics.horizontalAdvance(self.shown.words) > self._words.width()
        self._words.setFixedHeight(metrics.lineSpacing() * (2 if is_long else 1))
