"""One thing that stands in sight at the head of a page, as a button: what it is called, and under that what it is.

Pressing it changes it, or leads to where it is told. It keeps its room whatever it says, so that nothing beside it
moves; what does not fit ends in dots, and the tooltip has all of it. One whose words are too grave to be cut stays
whole, and the others give way.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.room import keep_room

SIDE, GAP, PILL, CAPTION_ROOM = 9, 6, 20, 150


class HeadFact(PushButton):
    """A button of two lines. `caption` is what it is called, and `sign` stands before what it says."""

    def __init__(self, caption: str, pressed: Callable[[], object], sign: QWidget | None = None) -> None:
        super().__init__("")
        self._caption, self._doubt, self._label = caption, "", small(caption)
        self._label.setWordWrap(False)
        self._caption_room = CAPTION_ROOM
        self._words, self._told, self._short = ElidedLabel("fact"), "", ""
        self._kept: Sequence[str] = ()
        self._is_whole = False
        self._beside: list[tuple[QLabel, Sequence[str]]] = []
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
            part.setIndent(0)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: pressed())
        current().changed.connect(self.updateGeometry)

    def keep_room(self, *words: str, is_whole: bool = False) -> None:
        """Keep room for the longest of these words, whatever is said; `is_whole`: also where there is little room."""
        self._kept, self._is_whole = words, is_whole
        self.updateGeometry()

    def add(self, label: QLabel, *words: str) -> None:
        """Put a label after the words, with room for the longest of these that it may say."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keep_room(label)
        self._line.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._beside.append((label, words))

    def call(self, caption: str, room: int = CAPTION_ROOM) -> None:
        """Change what it is called; `say` shows it, and of a long name what has room, so that it widens nothing."""
        self._caption, self._caption_room = caption, room

    def say(
        self,
        words: str,
        *,
        short: str = "",
        tone: str = "",
        doubt: str = "",
        tip: str = "",
        heard: str = "",
        advice: str = "",
    ) -> None:
        """Say what it is: `doubt` stands beside the caption, and `tone` is the colour of the words.

        `short` stands in place of words that do not fit, which else end in dots. `tip` has longer words for whoever
        asks, `heard` those for a screen reader where they are others, and `advice` what a press does.
        """
        self._doubt = f" · {doubt}" if doubt else ""
        self._show_caption()
        dye(self._label, "ink", "doubt" if doubt else "")
        self._told, self._short = visible(words, paragraphs=False), short
        self._show_words()
        dye(self._words, "ink", tone)
        name = ": ".join((f"{self._caption}{self._doubt}", heard or words))
        set_name(self, ". ".join(part for part in (name, tip if doubt else "", advice) if part))
        set_tip(self, "\n".join(part for part in (tip or words, advice) if part))

    def text(self) -> str:
        """Return all the words, also those that do not fit."""
        return self._told

    def sizeHint(self) -> QSize:
        """Ask for the room that was to be kept, and for two lines."""
        theme = current()
        inner = _widest(self._words, self._kept)
        inner += theme.pixels(20) if self._sign is not None else 0
        inner += sum(_widest(label, words) + PILL + GAP for label, words in self._beside)
        return QSize(max(inner, self._caption_width()) + 2 * SIDE + 2, theme.pixels(40))

    def minimumSizeHint(self) -> QSize:
        """Give way down to the caption where a window has little room, unless its words are to stay whole."""
        if self._is_whole:
            return self.sizeHint()
        beside = sum(label.sizeHint().width() + GAP for label, _words in self._beside if not label.isHidden())
        figure = _widest(self._words, self._kept) if self._beside else 0  # a count is never cut before its label
        return QSize(max(self._caption_width(), beside + max(PILL, figure)) + 2 * SIDE, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """End a name that has no room in dots."""
        super().resizeEvent(event)
        self._show_caption()
        self._show_words()

    def _show_words(self) -> None:
        """Show the words, or the short ones where there is no room for them."""
        beside = sum(label.sizeHint().width() + GAP for label, _words in self._beside if not label.isHidden())
        sign = self._sign.sizeHint().width() + GAP if self._sign is not None else 0
        room = self.width() - 2 * SIDE - beside - sign
        fits = self._words.fontMetrics().horizontalAdvance(self._told) <= room
        self._words.setText(self._told if fits or not self._short else self._short)

    def _show_caption(self) -> None:
        """Show what it is called, as far as it fits before its doubt, which is never cut."""
        self._label.setText(self._caption_in(min(self._room_of_caption(), self.width() - 2 * SIDE)))

    def _caption_in(self, pixels: int) -> str:
        metrics = self._label.fontMetrics()
        rest = pixels - metrics.horizontalAdvance(self._doubt)
        return metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, rest) + self._doubt

    def _room_of_caption(self) -> int:
        return current().pixels(self._caption_room) + self._label.fontMetrics().horizontalAdvance(self._doubt)

    def _caption_width(self) -> int:
        return self._label.fontMetrics().horizontalAdvance(self._caption_in(self._room_of_caption()))


def _widest(label: QLabel, words: Sequence[str]) -> int:
    """Return the pixels that the longest of these words takes in the letters of a label."""
    return max((label.fontMetrics().horizontalAdvance(one) for one in words), default=0)
