"""Paints a timeline: tracks, the events of each, the dates above them and the present, as far as they are seen.

The chart on the screen and the picture that is exported are painted here alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen

from tipdesk.domain.characters import visible
from tipdesk.domain.laying import is_across
from tipdesk.domain.scale import ROOM_FOR_WORDS, Scale, begin_of, head_words, larger, tick_words, ticks
from tipdesk.services.case.timeline import Event
from tipdesk.ui.theme import Theme, current
from tipdesk.ui.timeline.event_marks import Inks, colour_of, paint_crowd, paint_event
from tipdesk.ui.timeline.wide_tracks import GAP, WideTrack
from tipdesk.ui.translate import _, plural

NAMES, AXIS = 132, 46
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LONGEST_WORDS = 240


@dataclass
class Words:
    """Measures labels in the letters of the chart, each once."""

    metrics: QFontMetrics
    longest: int

    def __post_init__(self) -> None:
        """Begin with nothing measured."""
        self._known: dict[tuple[str, int], tuple[str, float]] = {}

    def measured(self, label: str, most: float) -> tuple[str, float]:
        """Return the words that stand for a label in at most so many pixels, and their width."""
        room = round(min(most, self.longest))
        found = self._known.get((label, room))
        if found is None:
            shown = visible(label, paragraphs=False)
            if self.metrics.horizontalAdvance(shown) > room:
                shown = self.metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            found = self._known[label, room] = (shown, float(self.metrics.horizontalAdvance(shown)))
        return found


def words_of(theme: Theme) -> Words:
    """Return what measures labels in the letters of the scheme."""
    return Words(QFontMetrics(theme.font(12)), theme.pixels(_LONGEST_WORDS))


@dataclass(frozen=True)
class Sight:
    """What of a chart is seen: `area` on the painted ground, and how far it is scrolled to the right and down."""

    area: QRect
    across: int
    down: int

    @property
    def names(self) -> QRect:
        """Return where the names of the tracks stand."""
        theme = current()
        return self.area.adjusted(0, theme.pixels(AXIS), theme.pixels(NAMES) - self.area.width(), 0)

    @property
    def axis(self) -> QRect:
        """Return where the dates stand."""
        theme = current()
        return QRect(
            self.area.x() + theme.pixels(NAMES), self.area.y(), self.area.width() - theme.pixels(NAMES),
            theme.pixels(AXIS),
        )  # fmt: skip

    @property
    def chart(self) -> QRect:
        """Return where the events stand."""
        theme = current()
        return self.area.adjusted(theme.pixels(NAMES), theme.pixels(AXIS), 0, 0)

    def x(self, along: float) -> float:
        """Return where a place of the scale lies on the ground."""
        return self.chart.x() + along - self.across

    def y(self, height: float) -> float:
        """Return where a height among the tracks lies on the ground."""
        return self.chart.y() + height - self.down


class Painting:
    """Paints one chart: laid-out tracks on a scale. `now` is the present minute, and `clock` what a clock shows."""

    def __init__(self, tracks: Sequence[WideTrack], scale: Scale, now: int, clock: str) -> None:
        self.tracks, self.scale, self.now, self._clock = tracks, scale, now, clock
        self._inks = Inks()

    def paint(self, painter: QPainter, sight: Sight, chosen: Event | None, *, has_focus: bool) -> None:
        """Paint what is seen; the event that is chosen bears a ring."""
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(sight.area, theme.colour("surface"))
        bottom = sight.down + sight.chart.height()
        seen = [(n, one) for n, one in enumerate(self.tracks) if sight.down - one.height < one.top < bottom]
        painter.setClipRect(sight.area.adjusted(0, sight.axis.height(), 0, 0))
        for number, one in seen:
            self._paint_ground(painter, sight, one, is_even=number % 2 == 0)
        painter.setClipRect(sight.chart)
        self._paint_lines(painter, sight)
        painter.setFont(theme.font(12))
        for number, one in seen:
            self._part_now(painter, sight, one, is_even=number % 2 == 0)
            self._paint_track(painter, sight, one, chosen, has_focus=has_focus)
        painter.setClipping(False)
        self._paint_axis(painter, sight)

    def _paint_ground(self, painter: QPainter, sight: Sight, wide: WideTrack, *, is_even: bool) -> None:
        theme = current()
        top = round(sight.y(wide.top))
        rect = QRect(sight.area.x(), top, sight.area.width(), wide.height)
        painter.fillRect(rect, theme.colour("surface2" if is_even else "surface"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        colour = _colour_of_track(wide)
        painter.fillRect(QRect(rect.x(), top, 4, wide.height), theme.colour(colour))
        side, left = theme.pixels(16), rect.x() + 12
        theme.icon(wide.track.icon, colour, 16).paint(painter, left, top + theme.pixels(7), side, side)
        room = QRect(left + side + 6, top + theme.pixels(4), sight.names.width() - side - 24, theme.pixels(20))
        painter.setFont(theme.font(12, is_strong=True))
        painter.setPen(theme.colour("text"))
        name = visible(wide.track.name, paragraphs=False)
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        painter.drawText(room.translated(0, theme.pixels(18)), _LEFT, count_words(wide))
        painter.setPen(theme.colour("line"))
        painter.drawLine(sight.chart.x() - 1, top, sight.chart.x() - 1, top + wide.height)

    def _paint_lines(self, painter: QPainter, sight: Sight) -> None:
        """Paint a thin line where a month, a day or a year begins, and a stronger one for the present."""
        theme = current()
        painter.setPen(theme.colour("line"))
        unit = larger(self.scale.unit_of(theme.pixels(round(ROOM_FOR_WORDS))))
        for minute in ticks(unit, *self._minutes(sight)):
            x = round(sight.x(self.scale.x(minute)))
            painter.drawLine(x, sight.chart.top(), x, sight.chart.bottom())
        x = round(sight.x(self.scale.x(self.now)))
        painter.setPen(QPen(theme.colour("line2"), 2))
        painter.drawLine(x, sight.chart.top(), x, sight.chart.bottom())

    def _part_now(self, painter: QPainter, sight: Sight, wide: WideTrack, *, is_even: bool) -> None:
        """Interrupt the line of the present where words lie across it."""
        now, row, metrics = self.scale.x(self.now), self._inks.row, painter.fontMetrics()
        ground = current().colour("surface2" if is_even else "surface")
        top = sight.y(wide.top + GAP / 2)
        for laid in wide.seen(now - 1, now + 1):
            if laid.words and is_across(laid.at, metrics.horizontalAdvance(laid.words), now):
                painter.fillRect(QRectF(sight.x(now) - 2, top + laid.row * row, 4, row), ground)

    def _paint_track(
        self, painter: QPainter, sight: Sight, wide: WideTrack, chosen: Event | None, *, has_focus: bool
    ) -> None:
        inks, wanted = self._inks, chosen.id if chosen is not None else None
        left, width = sight.x(0), sight.chart.width()
        top = sight.y(wide.top + GAP / 2)
        for laid in wide.seen(sight.across - 2, sight.across + width + 2):
            is_chosen = wanted is not None and laid.event.id == wanted
            paint_event(painter, laid, left, top + laid.row * inks.row, inks, is_chosen=is_chosen, has_focus=has_focus)
        for crowd in wide.crowds:
            if crowd.last >= sight.across and crowd.first <= sight.across + width:
                is_chosen = wanted is not None and any(event.id == wanted for event in crowd.events)
                token = _colour_of_track(wide)
                paint_crowd(painter, crowd, left, top + len(wide.rows) * inks.row, token, is_chosen=is_chosen)

    def _paint_axis(self, painter: QPainter, sight: Sight) -> None:
        theme, rect = current(), sight.axis
        painter.setClipRect(rect)
        unit = self.scale.unit_of(theme.pixels(round(ROOM_FOR_WORDS)))
        half = rect.height() // 2
        self._paint_heads(painter, sight, half)
        painter.setFont(theme.font(12, has_figures=True))
        painter.setPen(theme.colour("muted"))
        wide = theme.pixels(60)
        for minute in ticks(unit, *self._minutes(sight)):
            x = round(sight.x(self.scale.x(minute)))
            painter.drawLine(x, rect.bottom() - 3, x, rect.bottom())
            room = QRect(x - wide // 2, rect.y() + half, wide, half - 4)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tick_words(unit, minute, _))
        self._paint_now(painter, sight)
        painter.setClipping(False)
        painter.setPen(theme.colour("line"))
        painter.drawLine(sight.area.left(), rect.bottom(), rect.right(), rect.bottom())

    def _paint_heads(self, painter: QPainter, sight: Sight, height: int) -> None:
        """Paint the months, days or years above the ticks; the one that began before what is seen keeps in sight.

        One that would lie under the present stands beside it.
        """
        theme, rect, now = current(), sight.axis, self._now_pill(sight)
        unit = larger(self.scale.unit_of(theme.pixels(round(ROOM_FOR_WORDS))))
        first, last = self._minutes(sight)
        begins = [begin_of(unit, first), *(minute for minute in ticks(unit, first, last) if minute > first)]
        painter.setFont(theme.font(12, is_strong=True))
        painter.setPen(theme.colour("text"))
        for at, minute in enumerate(begins):
            x = max(round(sight.x(self.scale.x(minute))), rect.x()) + 6
            end = round(sight.x(self.scale.x(begins[at + 1]))) if at + 1 < len(begins) else rect.right()
            words = head_words(unit, minute, _)
            width = painter.fontMetrics().horizontalAdvance(words)
            if x < now.right() + 6 and x + width > now.left():
                x = round(now.right()) + 6
            if width <= end - x:
                painter.drawText(QRect(x, rect.y(), end - x, height), _LEFT, words)

    def _paint_now(self, painter: QPainter, sight: Sight) -> None:
        theme, pill = current(), self._now_pill(sight)
        painter.setFont(theme.font(11, is_strong=True))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("muted"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(theme.colour("surface"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._now_words())

    def _now_pill(self, sight: Sight) -> QRectF:
        """Return where the present is told among the dates."""
        theme = current()
        width = QFontMetricsF(theme.font(11, is_strong=True)).horizontalAdvance(self._now_words()) + 16
        return QRectF(sight.x(self.scale.x(self.now)) - width / 2, sight.axis.y() + 3, width, theme.pixels(18))

    def _now_words(self) -> str:
        return _("Now {time}").format(time=self._clock)

    def _minutes(self, sight: Sight) -> tuple[int, int]:
        """Return the minutes that are seen, with a little more on either side."""
        return self.scale.minute(sight.across - 40), self.scale.minute(sight.across + sight.chart.width() + 40)


def count_words(wide: WideTrack) -> str:
    """Return how many events a track has, and how many dates of it are hidden."""
    count, hidden = len(wide.track.events), wide.track.hidden
    told = plural("{count} event", "{count} events", count)
    return _("{events}, {count} hidden").format(events=told, count=hidden) if hidden else told


def _colour_of_track(wide: WideTrack) -> str:
    """Return the token of a track's colour; a track that is no page has events of many colours, and none of its own."""
    events = wide.track.events
    return colour_of(wide.track.key) if events and events[0].page == wide.track.key else "accent"
