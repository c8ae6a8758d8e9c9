"""The timeline of a case with so many events, its frames timed: `python panning_probe.py EVENTS FRAMES`.

Prints one line a scale: its name, then milliseconds of the slower frames while the chart is panned, and of a bare
widget that fills the same rectangles in the same steps. The first line is what laying all of it out takes.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.timing import percentile, timed
from tests.ui.timeline_probes import NOW, SUMMER, many
from tipdesk.domain.scale import Unit
from tipdesk.domain.spans import DAY
from tipdesk.ui.timeline.chart import TimelineChart

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

SIZE = (1200, 620)
STEP = 13
P95 = 0.95
UNITS = {"weeks": Unit.WEEK, "days": Unit.DAY, "hours": Unit.HOUR}


class Bare(QWidget):
    """A widget that fills rectangles, and does nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.rects: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        for rect in self.rects:
            painter.fillRect(rect, QColor("gray"))
        painter.end()


def main(events: int, frames: int) -> None:
    """Pan at each scale from left to right, beside the bare widget."""
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import DeskApp

    app = DeskApp([], resources)
    app.theme.complete()
    tracks, ends = many(events), (SUMMER - 10 * DAY, SUMMER + 740 * DAY)
    chart, bare = TimelineChart(), Bare()
    for widget in (chart, bare):
        widget.resize(*SIZE)
        widget.show()
    laid = timed(lambda: chart.show_tracks(tracks, ends, NOW, "14:00"))
    print("laid", laid * 1000, laid * 1000)
    for name, unit in UNITS.items():
        chart.zoom_to(unit)
        chart.show_minutes(SUMMER, SUMMER + round(chart.viewport().width() / chart.scale.per_minute))
        ours, floors = _pan(chart, bare, frames)
        print(name, percentile(ours, P95) * 1000, percentile(floors, P95) * 1000)


def _pan(chart: TimelineChart, bare: Bare, frames: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each frame, of the chart and of the bare widget; one that is not counted warms up."""
    ours, floors = [], []
    for frame in range(frames + 1):
        ours.append(timed(partial(_step, chart)))
        bare.rects = [rect for event in chart.events if (rect := chart.rect_of(event)).isValid()]
        floors.append(timed(partial(_fill, bare)))
        if not frame:
            ours.clear()
            floors.clear()
    return ours, floors


def _step(chart: TimelineChart) -> None:
    bar = chart.horizontalScrollBar()
    bar.setValue(bar.value() + STEP)
    QApplication.processEvents()


def _fill(bare: Bare) -> None:
    bare.update()
    QApplication.processEvents()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
