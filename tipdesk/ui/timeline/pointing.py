"""What the mouse does on the chart of a timeline: choose, open, drag, scroll, zoom, tell."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent

from tipdesk.services.case.timeline import Event
from tipdesk.ui.plain import set_tip
from tipdesk.ui.timeline.chart import CLOSER, FARTHER, TimelineChart
from tipdesk.ui.timeline.event_list import words_of_event
from tipdesk.ui.timeline.wide_tracks import Crowd
from tipdesk.ui.translate import plural

_CLOSER_TO_A_CROWD = 3.0


class Pointing(QObject):
    """Watches the ground of a chart. A press on a crowd zooms in on it, until its events can be told apart."""

    def __init__(self, chart: TimelineChart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._dragged: QPoint | None = None
        chart.viewport().installEventFilter(self)
        chart.viewport().setMouseTracking(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what the mouse asks for."""
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)  # the widget shows its tooltip by itself, as every widget does
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        at, kind = event.position().toPoint(), event.type()
        is_left = event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and is_left:
            self._press(at)
        elif kind == QEvent.Type.MouseButtonDblClick and is_left:
            found = self._chart.found_at(at)
            if isinstance(found, Event):
                self._chart.opened.emit(found)
        elif kind == QEvent.Type.MouseMove and self._dragged is not None:
            moved, self._dragged = at - self._dragged, at
            for bar, step in (
                (self._chart.horizontalScrollBar(), moved.x()),
                (self._chart.verticalScrollBar(), moved.y()),
            ):
                bar.setValue(bar.value() - step)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._dragged = None
        else:
            return False
        return True

    def _press(self, at: QPoint) -> None:
        self._chart.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._chart.found_at(at)
        if isinstance(found, Event):
            self._chart.choose(found, is_shown=False)
        elif isinstance(found, Crowd):
            self._chart.choose(self._next_of(found), is_shown=False)
            self._chart.zoom_by(_CLOSER_TO_A_CROWD, at.x() - self._chart.sight().chart.x())
        else:
            self._dragged = at

    def _next_of(self, crowd: Crowd) -> Event:
        """Return the event of a crowd after the one that is chosen, or its first."""
        known = [event.id for event in crowd.events]
        chosen = self._chart.chosen
        at = known.index(chosen.id) + 1 if chosen is not None and chosen.id in known else 0
        return crowd.events[at % len(known)]

    def _wheel(self, event: QWheelEvent) -> bool:
        """Zoom at the pointer with Ctrl, and scroll to the side with Shift; else the chart scrolls as any area does."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            at = event.position().toPoint().x() - self._chart.sight().chart.x()
            if turned.y():
                self._chart.zoom_by(CLOSER if turned.y() > 0 else FARTHER, max(at, 0))
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self._chart.horizontalScrollBar()
            bar.setValue(bar.value() - (turned.y() or turned.x()))
            return True
        return False

    def _tell(self, event: QHelpEvent) -> None:
        found = self._chart.found_at(event.pos())
        if isinstance(found, Crowd):
            told = plural(
                "{count} event: press to come closer", "{count} events: press to come closer", len(found.events)
            )
        else:
            told = words_of_event(found) if found is not None else ""
        set_tip(self._chart.viewport(), told)
