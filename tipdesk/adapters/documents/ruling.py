"""The pieces of paper that ReportLab sets: paragraphs, ruled tables, rules and spaces, with their measures.

All are plain functions that make flowables, and ReportLab is imported when one is first called. Lengths are in points.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from tipdesk.adapters.documents.styles import INK, MM, PAGE_HEIGHT, RULE, SOFT, TINT, WIDTH

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

    from tipdesk.adapters.documents.quick import Words

Rows = Sequence[Sequence[object]]
_FIRST, _LAST = (0, 0), (-1, -1)
_SIGN_WIDTHS = (24 * MM, 72 * MM, 24 * MM, 54 * MM)
_SIGN_HEIGHT = 10 * MM
_GAP = 5 * MM
_ABOVE_CELL, _BELOW_CELL, _BESIDE_CELL = 2.5, 3, 3


def paragraph(markup: str, style: "ParagraphStyle", bullet: str | None = None) -> "Words":
    """Return a paragraph of escaped text, which may hold markup of ours."""
    from tipdesk.adapters.documents.quick import Words

    return Words(markup, style, bulletText=bullet) if "<" in markup else Words.plain(unescape(markup), style, bullet)


def space(height: float) -> "Flowable":
    """Return empty paper of this height, which vanishes at the top of a page."""
    from reportlab.platypus import Spacer

    return Spacer(1, height, isGlue=True)


def room(height: float) -> "Flowable":
    """Return a break to the next page, which works only where less than this height is left on the page."""
    from reportlab.platypus import CondPageBreak

    return CondPageBreak(height)


def heavy_rule() -> "Flowable":
    """Return the rule under the head of a section."""
    return _rule(0.9, INK, before=2, after=3)


def light_rule() -> "Flowable":
    """Return the rule under an answer that takes the whole width."""
    return _rule(0.4, RULE, before=3, after=1)


def pairs(rows: Rows) -> "Flowable":
    """Return a table of answers, two in a row, with a hair line under each row."""
    half = WIDTH / 2
    lines = [("LINEBELOW", _FIRST, _LAST, 0.4, _color(RULE))]
    padding = [("RIGHTPADDING", (0, 0), (0, -1), _GAP), ("LEFTPADDING", _FIRST, _LAST, 0)]
    return _table(rows, (half, half), [*_tight(2.2, 3), *padding, *lines])


def slip_facts(rows: Rows) -> "Flowable":
    """Return the framed table of the facts about this copy of a document."""
    third = WIDTH / len(rows[0])
    frame = [
        ("BACKGROUND", _FIRST, _LAST, _color(TINT)),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, _color(INK)),
    ]
    return _table(rows, [third] * len(rows[0]), [*_tight(4, 4), ("LEFTPADDING", _FIRST, _LAST, 7), *frame])


def slip_lines(rows: Rows) -> "Flowable":
    """Return the lines that are to be filled in by hand."""
    lines = [("LINEBELOW", (column, 0), (column, -1), 0.6, _color(INK)) for column in (1, 3)]
    more = [("VALIGN", _FIRST, _LAST, "BOTTOM"), ("LEFTPADDING", _FIRST, _LAST, 7)]
    return _table(rows, _SIGN_WIDTHS, [*_tight(0, 1), *more, *lines], heights=[_SIGN_HEIGHT] * len(rows))


class GridRows:
    """The rows of a table that repeats its head on each page: implements `quick.LongRows`.

    `row` makes the cells of the row of a number, one paragraph each; `starts` tells whether that row gets a rule above.
    """

    def __init__(
        self,
        head: Sequence["Words"],
        widths: Sequence[float],
        count: int,
        row: "Callable[[int], Sequence[Words]]",
        starts: Callable[[int], bool],
    ) -> None:
        """Keep what makes the rows, and measure the head."""
        self.count = count
        self._head, self._widths, self._row, self._starts = head, widths, row, starts
        self._made: dict[int, Sequence[Words]] = {}
        self.head_height = self._height(head)

    def height(self, number: int) -> float:
        """Return how high the row of this number is; the row is kept until its page is made."""
        if number not in self._made:
            self._made[number] = self._row(number)
        return self._height(self._made[number])

    def table(self, first: int, end: int) -> "Flowable":
        """Return a table of the head and the rows from `first` to before `end`."""
        rows = [self._made.pop(number) for number in range(first, end)]
        starts = [number - first + 1 for number in range(first, end) if self._starts(number)]
        heights = [self.head_height, *map(self._height, rows)]
        return _grid([self._head, *rows], self._widths, starts, heights, is_end=end == self.count)

    def _height(self, cells: Sequence["Words"]) -> float:
        inner = (
            cell.wrap(width - 2 * _BESIDE_CELL, PAGE_HEIGHT)[1] for cell, width in zip(cells, self._widths, strict=True)
        )
        return max(inner) + _ABOVE_CELL + _BELOW_CELL


def long_table(rows: "GridRows") -> "Flowable":
    """Return a table that may take many pages."""
    from tipdesk.adapters.documents.quick import LongTable

    return LongTable(rows)


def _grid(
    rows: Rows, widths: Sequence[float], starts: Sequence[int], heights: Sequence[float], *, is_end: bool
) -> "Flowable":
    """Return the part of a table that stands on one page; `starts` are the rows that get a rule above."""
    between = [("LINEBELOW", (0, 1), _LAST, 0.2, _color(RULE))]
    lines = [*between, *(("LINEABOVE", (0, row), (-1, row), 0.5, _color(SOFT)) for row in starts)]
    head = [("BACKGROUND", (0, 0), (-1, 0), _color(TINT)), ("LINEBELOW", (0, 0), (-1, 0), 0.7, _color(INK))]
    end = [("LINEBELOW", (0, -1), (-1, -1), 0.4, _color(RULE))] if is_end else []
    return _table(rows, widths, [*_tight(_ABOVE_CELL, _BELOW_CELL), *lines, *head, *end], heights=heights)


def _table(
    rows: Rows,
    widths: Sequence[float],
    commands: Sequence[tuple[object, ...]],
    *,
    heights: Sequence[float] | None = None,
) -> "Flowable":
    from reportlab.platypus import Table, TableStyle

    return Table(rows, colWidths=widths, rowHeights=heights, style=TableStyle(commands), hAlign="LEFT")


def _tight(above: float, below: float) -> list[tuple[object, ...]]:
    return [
        ("VALIGN", _FIRST, _LAST, "TOP"),
        ("TOPPADDING", _FIRST, _LAST, above),
        ("BOTTOMPADDING", _FIRST, _LAST, below),
        ("LEFTPADDING", _FIRST, _LAST, _BESIDE_CELL),
        ("RIGHTPADDING", _FIRST, _LAST, _BESIDE_CELL),
    ]


def _rule(thickness: float, color: str, before: float, after: float) -> "Flowable":
    from reportlab.platypus import HRFlowable

    return HRFlowable("100%", thickness, color=_color(color), spaceBefore=before, spaceAfter=after)


def _color(color: str) -> "Color":
    from reportlab.lib.colors import HexColor

    return HexColor(color)
