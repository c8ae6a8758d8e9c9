"""What is drawn on a paper for people: boxes, lines to write on and to sign, numbered lines, and the slip to tear off.

ReportLab is imported with this module, so that it is imported when the first paper is set.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from tipdesk.adapters.documents.furniture import fitted
from tipdesk.adapters.documents.styles import BOTTOM, INK, MM, PAGE_HEIGHT, RULE, SOFT, TOP, WIDTH
from tipdesk.adapters.documents.typeface import MEDIUM, REGULAR

_LABEL = 52 * MM
_BOX = 3.6 * MM
_BESIDE_BOX = 3 * MM
_BULLET = 0.9 * MM
_NUMBER_ROOM = 11 * MM
_SIGN_HEIGHT = 9.4 * MM
_THUMB = 26 * MM
_TICK = ((0.15, 0.5), (0.42, 0.2), (0.88, 0.85))
_CUT_ROOM = 8 * MM
_FIRST, _LAST = (0, 0), (-1, -1)


class _Drawn(Flowable):
    """Something as wide as its room, and so high."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height, self._wide = height, WIDTH

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - as it is called
        """Return the room that it takes."""
        del availHeight
        self._wide = availWidth
        return availWidth, self._height


class _Line(_Drawn):
    """A line to write on."""

    def draw(self) -> None:
        """Draw it at the foot of its room."""
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 1.2 * MM, self._wide, 1.2 * MM)


class _Box(_Drawn):
    """A box, ticked or not, or for None the dot of a list."""

    def __init__(self, leading: float, *, is_ticked: bool | None) -> None:
        super().__init__(leading)
        self._is_ticked = is_ticked

    def draw(self) -> None:
        """Draw it beside the first line of a text."""
        middle = self._height * 0.5
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setFillColor(HexColor(INK))
        if self._is_ticked is None:
            self.canv.circle(1.6 * MM, middle, _BULLET, stroke=0, fill=1)
            return
        low = middle - _BOX / 2
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, low, _BOX, _BOX, stroke=1, fill=0)
        if self._is_ticked:
            self.canv.setLineWidth(1.5)
            for begin, end in pairwise(_TICK):
                self.canv.line(begin[0] * _BOX, low + begin[1] * _BOX, end[0] * _BOX, low + end[1] * _BOX)


def blank_lines(count: int, height: float) -> Iterator[Flowable]:
    """Yield so many lines to write on."""
    for _line in range(count):
        yield _Line(height)


def fact_rows(rows: Sequence[tuple[Flowable, Flowable | None]], line: float) -> Iterator[Flowable]:
    """Yield a table of labels with what is known beside, or a line of a height to write on where nothing is."""
    if rows:
        cells = [[label, said or _Line(line - 2 * MM)] for label, said in rows]
        below = [("LINEBELOW", (0, at), (-1, at), 0.4, HexColor(RULE)) for at, row in enumerate(rows) if row[1]]
        yield _table(cells, (_LABEL, WIDTH - _LABEL), below)


def point_rows(
    texts: Sequence[Flowable], ticks: Sequence[bool | None], columns: int, leading: float
) -> Iterator[Flowable]:
    """Yield a list with boxes or dots, in columns; `leading` is the height of a line of it."""
    if not texts:
        return
    wide = WIDTH / columns
    mark = _BOX + _BESIDE_BOX
    cells: list[Sequence[object]] = [
        (_Box(leading, is_ticked=is_ticked), text) for text, is_ticked in zip(texts, ticks, strict=True)
    ]
    cells += [("", "")] * (-len(cells) % columns)
    rows = [[one for cell in cells[at : at + columns] for one in cell] for at in range(0, len(cells), columns)]
    yield _table(rows, (mark, wide - mark) * columns, [], above=1.5)


def signing_lines(rows: Sequence[tuple[Flowable, Flowable]], thumb: str) -> Flowable:
    """Return a line to sign for each of `rows` (who, and what is written at its end), and a box for a thumb beside."""
    room = _THUMB + 6 * MM if thumb else 0
    widths = (40 * MM, WIDTH - room - 66 * MM, 26 * MM)
    cells = [[who, "", date] for who, date in rows]
    lines = [("LINEBELOW", (1, at), (-1, at), 0.6, HexColor(INK)) for at in range(len(rows))]
    low = [("VALIGN", _FIRST, _LAST, "BOTTOM"), ("BOTTOMPADDING", _FIRST, _LAST, 1.5)]
    table = _table(cells, widths, [*lines, *low, ("TOPPADDING", _FIRST, _LAST, 0)], heights=[_SIGN_HEIGHT] * len(rows))
    return (
        Table(
            [[table, _Thumb(thumb)]],
            colWidths=(WIDTH - room, room),
            style=TableStyle([*_TIGHT, ("TOPPADDING", _FIRST, _LAST, 0)]),
        )
        if thumb
        else table
    )


class _Thumb(_Drawn):
    """A box for a thumb print, with its label inside."""

    def __init__(self, label: str) -> None:
        super().__init__(_THUMB + 6 * MM)
        self._label = label

    def draw(self) -> None:
        """Draw it."""
        left = 6 * MM
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setLineWidth(0.6)
        self.canv.rect(left, 0, _THUMB, _THUMB, stroke=1, fill=0)
        self.canv.setFillColor(HexColor(SOFT))
        self.canv.setFont(REGULAR, 6.8)
        self.canv.drawString(left + 1.2 * MM, 1.5 * MM, fitted(self._label, REGULAR, 6.8, _THUMB - 2 * MM))


class NumberedLine(_Drawn):
    """One line of a text with its number."""

    def __init__(self, number: int, text: str, style: ParagraphStyle) -> None:
        super().__init__(style.leading)
        self._number, self._text, self._style = number, text, style

    def draw(self) -> None:
        """Draw it."""
        base = self._height * 0.28
        self.canv.setFillColor(HexColor(SOFT))
        self.canv.setFont(MEDIUM, 7)
        self.canv.drawRightString(_NUMBER_ROOM - 3 * MM, base, str(self._number))
        self.canv.setFillColor(self._style.textColor)
        self.canv.setFont(self._style.fontName, self._style.fontSize)
        self.canv.drawString(_NUMBER_ROOM, base, self._text)


def broken(text: str, style: ParagraphStyle) -> Iterator[str]:
    """Yield the lines into which a paragraph breaks beside its numbers; an empty one is one empty line."""
    room, line = WIDTH - _NUMBER_ROOM, ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, style.fontName, style.fontSize) <= room:
            line = longer
            continue
        if line:
            yield line
        *full, line = _cut(word, style, room)
        yield from full
    yield line


def _cut(word: str, style: ParagraphStyle, room: float) -> list[str]:
    """Return a word in parts that are as long as there is room."""
    parts, rest = [], word
    while stringWidth(rest, style.fontName, style.fontSize) > room:
        fits = 1
        while fits < len(rest) and stringWidth(rest[: fits + 1], style.fontName, style.fontSize) <= room:
            fits += 1
        parts.append(rest[:fits])
        rest = rest[fits:]
    return [*parts, rest]


class AtFoot(Flowable):
    """What stands at the foot of its page, all of it on one; what is higher than a page flows like anything else."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._parts = [part for part in parts if not isinstance(part, CondPageBreak)]
        self._high = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - as it is called
        """Return all that is left of the page, or more where it is not enough, so that it goes to the next."""
        heights = []
        for part in self._parts:
            before = part.getSpaceBefore() + part.getSpaceAfter()
            heights.append(part.wrap(availWidth, availHeight)[1] + before)
        self._high = sum(heights)
        return availWidth, max(self._high, availHeight - 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - as it is called
        """Return nothing, so that it goes to the next page, or its parts where no page is high enough for them."""
        del availWidth, availHeight
        return self._parts if self._high > PAGE_HEIGHT - TOP - BOTTOM else []

    def draw(self) -> None:
        """Draw the parts from the top of what they take at the foot."""
        top = self._high
        for part in self._parts:
            top -= part.getSpaceBefore() + part.wrap(WIDTH, top)[1]
            part.drawOn(self.canv, 0, top)
            top -= part.getSpaceAfter()


class _Cut(_Drawn):
    """A dashed line with what to do at it."""

    def __init__(self, label: str) -> None:
        super().__init__(_CUT_ROOM)
        self._label = label

    def draw(self) -> None:
        """Draw it."""
        self.canv.saveState()
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setLineWidth(0.7)
        self.canv.setDash((4, 3))
        self.canv.line(0, self._height - 1, self._wide, self._height - 1)
        self.canv.restoreState()
        self.canv.setFillColor(HexColor(SOFT))
        self.canv.setFont(REGULAR, 8)
        self.canv.drawString(0, self._height - 4 * MM, fitted(self._label, REGULAR, 8, self._wide))


def cut_line(label: str) -> Flowable:
    """Return a line to cut along."""
    return _Cut(label)


_TIGHT: Sequence[tuple[object, ...]] = (
    ("VALIGN", _FIRST, _LAST, "TOP"),
    ("LEFTPADDING", _FIRST, _LAST, 0),
    ("RIGHTPADDING", _FIRST, _LAST, 4),
    ("BOTTOMPADDING", _FIRST, _LAST, 1.2),
)


def _table(
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    more: Sequence[tuple[object, ...]],
    *,
    above: float = 1.6,
    heights: Sequence[float] | None = None,
) -> Table:
    top = ("TOPPADDING", _FIRST, _LAST, above)
    return Table(rows, colWidths=widths, rowHeights=heights, style=TableStyle([*_TIGHT, top, *more]), hAlign="LEFT")
