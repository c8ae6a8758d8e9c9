"""Who looks, faintly across whatever shows names and places: a picture taken of the screen tells who was before it.

Promises: takes no click, no key and no focus; stays above what it lies over and as large; calm enough to read through.
Leaves to others: when it is shown and what it says.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current

DEGREES = -24
STRENGTH = 0.13
_APART = 1.35
_ROWS_APART = 7


class Watermark(QWidget):
    """Lies over `under` while it is shown."""

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
        """What it says, "" while it is not shown."""
        return self._words

    def say(self, words: str) -> None:
        """Show these words; "" takes them away."""
        self._words = visible(words)
        self.setVisible(bool(words))
        if words:
            self.setGeometry(self._under.rect())
            self.raise_()
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what it lies over; stay above a part that came later."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
        elif event.type() == QEvent.Type.ChildPolished:
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words in slanting rows, every other row set off by half. None that is not painted anew."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(event.rect())
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
            for place in range(int(reach / step) + 2):
                at = QPointF(start + place * step, row * line)
                if room.translated(at).intersects(torn):
                    painter.drawText(at, self._words)
        painter.end()
