"""A letter as its recipient will read it: the parts of its model, one below the other, in the order of the paper."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QGridLayout, QVBoxLayout, QWidget

from tipdesk.services.papers.paper import Blanks, Facts, Heading, Paper, Part, Points, Signing, TearOff, Words
from tipdesk.services.papers.paper import Lines as Numbered
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import body, heading, muted, rule, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.scrolled import scrolled

LABELS = 118
TICKED = {True: "☒ ", False: "☐ ", None: "· "}
BLANK = "______________"
KEYS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class LetterView(QFrame):
    """The letter, or a sentence in its place; nothing in it can be pressed, and keys scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self._lines = Lines(8)
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(16, 12, 16, 12)
        within.addWidget(self._lines)
        within.addStretch(1)
        self._area = scrolled(inner, is_low=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys scroll it
        set_name(self, _("What they will read"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._area)
        self.texts: list[str] = []

    def show_paper(self, paper: Paper, advice: str = "") -> None:
        """Show a letter, and above it an `advice` that the recipient does not read; where it was scrolled to stays."""
        self.texts = [*filter(None, (advice,)), paper.furniture.marking, paper.heading, *_texts(paper.parts)]
        told = [strong(advice)] if advice else []
        self._lines.fill([*told, muted(paper.furniture.marking), heading(paper.heading), *map(_shown, paper.parts)])

    def show_instead(self, sentence: str) -> None:
        """Show a sentence, because there is no letter yet."""
        self.texts = [sentence]
        self._lines.fill([body(sentence)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the arrows and the keys of pages."""
        action = KEYS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self._area.verticalScrollBar().triggerAction(action)


def _shown(part: Part) -> QWidget:
    """Return the widget of one part."""
    match part:
        case Heading():
            return strong(part.text)
        case Words():
            return _column([(strong if part.is_strong else body)(text) for text in part.texts])
        case Facts():
            return _facts(part)
        case Points():
            return body("\n".join(f"{TICKED[one.is_ticked]}{one.text}" for one in part.points))
        case TearOff():
            return _column([rule(), muted(part.cut), *map(_shown, part.parts)])
        case Blanks():
            return body(f"{part.label}: {BLANK}")
        case Signing():
            return body("\n".join(f"{who}: {BLANK}  {part.date}: {BLANK}" for who in part.who))
        case Numbered():
            return body(part.text)


def _facts(facts: Facts) -> QWidget:
    holder = QFrame()
    holder.setProperty("guise", "plain")
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (label, text) in enumerate(facts.rows):
        told = muted(label)
        told.setFixedWidth(current().pixels(LABELS))
        grid.addWidget(told, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(body(text or BLANK), at, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def _column(widgets: list[QWidget]) -> QWidget:
    holder = Lines(6)
    holder.fill(widgets)
    return holder


def _texts(parts: tuple[Part, ...]) -> Iterator[str]:
    """Yield what stands in parts, for whoever reads it aloud."""
    for part in parts:
        match part:
            case Heading() | Numbered():
                yield part.text
            case Words():
                yield from part.texts
            case Facts():
                yield from (f"{label}: {text}" for label, text in part.rows)
            case Points():
                yield from (one.text for one in part.points)
            case TearOff():
                yield from (part.cut, *_texts(part.parts))
            case Blanks():
                yield part.label
            case Signing():
                yield from part.who
