"""One thing that stands in sight at the head of a page, as a button: what it is called, and under that what it is.

Pressing it changes it, or leads to where it is told. It keeps its room whatever it says, so that nothing beside it
moves; what does not fit ends in dots, and the tooltip has all of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.push_button import PushButton

SIDE, GAP = 9, 6


class HeadFact(PushButton):
    """A button of two lines. `caption` is what it is called, and `sign` stands before what it says."""

    def __init__(self, caption: str, pressed: Callable[[], object], sign: QWidget | None = None) -> None:
        super().__init__("")
        self._caption, self._label = caption, small(caption)
        self._label.setWordWrap(False)
        self._words = ElidedLabel("fact")
        self._advice, self._room = "", 0
        self.setProperty("guise", "fact")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 3, SIDE, 3)
        column.setSpacing(1)
        self._line = QHBoxLayout()
        self._line.setSpacing(GAP)
        if sign is not None:
            self._line.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self._words, 1)
        column.addWidget(self._label)
        column.addLayout(self._line)
        self._sign = sign
        for part in (self._label, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: pressed())
        current().changed.connect(self.updateGeometry)

    def keep_room(self, pixels: int) -> None:
        """Keep room for so many pixels of words, at the ordinary size of letters."""
        self._room = pixels
        self.updateGeometry()

    def add(self, widget: QWidget) -> None:
        """Put a widget after the words."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(
        self, words: str, *, tone: str = "", doubt: str = "", tip: str = "", heard: str = "", advice: str = ""
    ) -> None:
        """Say what it is: `doubt` stands beside the caption, and `tone` is the colour of the words.

        `tip` has longer words for whoever asks, `heard` those for a screen reader where they are others, and `advice`
        what a press does.
        """
        self._label.setText(f"{self._caption} · {doubt}" if doubt else self._caption)
        dye(self._label, "tone", "doubt" if doubt else "")
        self._words.setText(words)
        dye(self._words, "tone", tone)
        name = ": ".join((self._label.text(), heard or words))
        set_name(self, ". ".join(part for part in (name, tip if doubt else "", advice) if part))
        set_tip(self, "\n".join(part for part in (tip or words, advice) if part))

    def text(self) -> str:
        """Return all the words, also those that do not fit."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        """Ask for the room that was to be kept, and for two lines."""
        theme = current()
        beside = theme.pixels(20) if self._sign is not None else 0
        width = max(theme.pixels(self._room) + beside, self._label.sizeHint().width()) + 2 * SIDE
        return QSize(width, theme.pixels(40))

    def minimumSizeHint(self) -> QSize:
        """Give way down to the caption where a window has little room."""
        return QSize(self._label.sizeHint().width() + 2 * SIDE, self.sizeHint().height())
