"""The chart of a timeline: how it is walked, zoomed, scrolled and read out, and what is painted."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget

from tests.ui.probes import grab
from tests.ui.timeline_probes import NOW, SUMMER, day, event, many
from tipdesk.domain.scale import Scale, Unit
from tipdesk.domain.spans import DAY
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.timeline_filter import Track
from tipdesk.ui.theme import Scheme, current
from tipdesk.ui.timeline.chart import TimelineChart
from tipdesk.ui.timeline.event_list import words_of_event
from tipdesk.ui.timeline.overview import Overview
from tipdesk.ui.timeline.pointing import Pointing
from tipdesk.ui.timeline.wide_tracks import MOST_ROWS, Crowd, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.services.case.timeline import Event

ENDS = (SUMMER - 10 * DAY, SUMMER + 220 * DAY)
JOURNEY = (
    event(1, day(3), "Recruited"),
    event(2, day(40), "By road"),
    event(3, PartialDate(2026, 8), "By boat"),
    event(4, datetime(2026, 11, 27, 13, 30, tzinfo=UTC), "Landed", disputed=("Came: 27 Nov 2026 / 28 Nov 2026",)),
)
COURT = (event(5, day(41), "Statement"), event(6, day(200), "Hearing", is_due=True))
TRACKS = (Track("journey", "Journey", "route", JOURNEY), Track("court", "Court", "scale", COURT))


@pytest.fixture
def chart(qtbot: QtBot, theme: object) -> TimelineChart:
    """A chart with two tracks, 800 pixels wide."""
    made = TimelineChart()
    qtbot.addWidget(made)
    Pointing(made)
    made.resize(800, 300)
    made.show()
    made.show_tracks(TRACKS, ENDS, NOW, "14:00")
    QApplication.processEvents()
    return made


def label(chart: TimelineChart) -> str:
    """Return the words of the event that is chosen."""
    return chart.chosen.label if chart.chosen is not None else ""


def wheel(chart: TimelineChart, turned: int, at: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a place of the chart."""
    place = QPointF(at, 100)
    event_ = QWheelEvent(
        place, QPointF(chart.viewport().mapToGlobal(place.toPoint())), QPoint(), QPoint(0, turned),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event_)


def test_arrows_walk_from_event_to_event(chart: TimelineChart) -> None:
    """Right and Left along the track, Down and Up to the nearest of another, Home and End to its ends; Enter opens."""
    opened: list[Event] = []
    chart.opened.connect(opened.append)
    walked = []
    for key in (
        Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up,
        Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Return,
    ):  # fmt: skip
        QTest.keyClick(chart, key)
        walked.append(label(chart))
    assert walked == [
        "Recruited", "By road", "Statement", "Hearing", "Hearing", "Landed", "Recruited", "Recruited", "Landed",
        "Landed",
    ]  # fmt: skip
    assert opened == [JOURNEY[3]]


def test_focus_by_tab_chooses_an_event(qtbot: QtBot, theme: object) -> None:
    """Whoever comes by keyboard sees where they are at once."""
    outer, line, chart = QWidget(), QLineEdit(), TimelineChart()
    column = QVBoxLayout(outer)
    column.addWidget(line)
    column.addWidget(chart)
    qtbot.addWidget(outer)
    chart.show_tracks(TRACKS, ENDS, NOW, "14:00")
    outer.show()
    outer.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert chart.hasFocus()
    assert label(chart) == "Recruited"


def test_keys_zoom_around_what_is_chosen(chart: TimelineChart) -> None:
    """Plus and minus keep the chosen event in its place, 0 shows all of it, and no farther is gone than that."""
    chart.choose(JOURNEY[1])
    before, whole = chart.rect_of(JOURNEY[1]).left(), chart.scale
    for _step in range(4):
        QTest.keyClicks(chart, "+")
    assert chart.scale.per_minute > 4 * whole.per_minute
    assert abs(chart.rect_of(JOURNEY[1]).left() - before) <= 2
    QTest.keyClicks(chart, "0")
    assert chart.scale == whole
    QTest.keyClicks(chart, "-")
    assert chart.scale == whole


def test_the_wheel_zooms_at_the_pointer_with_ctrl(chart: TimelineChart) -> None:
    """The minute under the pointer stays under it; with Shift the wheel scrolls to the side, alone downwards."""
    at = chart.sight().chart.x() + 400
    minute = chart.scale.minute(chart.horizontalScrollBar().value() + 400)
    for _step in range(3):
        wheel(chart, 120, at, Qt.KeyboardModifier.ControlModifier)
    assert abs(chart.scale.minute(chart.horizontalScrollBar().value() + 400) - minute) < 3 / chart.scale.per_minute
    before, scale = chart.horizontalScrollBar().value(), chart.scale
    wheel(chart, -120, at, Qt.KeyboardModifier.ShiftModifier)
    assert chart.horizontalScrollBar().value() == before + 120
    assert chart.scale is scale


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH])
def test_a_unit_is_given_the_width_at_which_it_is_read(chart: TimelineChart, unit: Unit) -> None:
    """The ticks of the unit that was asked for are what the scale then shows."""
    chart.choose(JOURNEY[1])
    chart.zoom_to(unit)
    assert chart.scale.unit_of(current().pixels(46)) is unit
    assert chart.rect_of(JOURNEY[1]).isValid()


def test_what_is_chosen_is_brought_into_sight(chart: TimelineChart) -> None:
    """An event far to the right, on a track below, is scrolled to; one that is in sight moves nothing."""
    chart.zoom_to(Unit.DAY)
    chart.resize(500, 120)
    chart.choose(JOURNEY[0])
    assert chart.rect_of(JOURNEY[0]).isValid()
    chart.choose(COURT[1])
    assert chart.rect_of(COURT[1]).isValid()
    place = chart.horizontalScrollBar().value()
    chart.choose(COURT[1])
    assert chart.horizontalScrollBar().value() == place


def test_a_press_chooses_and_a_double_press_opens(chart: TimelineChart) -> None:
    """The event under the pointer is chosen without anything moving; beside all events nothing is lost."""
    opened: list[Event] = []
    chart.opened.connect(opened.append)
    chart.zoom_to(Unit.MONTH)
    before = chart.seen_minutes
    seen = next(one for one in JOURNEY if chart.rect_of(one).width() > 8)
    at = chart.rect_of(seen).center()
    assert chart.found_at(at) == seen
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chart.chosen == seen
    assert chart.seen_minutes == before
    QTest.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [seen]
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(chart.viewport().width() - 3, 60))
    assert chart.chosen == seen


def test_the_ground_is_dragged(chart: TimelineChart) -> None:
    """Pressing beside events and moving scrolls the time under the pointer."""
    chart.zoom_to(Unit.DAY)
    chart.horizontalScrollBar().setValue(1000)
    ground = chart.viewport()
    empty = QPoint(ground.width() - 4, ground.height() - 4)
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=empty)
    QTest.mouseMove(ground, empty - QPoint(150, 0))
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=empty - QPoint(150, 0))
    assert chart.horizontalScrollBar().value() == 1150


def test_what_is_under_the_pointer_is_told_as_plain_words(chart: TimelineChart) -> None:
    """The tooltip says all of it, and no tag that somebody typed is obeyed."""
    bold = event(9, day(100), "<b>Bold</b>")
    chart.show_tracks((Track("journey", "Journey", "route", (bold,)),), ENDS, NOW, "14:00")
    at = chart.rect_of(bold).center()
    QApplication.sendEvent(chart.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, chart.viewport().mapToGlobal(at)))
    assert QToolTip.text().startswith("‹b›Bold‹/b›. 2026-09-09")
    QToolTip.hideText()


def test_words_never_lie_across_now_nor_over_each_other() -> None:
    """On every scale: no words cross the present, no two things of a row overlap, and nothing is left out."""
    tracks = many(600)
    start, end = SUMMER - DAY, SUMMER + 740 * DAY
    for width in (300.0, 900.0, 9_000.0, 200_000.0):
        scale = Scale.fitted(start, end, width)
        now = scale.x(NOW)
        for wide in lay_out(tracks, scale, NOW, lambda words: (words, 7.0 * len(words)), 24):
            kept = [laid for row in wide.rows for laid in row]
            assert len(kept) + sum(len(crowd.events) for crowd in wide.crowds) == len(wide.track.events)
            assert len(wide.rows) <= MOST_ROWS
            assert not any(laid.words and laid.at < now < laid.at + 7.0 * len(laid.words) for laid in kept)
            for row in wide.rows:
                assert all(left.last <= right.first for left, right in pairwise(row))
            assert all(a.last <= b.first for a, b in pairwise(wide.crowds))
            assert [one.event.id for one in wide.seen(0, scale.width)] == [one.event.id for one in kept]


def test_a_crowd_opens_when_pressed(qtbot: QtBot, theme: object) -> None:
    """Events too close to be told apart stand as one mark that counts them; a press comes closer, until they are."""
    chart = TimelineChart()
    qtbot.addWidget(chart)
    Pointing(chart)
    chart.resize(700, 400)
    chart.show()
    close = tuple(event(n, datetime(2026, 6, 10, n // 60, n % 60, tzinfo=UTC)) for n in range(1, 40))
    chart.show_tracks((Track("t", "Track", "route", close),), ENDS, NOW, "14:00")
    at = chart.rect_of(close[-1]).center()
    crowd = chart.found_at(at)
    assert isinstance(crowd, Crowd)
    assert len(crowd.events) > 10
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chart.chosen == crowd.events[0]
    for _press in range(12):
        chart.zoom_by(3.0)
    shown = {one.id for one in close if not isinstance(chart._places[one.id][1], Crowd)}
    assert len(shown) > 30


def test_a_screen_reader_finds_a_list(chart: TimelineChart) -> None:
    """Each event is an item with its words and place; the chosen one has the focus, and one that is gone is none."""
    found = QAccessible.queryAccessibleInterface(chart)
    assert (found.role(), found.childCount()) == (QAccessible.Role.List, 6)
    assert found.text(QAccessible.Text.Name) == "Timeline"
    told = [found.child(number).text(QAccessible.Text.Name) for number in range(6)]
    assert told[3].startswith("Landed. ")
    assert told[3].endswith("day and hour known. In dispute: Came: 27 Nov 2026 / 28 Nov 2026")
    assert told[2] == "By boat. 2026-08. only the month is known"
    assert told[5].endswith("day known. Due")
    item = found.child(0)
    assert item.role() == QAccessible.Role.ListItem
    assert item.rect().isValid()
    chart.choose(COURT[0])
    assert found.focusChild().text(QAccessible.Text.Name) == words_of_event(COURT[0])
    chart.show_tracks((), ENDS, NOW, "14:00")
    assert (found.childCount(), item.isValid()) == (0, False)


def test_many_charts_come_and_go(qtbot: QtBot, theme: object) -> None:
    """What a screen reader was given does not outlive its chart: a new one in its place is read anew."""
    for round_ in range(30):
        made = TimelineChart()
        made.resize(400, 200)
        made.show_tracks((Track("t", "T", "route", (event(round_, day(round_)),)),), ENDS, NOW, "")
        found = QAccessible.queryAccessibleInterface(made)
        assert found.child(0).text(QAccessible.Text.Name).startswith(f"Event {round_}.")
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_filter_leaves_what_is_seen_where_it_was(chart: TimelineChart) -> None:
    """Other tracks on the same ends: the same minutes are seen, and what is chosen stays while it is there."""
    chart.choose(JOURNEY[1])
    chart.zoom_to(Unit.DAY)
    before = chart.seen_minutes
    chart.show_tracks(TRACKS[:1], ENDS, NOW, "14:00")
    assert abs(chart.seen_minutes[0] - before[0]) < DAY / 20
    assert chart.chosen == JOURNEY[1]
    gone: list[object] = []
    chart.chose.connect(gone.append)
    chart.show_tracks(TRACKS[1:], ENDS, NOW, "14:00")
    assert gone == [None]


def test_the_overview_moves_the_window(chart: TimelineChart, qtbot: QtBot) -> None:
    """Handles widen it, the middle moves it, a press beside brings it there; the chart follows."""
    overview = Overview()
    qtbot.addWidget(overview)
    overview.resize(800, 44)
    overview.show()
    overview.show_tracks(TRACKS, ENDS)
    overview.window_asked.connect(chart.show_minutes)
    chart.moved.connect(lambda: overview.show_window(*chart.seen_minutes))
    chart.show_minutes(SUMMER, SUMMER + 60 * DAY)
    frame = overview.frame()

    def drag(x: int, by: int) -> None:
        QTest.mousePress(overview, Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
        QTest.mouseMove(overview, QPoint(x + by, 20))
        QTest.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=QPoint(x + by, 20))

    drag(frame.center().x(), 100)
    moved = overview.frame()
    assert abs(moved.left() - frame.left() - 100) <= 2
    assert abs(moved.width() - frame.width()) <= 2
    drag(moved.right(), 60)
    wide = overview.frame()
    assert abs(wide.width() - moved.width() - 60) <= 3
    drag(wide.left(), 40)
    assert abs(overview.frame().width() - wide.width() + 40) <= 3
    drag(700, 0)
    assert overview.frame().contains(QPoint(700, 20))


def test_pictures_differ_by_scheme_and_choice(chart: TimelineChart, schemes: Callable[[Scheme], None]) -> None:
    """Each scheme paints its own, the same twice, and what is chosen is marked."""
    taken = []
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST):
        schemes(scheme)
        chart.choose(None)
        taken.append(chart.grab().toImage())
        assert chart.grab().toImage() == taken[-1]
        grab(chart, f"timeline-{scheme.value}")
    chart.choose(JOURNEY[0])
    taken.append(chart.grab().toImage())
    assert all(one != other for at, one in enumerate(taken) for other in taken[at + 1 :])
