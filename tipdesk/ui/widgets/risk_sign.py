"""How grave a risk is, as a sign that is read without its colour: a ring, a half disc, a disc, a disc with "!".

The sign never stands alone: its word is beside it, or in the name of what it stands on.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.ui.theme import current

SIDE = 14
_COLOURS = {"low": "muted", "medium": "info", "high": "warn", "imminent": "danger"}
_HALF_TURN = 180 * 16
"""Half a circle, in the sixteenths of a degree in which Qt counts."""


class RiskSign(QWidget):
    """The sign of one level, given as its code; a level that is not known shows an empty, broken ring."""

    def __init__(self, level: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        current().changed.connect(self.updateGeometry)

    def show_level(self, level: str) -> None:
        """Show another level."""
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the sign, which follows that of the letters."""
        side = current().pixels(SIDE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        draw_risk(painter, QRectF(self.rect()), self._level)
        painter.end()


def draw_risk(painter: QPainter, place: QRectF, level: str) -> None:
    """Draw the sign of a level into a square, so that a line of a list draws the same one."""
    theme = current()
    colour = theme.colour(_COLOURS.get(level, "muted"))
    circle = place.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.5)
    if level not in _COLOURS:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(colour if level in ("high", "imminent") else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if level == "medium":
        painter.setBrush(colour)
        painter.drawChord(circle, _HALF_TURN, _HALF_TURN)
    if level == "imminent":
        painter.setFont(theme.font(10, is_strong=True))
        painter.setPen(theme.colour("surface"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()
