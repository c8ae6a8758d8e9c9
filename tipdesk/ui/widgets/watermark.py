"""Writes who is looking faintly across whatever shows names and places.

A photograph of the screen so tells who was before it. The watermark takes no click, no key and no focus, stays above
what it covers and keeps the same size. It is faint enough to read through, and is never painted over a line that is
being typed in or over what is wrong with one. When it is shown, and what it says, is decided by its callers.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.problem_line import ProblemLine

DEGREES = -24
STRENGTH = 0.05
_APART = 1.35
_ROWS_APART = 7


class Unmarked(QFrame):
    """A frame in which somebody types: nothing is painted over it."""


_WRITTEN: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QComboBox, ProblemLine, Banner, Unmarked)


class Watermark(QWidget):
    """A layer that covers the widget `under` while it has something to say."""

    def __init__(self, under: QWidget) -> None:
        super().__init__(under)
        self._under, self._words = under, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        under.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """The words that are painted, or "" while it is not shown."""
        return self._words

    def say(self, words: str) -> None:
        """Show these words across the widget, or take the watermark away with ""."""
        self._words = visible(words)
        self.setVisible(bool(words))
        if words:
            self.setGeometry(self._under.rect())
            self.raise_()
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the covered widget, and stay above parts that were added to it later."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
        elif event.type() == QEvent.Type.ChildPolished:
            self.raise_()
        return False

    def _written(self) -> QRegion:
        """Return the region that the watermark leaves free: where somebody types, and where a problem stands."""
        region = QRegion()
        for part in _written_below(self._under):
            if not (isinstance(part, (QLineEdit, QPlainTextEdit)) and part.isReadOnly()):
                region += QRect(part.mapTo(self._under, QPoint(0, 0)), part.size())
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words in slanting rows, every other row set off by half.

        Only words that touch the part to be painted anew are painted.
        """
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setClipRegion(event.region().subtracted(self._written()))
        font = current().font(is_strong=True)
        painter.setFont(font)
        colour = current().colour("text")
        colour.setAlphaF(STRENGTH)
        painter.setPen(colour)
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(self._words), metrics.height()
        step, line = width * _APART, height * _ROWS_APART
        reach = self.width() + self.height()
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(DEGREES)
        torn = painter.worldTransform().inverted()[0].mapRect(QRectF(event.rect()))
        room = QRectF(-height, -2 * height, width + 2 * height, 4 * height)  # more than the words need at a place
        for row in range(-int(reach / line) // 2, int(reach / line) // 2 + 1):
            start = -reach / 2 - (step / 2 if row % 2 else 0)
            for number in range(int(reach / step) + 2):
                at = QPointF(start + number * step, row * line)
                if room.translated(at).intersects(torn):
                    painter.drawText(at, self._words)
        painter.end()


def _written_below(widget: QWidget) -> Iterator[QWidget]:
    """Yield the parts in sight in which somebody types; what is hidden, as all tabs but one, is not looked through."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            if isinstance(child, _WRITTEN):
                yield child
            else:
                yield from _written_below(child)
