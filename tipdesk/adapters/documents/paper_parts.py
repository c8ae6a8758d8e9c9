"""Setting the parts of a paper for people: paragraphs, boxes to tick, lines to write on, numbered lines, a tear-off.

Each part can break across pages but the tear-off, which keeps to the foot of one. Boxes and lines are drawn, so that
they look alike in every typeface, and lines are high enough for a pen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, assert_never

from tipdesk.adapters.documents import ruling
from tipdesk.adapters.documents.styles import INK, MM, SOFT
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR, STRONG, Pen
from tipdesk.services.papers.paper import (
    Blanks,
    Facts,
    Heading,
    Lines,
    Part,
    Point,
    Points,
    Signing,
    TearOff,
    Words,
)

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

_LONGEST_BESIDE, _MOST_LINES_BESIDE = 240, 5
_MOST_POINT = 600
_LINES_UNDER_HEADING = 4


@dataclass(frozen=True)
class PaperStyles:
    """The paragraph styles of one size of letters; `line` is the height of a line to write on, in points."""

    title: "ParagraphStyle"
    heading: "ParagraphStyle"
    words: "ParagraphStyle"
    strong: "ParagraphStyle"
    label: "ParagraphStyle"
    note: "ParagraphStyle"
    line: float


@cache
def paper_styles(*, is_large: bool) -> PaperStyles:
    """Return the styles of normal or of large letters, made once."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    size = 14.0 if is_large else 10.0

    def style(name: str, font: str, share: float, color: str = INK, **more: object) -> ParagraphStyle:
        return ParagraphStyle(
            f"paper {name} {size}",
            None,
            fontName=font,
            fontSize=size * share,
            leading=size * share * 1.36,
            textColor=HexColor(color),
            splitLongWords=1,
            **more,
        )

    return PaperStyles(
        title=style("title", STRONG, 1.9, spaceAfter=6),
        heading=style("heading", STRONG, 1.2, spaceBefore=size * 0.9, spaceAfter=size * 0.3),
        words=style("words", REGULAR, 1, spaceAfter=size * 0.3),
        strong=style("strong", MEDIUM, 1, spaceBefore=size * 0.4, spaceAfter=size * 0.4),
        label=style("label", MEDIUM, 0.86, SOFT),
        note=style("note", REGULAR, 0.8, SOFT, spaceBefore=8),
        line=8 * MM,
    )


class PartSetter:
    """Sets the parts of one paper with one pen."""

    def __init__(self, pen: Pen, styles: PaperStyles) -> None:
        """Keep what the parts are set with."""
        self._pen, self._styles = pen, styles
        self._numbered = 0

    def title(self, text: str) -> "Flowable":
        """Return the heading of the paper."""
        return self._text(text, self._styles.title)

    def note(self, text: str) -> "Flowable":
        """Return a sentence in small letters."""
        return self._text(text, self._styles.note)

    def part(self, part: Part) -> "Iterator[Flowable]":
        """Yield what flows through the pages for a part."""
        match part:
            case Heading():
                yield self._room(part.lines)
                yield self._text(part.text, self._styles.heading)
            case Words():
                style = self._styles.strong if part.is_strong else self._styles.words
                yield from (self._text(line, style) for text in part.texts for line in self._lines_of(text))
            case Facts():
                yield from self._facts(part)
            case Points():
                yield from self._points(part)
            case Blanks():
                yield from self._blanks(part)
            case Signing():
                yield ruling.space(6)
                yield self._signing(part)
            case Lines():
                yield from self._numbered_lines(part)
            case TearOff():
                yield self._tear_off(part)
            case _:
                assert_never(part)

    def _facts(self, facts: Facts) -> "Iterator[Flowable]":
        from tipdesk.adapters.documents.paper_drawn import fact_rows

        waiting: list[tuple[Flowable, Flowable | None]] = []
        for label, text in facts.rows:
            name = self._text(label, self._styles.label)
            if len(text) <= _LONGEST_BESIDE and text.count("\n") < _MOST_LINES_BESIDE:
                waiting.append((name, self._text(text, self._styles.words) if text.strip() else None))
                continue
            yield from fact_rows(waiting, self._styles.line)
            waiting = []
            yield ruling.space(3)
            yield name
            yield from (self._text(line, self._styles.words) for line in self._lines_of(text))
        yield from fact_rows(waiting, self._styles.line)
        yield ruling.space(4)

    def _points(self, points: Points) -> "Iterator[Flowable]":
        from tipdesk.adapters.documents.paper_drawn import point_rows

        told = [self._point(one) for one in points.points]
        ticks = [one.is_ticked for one in points.points]
        yield from point_rows(told, ticks, points.columns, self._styles.words.leading)

    def _point(self, point: Point) -> "Flowable":
        text = point.text if len(point.text) <= _MOST_POINT else point.text[:_MOST_POINT] + "…"
        return self._text(text, self._styles.words)

    def _blanks(self, blanks: Blanks) -> "Iterator[Flowable]":
        from tipdesk.adapters.documents.paper_drawn import blank_lines

        if blanks.label:
            yield self._room()
            yield self._text(blanks.label, self._styles.label)
        yield from blank_lines(blanks.lines, self._styles.line)

    def _signing(self, signing: Signing) -> "Flowable":
        from tipdesk.adapters.documents.paper_drawn import signing_lines

        rows = [
            (self._text(who, self._styles.label), self._text(signing.date, self._styles.note)) for who in signing.who
        ]
        return signing_lines(rows, self._pen.line(signing.thumb))

    def _numbered_lines(self, lines: Lines) -> "Iterator[Flowable]":
        from tipdesk.adapters.documents.paper_drawn import NumberedLine, broken

        for text in self._pen.plain(lines.text).split("\n"):
            for line in broken(text, self._styles.words):
                self._numbered += 1
                yield NumberedLine(self._numbered, line, self._styles.words)

    def _tear_off(self, part: TearOff) -> "Flowable":
        from tipdesk.adapters.documents.paper_drawn import AtFoot, cut_line

        small = PartSetter(self._pen, paper_styles(is_large=False))
        inside = [flowable for one in part.parts for flowable in small.part(one)]
        return AtFoot([cut_line(self._pen.line(part.cut)), *inside])

    def _room(self, lines: int = _LINES_UNDER_HEADING) -> "Flowable":
        """Return what keeps a heading with the beginning of what it heads."""
        return ruling.room(self._styles.heading.leading + lines * self._styles.words.leading)

    def _lines_of(self, text: str) -> Sequence[str]:
        return [line for line in self._pen.plain(text).split("\n") if line.strip()]

    def _text(self, text: str, style: "ParagraphStyle") -> "Flowable":
        return ruling.paragraph(self._pen.markup(text), style)
