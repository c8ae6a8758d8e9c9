"""What else is made of the events of a chart: rows on every scale, a list that is read out, the whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.timeline_probes import COURT, ENDS, NOW, SUMMER, TRACKS, day, event, many
from tipdesk.domain.scale import Scale
from tipdesk.domain.spans import DAY
from tipdesk.services.case.timeline_filter import Track
from tipdesk.ui.timeline.chart import TimelineChart
from tipdesk.ui.timeline.event_list import words_of_event
from tipdesk.ui.timeline.overview import Overview
from tipdesk.ui.timeline.wide_tracks import DOT, GAP, MOST_ROWS, lay_out

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def measured(label: str, most: float) -> tuple[str, float]:
    """Return words of letters that are all seven pixels wide, as many as fit."""
    words = label[: int(min(most, 10_000) // 7)]
    return words, 7.0 * len(words)


def test_words_stand_beside_their_mark_and_never_over_each_other() -> None:
    """On every scale: words are next to what they name, no two things of a row overlap, and nothing is left out."""
    tracks = many(600)
    start, end = SUMMER - DAY, SUMMER + 740 * DAY
    for width in (300.0, 900.0, 9_000.0, 200_000.0):
        scale = Scale.fitted(start, end, width)
        for wide in lay_out(tracks, scale, NOW, measured, 24):
            kept = [laid for row in wide.rows for laid in row]
            assert len(kept) + sum(len(crowd.events) for crowd in wide.crowds) == len(wide.track.events)
            assert len(wide.rows) <= MOST_ROWS
            named = [laid for laid in kept if laid.words and laid.is_point]
            gaps = (min(abs(one.at - one.end), abs(one.at + 7.0 * len(one.words) - one.start)) for one in named)
            assert all(gap == pytest.approx(DOT + GAP) for gap in gaps)
            for row in wide.rows:
                assert all(left.last <= right.first for left, right in pairwise(row))
                assert not row or row[-1].last <= max(width, row[-1].end) + 6
            assert all(a.last <= b.first for a, b in pairwise(wide.crowds))
            assert [one.event.id for one in wide.seen(0, scale.width)] == [one.event.id for one in kept]


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
