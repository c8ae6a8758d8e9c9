"""The chart of a timeline: it scrolls and zooms, keeps dates and names in sight, and is walked event by event.

Left and Right go to the event before and after on the same track, Up and Down to the nearest one of another track, Home
and End to the ends of the track; + and - zoom around the event that is chosen, and 0 shows all of it. What the mouse
does is in `pointing`. A screen reader finds the events as a list (`event_list`).
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tipdesk.domain.scale import Scale, Unit
from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Track
from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.theme import current
from tipdesk.ui.timeline.event_list import listed
from tipdesk.ui.timeline.painting import Painting, Sight, words_of
from tipdesk.ui.timeline.walking import Walk, nearest
from tipdesk.ui.timeline.wide_tracks import GAP, ROW, Crowd, Laid, WideTrack, lay_out
from tipdesk.ui.translate import _, plural

CLOSER, FARTHER = 1.5, 1 / 1.5
MOST_PER_MINUTE = 6.0
_ROOM_OF_UNIT = {Unit.HOUR: 52, Unit.DAY: 52, Unit.WEEK: 66, Unit.MONTH: 84}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ACROSS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TimelineChart(QAbstractScrollArea):
    """The chart. `chose` is emitted with the event that is chosen or None, `opened` with one that is to be opened.

    `moved` is emitted when other minutes are seen, or on another scale. `events` are those that have a place, track by
    track in the order of time, and `chosen` is the one that is chosen.
    """

    chose = Signal(object)
    opened = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, _("Timeline"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._tracks: Sequence[Track] = ()
        self._walk = Walk(())
        self._laid: tuple[WideTrack, ...] = ()
        self._places: dict[tuple[bytes, str], tuple[WideTrack, Laid | Crowd]] = {}
        self._now, self._clock = 0, ""
        self._is_fitted = True
        self.scale = Scale(0, 1, 1.0)
        self.events: list[Event] = []
        self.chosen: Event | None = None
        self._words = words_of(current())
        current().changed.connect(self._restyle)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        listed(self, self)

    @property
    def seen_minutes(self) -> tuple[int, int]:
        """Return the minutes between which events are seen."""
        left = self.horizontalScrollBar().value()
        return self.scale.minute(left), self.scale.minute(left + self.sight().chart.width())

    def show_tracks(self, tracks: Sequence[Track], ends: tuple[int, int], now: int, clock: str) -> None:
        """Show these tracks; `ends` are the minutes from and to which the chart reaches, `now` is the present one.

        What is chosen stays chosen while it is there, and what is seen stays where it was.
        """
        kept = self.seen_minutes
        self._tracks, self._walk = tracks, Walk(tracks)
        self.events = self._walk.events
        self.scale = Scale(*ends, self.scale.per_minute)
        self._now, self._clock = now, clock
        count = len(self.events)
        set_description(self, plural("{count} event", "{count} events", count))
        if self._is_fitted:
            self.show_all()
        else:
            self.show_minutes(*kept)
        known = self._walk.known(self.chosen)
        if known is not self.chosen:
            self.choose(known, is_shown=False)

    def show_all(self) -> None:
        """Show all of the time on the width that there is."""
        self._is_fitted = True
        self.scale = replace(self.scale, per_minute=self._least_per_minute())
        self._lay_out()

    def show_minutes(self, start: int, end: int) -> None:
        """Show the time from one minute to another, as wide as there is room."""
        self._rescale(self.sight().chart.width() / max(end - start, 1), start, 0)

    def zoom_by(self, factor: float, at: int | None = None) -> None:
        """Make everything so much wider. What lies `at` so many pixels from the left edge of the chart stays there."""
        here = self._anchor() if at is None else at
        minute = self.scale.minute(self.horizontalScrollBar().value() + here)
        self._rescale(self.scale.per_minute * factor, minute, here)

    def zoom_to(self, unit: Unit) -> None:
        """Give hours, days, weeks or months the width at which they are read well."""
        here = self._anchor()
        minute = self.scale.minute(self.horizontalScrollBar().value() + here)
        self._rescale(current().pixels(_ROOM_OF_UNIT[unit]) / unit, minute, here)

    def choose(self, event: Event | None, *, is_shown: bool = True) -> None:
        """Choose an event, or none, and bring it into sight."""
        self.chosen = event
        if event is not None:
            if is_shown:
                self._reveal(event)
            if QAccessible.isActive():
                told = QAccessibleEvent(self, QAccessible.Event.Focus)
                told.setChild(self._walk.number_of(event))
                QAccessible.updateAccessibility(told)
        self.viewport().update()
        self.chose.emit(event)

    def sight(self) -> Sight:
        """Return what of the chart is seen."""
        return Sight(self.viewport().rect(), self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def found_at(self, at: QPoint) -> Event | Crowd | None:
        """Return what is painted at a place of the viewport."""
        sight = self.sight()
        if not sight.chart.contains(at):
            return None
        x, y = at.x() - sight.x(0), at.y() - sight.y(0)
        wide = next((one for one in self._laid if one.top <= y < one.top + one.height), None)
        if wide is None:
            return None
        row = wide.row_at(round(y), current().pixels(ROW))
        if row == len(wide.rows):
            return next((crowd for crowd in wide.crowds if crowd.first <= x <= crowd.last), None)
        return next((laid.event for laid in wide.seen(x - 2, x + 2) if laid.row == row and laid.first <= x + 2), None)

    def rect_of(self, event: Event) -> QRect:
        """Return where an event is seen on the viewport, which is nowhere where it is scrolled away."""
        known = self._places.get(event.id)
        if known is None:
            return QRect()
        wide, laid = known
        sight, height = self.sight(), current().pixels(ROW)
        row = laid.row if isinstance(laid, Laid) else len(wide.rows)
        top = sight.y(wide.top + GAP / 2 + row * height)
        return QRect(round(sight.x(laid.first)), round(top), round(laid.last - laid.first), height) & sight.chart

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        painting = Painting(self._laid, self.scale, self._now, self._clock)
        painting.paint(painter, self.sight(), self.chosen, has_focus=self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all of it still, where all of it was shown."""
        super().resizeEvent(event)
        if self._is_fitted or self.scale.per_minute < self._least_per_minute():
            self.show_all()
        else:
            self._fit_bars()
            self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose an event where none is, so that the arrow keys have a place to begin."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self.chosen is None and by_key and self.events:
            self.choose(nearest(sorted(self.events, key=_start), self.seen_minutes[0]))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring off the event that is chosen."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom and open by keys, as the module says."""
        key = Qt.Key(event.key())
        if event.text() in ("+", "=", "-", "0"):
            {"+": self._closer, "=": self._closer, "-": self._farther, "0": self.show_all}[event.text()]()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (bar.pageStep() if key == Qt.Key.Key_PageDown else -bar.pageStep()))
        elif self.chosen is None or not self._step(self.chosen, key):
            if self.chosen is None and key in (*_ALONG, *_ACROSS) and self.events:
                self.choose(nearest(sorted(self.events, key=_start), self.seen_minutes[0]))
            else:
                super().keyPressEvent(event)

    def _step(self, chosen: Event, key: Qt.Key) -> bool:
        """Do what a key does to the event that is chosen, and tell whether it does anything."""
        if key in _ALONG:
            self.choose(self._walk.along(chosen, _ALONG[key]))
        elif key in _ACROSS:
            self.choose(self._walk.across(chosen, _ACROSS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(self._walk.end(chosen, is_last=key == Qt.Key.Key_End))
        elif key in _ENTER:
            self.opened.emit(chosen)
        else:
            return False
        return True

    def _closer(self) -> None:
        self.zoom_by(CLOSER)

    def _farther(self) -> None:
        self.zoom_by(FARTHER)

    def _anchor(self) -> int:
        """Return what stays in its place while zooming by keys: the event that is chosen, else the middle."""
        chart = self.sight().chart
        known = self.rect_of(self.chosen) if self.chosen is not None else QRect()
        place = self._places.get(self.chosen.id) if self.chosen is not None else None
        if place is None or not known.isValid():
            return chart.width() // 2
        laid = place[1]
        start = laid.start if isinstance(laid, Laid) else laid.first
        return min(max(round(start) - self.horizontalScrollBar().value(), 0), chart.width())

    def _least_per_minute(self) -> float:
        return max(self.sight().chart.width(), 1) / max(self.scale.end - self.scale.start, 1)

    def _rescale(self, per_minute: float, minute: int, at: int) -> None:
        """Use another scale, on which a minute lies `at` so many pixels from the left edge."""
        least = self._least_per_minute()
        self.scale = replace(self.scale, per_minute=min(max(per_minute, least), max(MOST_PER_MINUTE, least)))
        self._is_fitted = self.scale.per_minute <= least
        self._lay_out()
        bar = self.horizontalScrollBar()
        bar.setValue(min(max(round(self.scale.x(minute)) - at, 0), bar.maximum()))  # what was kept may lie far outside
        self.moved.emit()

    def _restyle(self) -> None:
        self._words = words_of(current())
        self._lay_out()

    def _lay_out(self) -> None:
        height = current().pixels(ROW)
        self._laid = lay_out(self._tracks, self.scale, self._now, self._words.measured, height)
        self._places = {}
        for wide in self._laid:
            self._places.update({laid.event.id: (wide, laid) for row in wide.rows for laid in row})
            self._places.update({one.id: (wide, crowd) for crowd in wide.crowds for one in crowd.events})
        self._fit_bars()
        self.viewport().update()
        self.moved.emit()

    def _fit_bars(self) -> None:
        chart = self.sight().chart
        tall = self._laid[-1].top + self._laid[-1].height if self._laid else 0
        for bar, all_of_it, seen in (
            (self.horizontalScrollBar(), round(self.scale.width), chart.width()),
            (self.verticalScrollBar(), tall, chart.height()),
        ):
            bar.setRange(0, max(all_of_it - seen, 0))
            bar.setPageStep(max(seen, 1))
            bar.setSingleStep(current().pixels(ROW))

    def _reveal(self, event: Event) -> None:
        known = self._places.get(event.id)
        if known is None:
            return
        wide, laid = known
        chart, across, down = self.sight().chart, self.horizontalScrollBar(), self.verticalScrollBar()
        if laid.first < across.value() or laid.last > across.value() + chart.width():
            across.setValue(round((laid.first + min(laid.last, laid.first + chart.width())) / 2) - chart.width() // 2)
        row = laid.row if isinstance(laid, Laid) else len(wide.rows)
        height = current().pixels(ROW)
        top, bottom = wide.top + row * height, wide.top + (row + 1) * height + GAP
        if top < down.value() or bottom > down.value() + chart.height():
            down.setValue(top if top < down.value() else bottom - chart.height())

    def _scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit()


def _start(event: Event) -> int:
    return event.span.start if event.span is not None else 0
