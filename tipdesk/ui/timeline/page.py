"""The page of a case with its timeline: the bar above, the chart or the table, the whole case in brief, the detail.

Nothing is worked out before the page is in sight, however often the case changes meanwhile. What is shown comes from
the case that was opened; the page asks the store for nothing. What an officer opens and copies is done by the
presenter.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.moments import clock_shown
from tipdesk.domain.pages import PAGES
from tipdesk.domain.rules.access import Level
from tipdesk.domain.spans import DAY, minutes_at
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.timeline import Event, Told, find_events
from tipdesk.services.case.timeline_filter import Asked, Track, Tracks, count_events, pages_of
from tipdesk.ui.theme import current
from tipdesk.ui.ticking import ticking
from tipdesk.ui.timeline.chart import CLOSER, FARTHER, TimelineChart
from tipdesk.ui.timeline.detail_bar import DetailBar
from tipdesk.ui.timeline.event_table import EventTable
from tipdesk.ui.timeline.filter_bar import FilterBar
from tipdesk.ui.timeline.legend import Legend
from tipdesk.ui.timeline.overview import Overview
from tipdesk.ui.timeline.pointing import Pointing
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.keeps_place import KeepsPlace
from tipdesk.ui.wording import Wording

MINUTE_MS = 60_000
_CHART, _TABLE, _NO_MATCH = range(3)
_BEFORE, _AFTER = 40, 6
_LEAST_PAD = DAY // 2
_FOR_LEGEND, _FOR_OVERVIEW = 480, 400


class TimelinePlace(NamedTuple):
    """What was asked for of a timeline, and whether as a table."""

    asked: Asked
    is_table: bool


class TimelinePage(KeepsPlace):
    """The page, which comes back with what was asked for. `opened` carries the row that is to be opened at its page.

    `add_asked` carries the name of a record and what is known of its new row. `copy_asked` carries the kind of a copy,
    whether it is to tell names, and what of the timeline is shown.
    """

    opened = Signal(object)
    add_asked = Signal(str, object)
    copy_asked = Signal(str, bool, object)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self._case: tuple[Workspace, Wording] | None = None
        self._shown: bytes | None = None
        self._is_stale = False
        self._place: TimelinePlace | None = None
        self._events: tuple[Event, ...] = ()
        self._tracks, self._seen = Tracks(Told(wording.codes)), tuple[Track, ...]()
        self.bar, self.chart, self.table = FilterBar(), TimelineChart(), EventTable()
        self.overview, self.detail = Overview(), DetailBar()
        self._stack, self._outer = QStackedWidget(), QStackedWidget()
        Pointing(self.chart)
        self._lay_out()
        self._connect()
        current().changed.connect(self._fit)
        ticking(self, MINUTE_MS, self._tick)

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show a case as it stands, as soon as the page is in sight."""
        self._case, self._is_stale = (workspace, wording), True
        if self.isVisible():
            self._show()

    def show_past(self, workspace: Workspace) -> None:
        """Say who wrote what is shown; the rows of the case are the same."""
        if self._case is not None:
            self._case = (workspace, self._case[1])
            self._chosen(self.chart.chosen)

    def leave(self) -> None:
        """Forget the case, because another one is coming that may not be open to the officer."""
        self._case, self._shown, self._events, self._place = None, None, (), None
        self.chart.choose(None)
        self.chart.show_tracks((), (0, 1), 0, "")
        self.overview.show_tracks((), (0, 1))
        self.table.show_events((), {}, {})
        self.bar.begin()
        self._outer.setCurrentIndex(1)

    def tell_place(self) -> object:
        """Return what is asked for, and whether as a table."""
        return self._place or TimelinePlace(self.bar.now_asked(), is_table=self.bar.table.isChecked())

    def go_to(self, place: object) -> None:
        """Ask for what was asked for, as soon as the case is shown."""
        if isinstance(place, TimelinePlace):
            self._place = place
            if not self._is_stale and self._case is not None:
                self._come_back()
                self._narrow(self.bar.now_asked())

    def _come_back(self) -> None:
        """Let the bar show again what was asked for of this case before."""
        if self._place is not None:
            place, self._place = self._place, None
            self.bar.come_back(place.asked, is_table=place.is_table)

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what changed while the page was out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def focus_first(self) -> None:
        """Move the focus to the events, in the chart or in the table: arrow keys walk among them."""
        (self.table.table if self.bar.table.isChecked() else self.chart).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chart its room first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the legend, then the whole case in brief, where the window is too low for the chart as well."""
        low = current().pixels(_FOR_LEGEND), current().pixels(_FOR_OVERVIEW)
        for widget, least in zip((self._legend, self.overview), low, strict=True):
            widget.setVisible(self.height() >= least)

    def _show(self) -> None:
        if self._case is None:
            return
        self._is_stale = False
        workspace, wording = self._case
        view = workspace.view
        if view.id != self._shown:
            self._shown = view.id
            self.bar.begin()
            self._come_back()
            self.chart.choose(None)
            self.chart.show_tracks((), (0, 1), 0, "")
            self.chart.show_all()
        told = Told(wording.codes, _, wording.zone_minutes, wording.rows, self._now()[0])
        self._events = find_events(view, told)
        self._tracks = Tracks(told, view.of("Person"), pages_of(self._events, PAGES))
        self.bar.offer_names(is_offered=workspace.rights.to_print >= Level.IDENTITY)
        self._outer.setCurrentIndex(0 if self._events else 1)
        self._narrow(self.bar.now_asked())

    def _narrow(self, asked: Asked) -> None:
        """Show what is asked for of the events that there are."""
        if self._case is None:
            return
        wanted = [event for event in self._events if asked.takes(event)]
        self._seen = self._tracks.of(wanted, asked.grouping)
        self.chart.show_tracks(self._seen, self._ends(), *self._now())
        self.overview.show_tracks(self._seen, self._ends())
        self._show_choices(asked)
        self._show_table(wanted)
        self._stack.setCurrentIndex(_NO_MATCH if not wanted else self._front())
        self._chosen(self.chart.chosen)

    def _show_choices(self, asked: Asked) -> None:
        told = self._tracks.told
        kinds = {event.kind: told.translate(event.row.record.plural) for event in self._events}
        people = [(row.id, told.title(row)) for row in self._tracks.people]
        self.bar.show_choices(count_events(self._events, asked), self._pages(), people, kinds)

    def _show_table(self, wanted: Sequence[Event]) -> None:
        """Fill the table while it is in front, and no sooner."""
        if self.bar.table.isChecked():
            people = {row.id: self._tracks.told.title(row) for row in self._tracks.people}
            self.table.show_events(wanted, self._pages(), people)
            self.table.choose(self.chart.chosen)

    def _pages(self) -> dict[str, str]:
        return {name: _(page.label) for name, page in self._tracks.pages.items()}

    def _front(self) -> int:
        return _TABLE if self.bar.table.isChecked() else _CHART

    def _now(self) -> tuple[int, str]:
        moment = self._case[1].now() if self._case is not None and self._case[1].now_ms is not None else None
        return (minutes_at(moment), clock_shown(moment)) if moment is not None else (0, "")

    def _ends(self) -> tuple[int, int]:
        """Return from when to when the chart reaches: over all events and the present, with room for words."""
        now = self._now()[0]
        spans = [event.span for event in self._events if event.span is not None]
        start, end = min([now, *(span.start for span in spans)]), max([now, *(span.end for span in spans)])
        wide = end - start
        return start - max(wide // _BEFORE, _LEAST_PAD), end + max(wide // _AFTER, _LEAST_PAD)

    def _tick(self) -> None:
        """Let the line of the present go on, while it is seen."""
        if self.isVisible() and self._case is not None and not self._is_stale:
            self.chart.show_tracks(self._seen, self._ends(), *self._now())

    def _chosen(self, event: object) -> None:
        if not isinstance(event, Event) or self._case is None:
            self.detail.show_nothing()
            return
        workspace, wording = self._case
        author = (workspace.authors or {}).get(event.row.id)
        self.detail.show_event(event, wording, wording.names.officer(author.actor) if author is not None else "")

    def _chosen_in_table(self, event: Event) -> None:
        self.chart.choose(event if event.span is not None else None)
        self._chosen(event)

    def _open(self, event: Event) -> None:
        self.opened.emit(event.row)

    def _turn(self, is_table: bool) -> None:  # noqa: FBT001 - what the signal carries
        asked = self.bar.now_asked()
        wanted = [event for event in self._events if asked.takes(event)]
        self._show_table(wanted)
        if wanted:
            self._stack.setCurrentIndex(self._front())
        for widget in (self.overview, self._legend, self.bar.zoom):
            widget.setEnabled(not is_table)

    def _copy(self, kind: str, identity: bool) -> None:  # noqa: FBT001 - what the signal carries
        asked = self.bar.now_asked()
        (start, end), (first, last) = self.chart.seen_minutes, self._ends()
        if not self.bar.table.isChecked() and (start > first or end < last):
            asked = replace(asked, start=start, end=end)
        self.copy_asked.emit(kind, identity, asked)

    def _scale_moved(self) -> None:
        self.overview.show_window(*self.chart.seen_minutes)
        self.bar.zoom.show_scale(self.chart.scale)

    def _connect(self) -> None:
        self.bar.asked.connect(self._narrow)
        self.bar.table_asked.connect(self._turn)
        self.bar.copy_asked.connect(self._copy)
        self.bar.words.left_downwards.connect(self.focus_first)
        self.bar.zoom.unit_asked.connect(self.chart.zoom_to)
        self.bar.zoom.step_asked.connect(lambda is_closer: self.chart.zoom_by(CLOSER if is_closer else FARTHER))
        self.chart.chose.connect(self._chosen)
        self.chart.moved.connect(self._scale_moved)
        self.overview.window_asked.connect(self.chart.show_minutes)
        self.table.chose.connect(self._chosen_in_table)
        for opening in (self.chart, self.table, self.detail):
            opening.opened.connect(self._open)

    def _lay_out(self) -> None:
        self._legend = Legend()
        everything = plain(_("Show everything"), icon="filter", pressed=self.bar.show_everything)
        no_match = EmptyState("filter", _("No event is like that"), _("Ask for less, or for other words."), everything)
        for widget in (self.chart, self.table, no_match):
            self._stack.addWidget(widget)
        full = QFrame()
        column = QVBoxLayout(full)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        for below in (self._legend, self.overview, self.detail):
            column.addWidget(below)
        add = plain(_("Add journey leg"), icon="plus", pressed=lambda: self.add_asked.emit("JourneyLeg", {}))
        words = _("Whatever is recorded with a day stands here by itself: journeys, calls, tasks, roles.")
        self._outer.addWidget(full)
        self._outer.addWidget(EmptyState("timeline", _("Nothing in this case has a day yet"), words, add))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._outer)
