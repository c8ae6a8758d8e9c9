"""Paints one event: a point, a time, a time only about known, a day by which something is due; and a crowd of them.

Colour is never alone: each has a shape of its own, and what is in dispute bears a sign.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from tipdesk.services.case.timeline import Event
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.wide_tracks import BAR, DOT, ROW, Crowd, Laid

_COLOURS = {
    "journey": "s1", "people": "s7", "protection": "s3", "investigation": "s4", "evidence": "s6", "court": "s2",
    "documents": "s5", "notes": "s4", "tasks": "s2", "summary": "s6",
}  # fmt: skip
"""The tokens of the colours; a page that a declaration alone has named gets the colour of what has no page."""
_SIGN = 14


def colour_of(page: str) -> str:
    """Return the token of the colour in which the events of a page are painted."""
    return _COLOURS.get(page, "s3")


class Inks:
    """The colours and measures of one painting, asked for once: a frame has thousands of marks and few milliseconds."""

    def __init__(self) -> None:
        theme = current()
        self.row, self.bar = theme.pixels(ROW), theme.pixels(BAR)
        self.text, self.warn, self.late, self.muted = map(theme.colour, ("text", "warn", "danger", "muted"))
        self.surface, self.chosen = theme.colour("surface"), theme.colour("accent_soft")
        self.focus = QPen(theme.colour("focus"), 2)
        self.below = QFontMetrics(theme.font(12)).ascent() / 2 - 1
        self._of: dict[str, QColor] = {}

    def due(self, event: Event) -> QColor:
        """Return the colour of a day by which something is due: grey once it is done, red once it is late."""
        return self.muted if event.is_met else self.late if event.is_late else self.warn

    def of(self, page: str) -> QColor:
        """Return the colour of a page."""
        if page not in self._of:
            self._of[page] = current().colour(colour_of(page))
        return self._of[page]


def paint_event(
    painter: QPainter,
    laid: Laid,
    left: float,
    top: float,
    inks: Inks,
    *,
    is_chosen: bool = False,
    has_focus: bool = False,
) -> None:
    """Paint an event in its row, whose upper edge is at `top`; `left` is where the scale begins."""
    event, middle = laid.event, top + inks.row / 2
    if is_chosen:
        ring = QRectF(left + laid.first - 3, top, laid.last - laid.first + 6, inks.row)
        painter.setPen(inks.focus if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(inks.chosen)
        painter.drawRoundedRect(ring, 6, 6)
    if laid.is_point:
        _paint_point(painter, event, QPointF(left + laid.start, middle), inks)
    else:
        box = QRectF(left + laid.start, middle - inks.bar / 2, max(laid.end - laid.start, 3.0), inks.bar)
        paint_time(painter, box, inks.of(event.page), is_about=event.span is not None and event.span.is_about)
    if event.disputed:
        paint_sign(painter, QPointF(left + laid.start, top + 1))
    if laid.words:
        painter.setPen(inks.due(event) if event.is_due and not event.is_met else inks.text)
        painter.drawText(QPointF(left + laid.at, middle + inks.below), laid.words)


def paint_time(painter: QPainter, box: QRectF, colour: QColor, *, is_about: bool) -> None:
    """Paint a time from and to; its border is dashed where not even its days are known."""
    pen = QPen(colour, 1.4)
    if is_about:
        pen.setDashPattern([3, 2])
    ground = QColor(colour)
    ground.setAlphaF(0.16)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 3, 3)


def _paint_point(painter: QPainter, event: Event, at: QPointF, inks: Inks) -> None:
    if event.is_due:
        paint_diamond(painter, at, inks.due(event), inks.surface)
    else:
        paint_moment(painter, at, inks.of(event.page))


def paint_moment(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint a moment."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(at, DOT, DOT)


def paint_diamond(painter: QPainter, at: QPointF, ink: QColor, ground: QColor) -> None:
    """Paint a day by which something is due."""
    reach = DOT + 1
    corners = [QPointF(at.x() + x, at.y() + y) for x, y in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))]
    painter.setPen(QPen(ink, 1.8))
    painter.setBrush(ground)
    painter.drawPolygon(QPolygonF(corners))


def paint_sign(painter: QPainter, at: QPointF) -> None:
    """Paint a small "!" on a red ground: the date is in dispute."""
    theme = current()
    disc = QRectF(at.x() - _SIGN / 2, at.y() - 2, _SIGN, _SIGN)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("danger"))
    painter.drawEllipse(disc)
    painter.setFont(theme.font(10, is_strong=True))
    painter.setPen(theme.colour("surface"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()


def paint_crowd(painter: QPainter, crowd: Crowd, left: float, top: float, token: str, *, is_chosen: bool) -> None:
    """Paint a crowd in the row whose upper edge is at `top`, as a pill that counts its events."""
    theme = current()
    height = theme.pixels(BAR)
    pill = QRectF(left + crowd.first, top + (theme.pixels(ROW) - height) / 2, crowd.last - crowd.first, height)
    painter.setPen(QPen(theme.colour("focus" if is_chosen else token), 2 if is_chosen else 1.4))
    painter.setBrush(theme.colour("accent_soft" if is_chosen else "surface"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(theme.colour("text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"+{len(crowd.events)}")
