"""What the shapes of a timeline mean, in one line that is always there."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.event_marks import paint_diamond, paint_moment, paint_sign, paint_time
from tipdesk.ui.timeline.painting import NAMES
from tipdesk.ui.translate import _

HEIGHT = 24
_WIDE = 20


class Legend(QWidget):
    """The line; a screen reader gets its words as one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (
            _("a moment or a day"), _("a time from, to"), _("date only about known"),
            _("due, by law or by plan; red: late"), _("in dispute"),
        )  # fmt: skip
        set_name(self, ", ".join(self._words))
        current().changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each shape before its words, as many as fit."""
        theme, x = current(), 8 if self.width() < 2 * self._wanted() else current().pixels(NAMES)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        middle = self.height() / 2
        for number, words in enumerate(self._words):
            wide = _WIDE + 6 + painter.fontMetrics().horizontalAdvance(words)
            if x + wide > self.width():
                break
            box = QRectF(x, middle - 6, _WIDE, 12)
            if number == 0:
                paint_moment(painter, box.center(), theme.colour("muted"))
            elif number in (1, 2):
                paint_time(painter, box, theme.colour("muted"), is_about=number == 2)  # noqa: PLR2004 - the third
            elif number == 3:  # noqa: PLR2004 - the fourth
                paint_diamond(painter, box.center(), theme.colour("warn"), theme.colour("surface"))
            else:
                paint_sign(painter, QPointF(box.center().x(), middle - 5))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(x + _WIDE + 6, middle + painter.fontMetrics().ascent() / 2 - 1), words)
            x += wide + 18
        painter.end()

    def _wanted(self) -> int:
        return current().pixels(NAMES) * 3

    def _restyle(self) -> None:
        self.setFixedHeight(current().pixels(HEIGHT))
        self.update()
