"""The pieces of paper that ReportLab sets: paragraphs, ruled tables, rules and spaces, with their measures.

Promises plain functions that make flowables; ReportLab is imported when one is first called. What they hold is left to
`setting`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.styles import INK, MM, RULE, SOFT, TINT, WIDTH

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

Rows = Sequence[Sequence[object]]
_FIRST, _LAST = (0, 0), (-1, -1)
_SIGN_WIDTHS = (24 * MM, 72 * MM, 24 * MM, 54 * MM)
_SIGN_HEIGHT = 10 * MM
_GAP = 5 * MM


def paragraph(markup: str, style: "ParagraphStyle", bullet: str | None = None) -> "Flowable":
    """Return a paragraph of escaped text."""
    from reportlab.platypus import Paragraph

    return Paragraph(markup, style, bulletText=bullet)


def space(height: float) -> "Flowable":
    """Return empty paper that vanishes at the top of a page."""
    from reportlab.platypus import Spacer

    return Spacer(1, height, isGlue=True)


def room(height: float) -> "Flowable":
    """Return a break to the next page unless so much of this one is left."""
    from reportlab.platypus import CondPageBreak

    return CondPageBreak(height)


def heavy_rule() -> "Flowable":
    """Return the rule under the head of a section."""
    return _rule(0.9, INK, before=2, after=3)


def light_rule() -> "Flowable":
    """Return the rule under an answer that takes the whole width."""
    return _rule(0.4, RULE, before=3, after=1)


def pairs(rows: Rows) -> "Flowable":
    """Return answers, two in a row, with a hair line under each row."""
    half = WIDTH / 2
    lines = [("LINEBELOW", _FIRST, _LAST, 0.4, _color(RULE))]
    padding = [("RIGHTPADDING", (0, 0), (0, -1), _GAP), ("LEFTPADDING", _FIRST, _LAST, 0)]
    return _table(rows, (half, half), [*_tight(2.2, 3), *padding, *lines])


def slip_facts(rows: Rows) -> "Flowable":
    """Return the facts of the copy, framed."""
    third = WIDTH / len(rows[0])
    frame = [
        ("BACKGROUND", _FIRST, _LAST, _color(TINT)),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, _color(INK)),
    ]
    return _table(rows, [third] * len(rows[0]), [*_tight(4, 4), ("LEFTPADDING", _FIRST, _LAST, 7), *frame])


def slip_lines(rows: Rows) -> "Flowable":
    """Return the lines to be filled in by hand."""
    lines = [("LINEBELOW", (column, 0), (column, -1), 0.6, _color(INK)) for column in (1, 3)]
    more = [("VALIGN", _FIRST, _LAST, "BOTTOM"), ("LEFTPADDING", _FIRST, _LAST, 7)]
    return _table(rows, _SIGN_WIDTHS, [*_tight(0, 1), *more, *lines], heights=[_SIGN_HEIGHT] * len(rows))


def grid(rows: Rows, widths: Sequence[float], starts: Sequence[int]) -> "Flowable":
    """Return a table that repeats its head row on each page; `starts` are the rows that get a rule above."""
    between = [("LINEBELOW", (0, 1), _LAST, 0.2, _color(RULE))]
    lines = [*between, *(("LINEABOVE", (0, row), (-1, row), 0.5, _color(SOFT)) for row in starts)]
    head = [("BACKGROUND", (0, 0), (-1, 0), _color(TINT)), ("LINEBELOW", (0, 0), (-1, 0), 0.7, _color(INK))]
    end = [("LINEBELOW", (0, -1), (-1, -1), 0.4, _color(RULE))]
    return _table(rows, widths, [*_tight(2.5, 3), *lines, *head, *end], repeat=1)


def _table(
    rows: Rows,
    widths: Sequence[float],
    commands: Sequence[tuple[object, ...]],
    *,
    heights: Sequence[float] | None = None,
    repeat: int = 0,
) -> "Flowable":
    from reportlab.platypus import Table, TableStyle

    return Table(
        rows, colWidths=widths, rowHeights=heights, style=TableStyle(commands), repeatRows=repeat, hAlign="LEFT"
    )


def _tight(above: float, below: float) -> list[tuple[object, ...]]:
    return [
        ("VALIGN", _FIRST, _LAST, "TOP"),
        ("TOPPADDING", _FIRST, _LAST, above),
        ("BOTTOMPADDING", _FIRST, _LAST, below),
        ("LEFTPADDING", _FIRST, _LAST, 3),
        ("RIGHTPADDING", _FIRST, _LAST, 3),
    ]


def _rule(thickness: float, color: str, before: float, after: float) -> "Flowable":
    from reportlab.platypus import HRFlowable

    return HRFlowable("100%", thickness, color=_color(color), spaceBefore=before, spaceAfter=after)


def _color(color: str) -> "Color":
    from reportlab.lib.colors import HexColor

    return HexColor(color)
