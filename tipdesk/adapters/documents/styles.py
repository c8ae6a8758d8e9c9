"""Sizes, greys and measures of all documents: A4, black ink, readable after a bad photocopy.

Nothing is told by colour alone. Lengths are in points.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, STRONG

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
SIDE = 18 * MM
TOP = 26 * MM
BOTTOM = 25 * MM
WIDTH = PAGE_WIDTH - 2 * SIDE

INK = "#14181f"
SOFT = "#4a515c"
RULE = "#b9bfc8"
TINT = "#eef0f3"
GHOST = "#f0f1f4"
WHITE = "#ffffff"


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of all documents; those called `small` stand in tables."""

    kind: "ParagraphStyle"
    reference: "ParagraphStyle"
    title: "ParagraphStyle"
    section: "ParagraphStyle"
    block: "ParagraphStyle"
    part: "ParagraphStyle"
    group: "ParagraphStyle"
    label: "ParagraphStyle"
    value: "ParagraphStyle"
    said: "ParagraphStyle"
    empty: "ParagraphStyle"
    head: "ParagraphStyle"
    small: "ParagraphStyle"
    small_soft: "ParagraphStyle"


@cache
def styles() -> Styles:
    """Return the paragraph styles, made once."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    def style(name: str, font: str, size: float, leading: float, color: str = INK, **more: object) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            None,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=HexColor(color),
            splitLongWords=1,
            **more,
        )

    return Styles(
        kind=style("kind", MEDIUM, 9, 12, SOFT),
        reference=style("reference", STRONG, 24, 29),
        title=style("title", MEDIUM, 13, 17, spaceAfter=8),
        section=style("section", STRONG, 13, 16),
        block=style("block", STRONG, 10.5, 13.5, spaceBefore=9, spaceAfter=3),
        part=style("part", MEDIUM, 9.5, 12.5, spaceBefore=6, spaceAfter=2),
        group=style("group", STRONG, 8.5, 11.5, SOFT, spaceBefore=5, spaceAfter=1),
        label=style("label", MEDIUM, 7.5, 10, SOFT),
        value=style("value", REGULAR, 9.5, 13.5),
        said=style("said", REGULAR, 9.5, 13.5, leftIndent=9, bulletIndent=0, bulletFontName=REGULAR),
        empty=style("empty", REGULAR, 9.5, 13.5, SOFT, spaceBefore=2),
        head=style("head", MEDIUM, 7.5, 9.5, INK),
        small=style("small", REGULAR, 8, 10.5),
        small_soft=style("small_soft", REGULAR, 8, 10.5, SOFT),
    )
