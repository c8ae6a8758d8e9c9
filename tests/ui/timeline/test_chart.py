"""The chart of a timeline: how it is walked, zoomed, scrolled and read out, and what is painted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget

from tests.ui.probes import grab
from tests.ui.timeline_probes import COURT, ENDS, JOURNEY, NOW, TRACKS, day, event
from tipdesk.domain.scale import Unit
from tipdesk.domain.spans import DAY
from tipdesk.services.case.timeline_filter import Track
from tipdesk.ui.theme import Scheme, current
from tipdesk.ui.timeline.chart import TimelineChart
from tipdesk.ui.timeline.pointing import Pointing
from tipdesk.ui.timeline.wide_tracks import Crowd

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.services.case.timeline import Event


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
    assert chart.viewport().toolTip().startswith("‹b›Bold‹/b›. 2026-09-09")
    QToolTip.hideText()


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


def test_a_case_is_left_while_hours_are_seen(chart: TimelineChart) -> None:
    """Another case, which may have no event at all, is shown after an hour of this one was: nothing is out of range."""
    chart.zoom_to(Unit.HOUR)
    chart.show_tracks((), (0, 1), 0, "")
    assert not chart.events
    chart.show_tracks(TRACKS, ENDS, NOW, "14:00")
    assert len(chart.events) == 6


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
