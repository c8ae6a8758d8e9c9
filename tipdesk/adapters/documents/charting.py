"""Setting a chart of times: for each track its name, its scale, and rows in which no two times lie over each other.

A track breaks across pages between its rows. Each shape can be told on a black and white copy. A mark for which there
was no room after many rows is counted, since the table under the chart has it too.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.documents import ruling
from tipdesk.adapters.documents.furniture import fitted
from tipdesk.adapters.documents.styles import INK, MM, RULE, SOFT, TINT, WHITE, WIDTH
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, Pen
from tipdesk.domain.laying import Mark, Room, Rows, is_across, room_of
from tipdesk.services.documents.case_file import Chart, ChartMark, ChartTrack, MarkShape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

NAMES = 32 * MM
_SCALE = WIDTH - NAMES
_ROW, _BAR, _HEAD, _FOOT = 12.0, 8.0, 11.0, 4.0
_GAP = 3.0
_SIZE, _TICK_SIZE = 7.0, 6.5
_LONGEST = 0.45 * _SCALE
_ROWS_A_PIECE = 12
_LEAST_WORDS = 14.0
_MOST_ROWS = 6 * _ROWS_A_PIECE
_DOT = 2.6


@dataclass(frozen=True)
class _Set:
    """A mark in its row: from and to in points, and where its words begin."""

    mark: ChartMark
    start: float
    end: float
    words: str
    words_at: float


@dataclass(frozen=True)
class Piece:
    """Some rows of a track, as they stand together on a page."""

    name: str
    count: str
    rows: tuple[tuple[_Set, ...], ...]
    ticks: tuple[tuple[float, str], ...]
    now: float | None

    @property
    def height(self) -> float:
        """Return how high the piece is, in points."""
        return _HEAD + max(len(self.rows), 2) * _ROW + _FOOT

    def draw(self, canvas: "Canvas") -> None:
        """Draw the piece with its lower left corner at the origin."""
        self._draw_scale(canvas)
        _write(canvas, INK, MEDIUM, 8, 0, self.height - _HEAD - 8, fitted(self.name, MEDIUM, 8, NAMES - _GAP))
        _write(canvas, SOFT, REGULAR, _SIZE, 0, self.height - _HEAD - 18, self.count)
        for number, row in enumerate(self.rows):
            bottom = self.height - _HEAD - (number + 1) * _ROW
            for one in row:
                self._part_now(canvas, one, bottom)
                _draw_mark(canvas, one.mark.shape, one.start, one.end, bottom + (_ROW - _BAR) / 2)
                _write(canvas, INK, REGULAR, _SIZE, one.words_at, bottom + 4, one.words)

    def _part_now(self, canvas: "Canvas", one: "_Set", bottom: float) -> None:
        """Interrupt the line of the present where words lie across it."""
        from reportlab.lib.colors import white
        from reportlab.pdfbase.pdfmetrics import stringWidth

        now = None if self.now is None else NAMES + self.now * _SCALE
        if now is not None and is_across(one.words_at, stringWidth(one.words, REGULAR, _SIZE), now):
            canvas.setFillColor(white)
            canvas.rect(now - 1.5, bottom, 3, _ROW, stroke=0, fill=1)

    def _draw_scale(self, canvas: "Canvas") -> None:
        from reportlab.lib.colors import HexColor
        from reportlab.pdfbase.pdfmetrics import stringWidth

        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HexColor(RULE))
        canvas.line(0, 0, WIDTH, 0)
        for share, words in self.ticks:
            at = NAMES + share * _SCALE
            canvas.line(at, 0, at, self.height - 2)
            if stringWidth(words, REGULAR, _TICK_SIZE) <= WIDTH - at - 2:
                _write(canvas, SOFT, REGULAR, _TICK_SIZE, at + 2, self.height - 8, words)
        if self.now is not None:
            canvas.setStrokeColor(HexColor(SOFT))
            canvas.setLineWidth(1.2)
            canvas.line(NAMES + self.now * _SCALE, 0, NAMES + self.now * _SCALE, self.height - 2)


def chart_parts(chart: Chart, pen: Pen) -> "Iterator[Flowable]":
    """Yield the flowing pieces of a chart, track by track, and then what its shapes mean."""
    from tipdesk.adapters.documents.quick import Drawing

    ticks = tuple((share, pen.line(words)) for share, words in chart.ticks)
    for track in chart.tracks:
        rows, left = _in_rows(track, chart.now, pen)
        name, count = pen.line(track.name), pen.line(track.count)
        for part in (rows[first : first + _ROWS_A_PIECE] for first in range(0, len(rows), _ROWS_A_PIECE)):
            yield Drawing(Piece(name, count, tuple(map(tuple, part)), ticks, chart.now))
        if left:
            yield Drawing(Note(pen.line(chart.more.format(count=left))))
    yield ruling.space(4)
    yield Drawing(Legend(tuple((shape, pen.line(words)) for shape, words in chart.legend)))


@dataclass(frozen=True)
class Note:
    """A line of small words under a track."""

    words: str
    height: float = 11.0

    def draw(self, canvas: "Canvas") -> None:
        """Draw the words beside the names."""
        _write(canvas, SOFT, REGULAR, _SIZE, NAMES, 3, self.words)


@dataclass(frozen=True)
class Legend:
    """What each shape means, in one line."""

    shapes: tuple[tuple[MarkShape, str], ...]
    height: float = 14.0

    def draw(self, canvas: "Canvas") -> None:
        """Draw each shape beside its words."""
        step = WIDTH / max(len(self.shapes), 1)
        for number, (shape, words) in enumerate(self.shapes):
            at = number * step
            wide = shape in (MarkShape.TIME, MarkShape.ABOUT)
            _draw_mark(canvas, shape, at + 2, at + (16 if wide else 2), 3)
            _write(canvas, SOFT, REGULAR, _SIZE, at + 21, 5, fitted(words, REGULAR, _SIZE, step - 24))


def _in_rows(track: ChartTrack, now: float | None, pen: Pen) -> tuple[list[list[_Set]], int]:
    """Return the rows of a track, and how many marks have none."""
    rows: Rows[_Set] = Rows(_MOST_ROWS, _GAP)
    left = 0
    for mark in track.marks:
        one, room = _placed(mark, None if now is None else NAMES + now * _SCALE, pen)
        left += rows.take(one, room.first, room.last) is None
    return rows.rows, left


def _placed(mark: ChartMark, now: float | None, pen: Pen) -> tuple[_Set, Room]:
    """Return a mark in points with its words, and the room of both."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    start, end = NAMES + mark.start * _SCALE, NAMES + mark.end * _SCALE
    if mark.shape in (MarkShape.MOMENT, MarkShape.DUE):
        start = end = (start + end) / 2
    words = fitted(pen.line(mark.label), REGULAR, _SIZE, _LONGEST)
    half = _DOT if start == end else 0.0
    room = room_of(Mark(start, end, half, stringWidth(words, REGULAR, _SIZE)), _GAP, now, (NAMES, WIDTH))
    if room.last > WIDTH and room.at >= end:  # between the present and the edge there is less room than words
        left = WIDTH - room.at
        words = fitted(words, REGULAR, _SIZE, left) if left > _LEAST_WORDS else ""
        room = room._replace(last=WIDTH)
    return _Set(mark, start, end, words, room.at), room


def _draw_mark(canvas: "Canvas", shape: MarkShape, start: float, end: float, bottom: float) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.7)
    middle = bottom + _BAR / 2
    if shape is MarkShape.MOMENT:
        canvas.setFillColor(HexColor(INK))
        canvas.circle(start, middle, _DOT, stroke=0, fill=1)
    elif shape is MarkShape.DUE:
        canvas.setFillColor(HexColor(WHITE))
        canvas.saveState()
        canvas.translate(start, middle)
        canvas.rotate(45)
        canvas.rect(-_DOT, -_DOT, 2 * _DOT, 2 * _DOT, stroke=1, fill=1)
        canvas.restoreState()
    else:
        canvas.setFillColor(HexColor(TINT))
        canvas.setDash([2, 1.4] if shape is MarkShape.ABOUT else [])
        canvas.roundRect(start, bottom, max(end - start, 1.5), _BAR, 1.5, stroke=1, fill=1)
        canvas.setDash([])


def _write(canvas: "Canvas", color: str, font: str, size: float, x: float, y: float, words: str) -> None:
    from reportlab.lib.colors import HexColor

    canvas.setFillColor(HexColor(color))
    canvas.setFont(font, size)
    canvas.drawString(x, y, words)
