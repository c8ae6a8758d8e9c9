"""The whole of a case in one narrow band, and over it a window with two handles: the part that the chart shows.

It is for the mouse; by keyboard the same is done on the chart. The events are drawn once into a picture, so that moving
the window costs nothing however many there are.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from tipdesk.domain.moments import day_shown
from tipdesk.domain.scale import Scale
from tipdesk.domain.spans import day_at
from tipdesk.services.case.timeline_filter import Track
from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.event_marks import Inks
from tipdesk.ui.timeline.painting import NAMES
from tipdesk.ui.translate import _

HEIGHT = 44
_HANDLE, _REACH, _LEAST = 6, 8, 12
_EDGE, _MARGIN = 4, 12


class Overview(QWidget):
    """The band. `window_asked` is emitted with the minutes that the officer wants to see."""

    window_asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tracks: Sequence[Track] = ()
        self._ends, self._window = (0, 1), (0, 1)
        self._drawn: QPixmap | None = None
        self._grip = ""
        self._from = 0
        self.setMouseTracking(True)
        set_name(self, _("Whole case"))
        current().changed.connect(self._restyle)
        self._restyle()

    def show_tracks(self, tracks: Sequence[Track], ends: tuple[int, int]) -> None:
        """Show these tracks over all of the time."""
        self._tracks, self._ends, self._drawn = tracks, ends, None
        first, last = (day_shown(day_at(minute), _) for minute in ends)
        set_description(self, _("{first} to {last}").format(first=first, last=last))
        self.update()

    def show_window(self, start: int, end: int) -> None:
        """Show which minutes the chart shows."""
        self._window = (start, end)
        self.update()

    def frame(self) -> QRect:
        """Return the window over the band, on the widget."""
        scale, band = self._scale(), self._band()
        left, right = (band.x() + round(scale.x(minute)) for minute in self._window)
        left = min(max(left, band.left()), band.right() - _LEAST)
        return QRect(left, band.y(), max(min(right, band.right()) - left, _LEAST), band.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the band with its events, the window over it, and its handles."""
        theme, band, frame = current(), self._band(), self.frame()
        if self._drawn is None or self._drawn.size() != band.size() * self.devicePixelRatioF():
            self._drawn = self._draw(band)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = QRect(_MARGIN, band.y(), band.x() - _MARGIN - 8, band.height())
        painter.setFont(theme.font(12, is_strong=True))
        painter.setPen(theme.colour("text"))
        words = painter.fontMetrics().elidedText(_("Whole case"), Qt.TextElideMode.ElideRight, names.width())
        painter.drawText(names, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(theme.colour("line2"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(band), 4, 4)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(frame), 4, 4)
        painter.drawPixmap(band.topLeft(), self._drawn)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        for x in (frame.left(), frame.right()):
            painter.drawRoundedRect(
                QRectF(x - _HANDLE / 2, frame.y() + frame.height() / 4, _HANDLE, frame.height() / 2), 3, 3
            )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the events anew on the width that there is."""
        super().resizeEvent(event)
        self._drawn = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle or of the window; a press beside it moves the window there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().toPoint().x()
        self._grip = self._grip_at(x)
        if not self._grip:
            self._grip = "window"
            self._ask(x - self.frame().width() // 2, x + self.frame().width() // 2)
        self._from = x

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken hold of; say by the pointer what can be."""
        x, frame = event.position().toPoint().x(), self.frame()
        if not self._grip:
            is_handle = self._grip_at(x) in ("left", "right")
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_handle else Qt.CursorShape.ArrowCursor)
            return
        step, self._from = x - self._from, x
        left = frame.left() + (step if self._grip != "right" else 0)
        right = frame.left() + frame.width() + (step if self._grip != "left" else 0)
        if right - left >= _LEAST:
            self._ask(left, right)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = ""

    def _ask(self, left: int, right: int) -> None:
        scale, band = self._scale(), self._band()
        wide = right - left
        left = min(max(left, band.x()), band.x() + band.width() - wide)
        self.window_asked.emit(scale.minute(left - band.x()), scale.minute(left + wide - band.x()))

    def _grip_at(self, x: int) -> str:
        frame = self.frame()
        if abs(x - frame.left()) <= _REACH:
            return "left"
        if abs(x - frame.right()) <= _REACH:
            return "right"
        return "window" if frame.left() < x < frame.right() else ""

    def _band(self) -> QRect:
        left = current().pixels(NAMES)
        return QRect(left, _EDGE, max(self.width() - left - _EDGE, _LEAST * 2), self.height() - 2 * _EDGE)

    def _scale(self) -> Scale:
        return Scale.fitted(*self._ends, self._band().width())

    def _restyle(self) -> None:
        self._drawn = None
        self.setFixedHeight(current().pixels(HEIGHT))
        self.update()

    def _draw(self, band: QRect) -> QPixmap:
        """Return a picture of the events, a thin line for each of them, track under track."""
        ratio, scale, inks = self.devicePixelRatioF(), self._scale(), Inks()
        drawn = QPixmap(band.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        step = (band.height() - 8) / max(len(self._tracks), 1)
        for number, track in enumerate(self._tracks):
            y = 4 + number * step
            taken: set[tuple[int, int, str]] = set()
            for event in track.events:
                if event.span is None:
                    continue
                left = round(scale.x(event.span.start))
                line = (left, max(round(scale.x(event.span.end)) - left, 3), event.page)
                if line not in taken:
                    taken.add(line)
                    painter.fillRect(QRectF(line[0], y, line[1], max(step - 1, 2)), inks.of(event.page))
        painter.end()
        return drawn
