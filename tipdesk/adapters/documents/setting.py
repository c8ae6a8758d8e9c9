"""Setting the parts of a document into flowing paragraphs and tables.

Every part can break across pages: short answers stand two in a row in tables whose rows are low, whatever is longer
flows as paragraphs, and tables repeat their heads. Withheld answers stand as a dark block, and unsettled ones under a
bordered word, so that both can be told on a black and white copy.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tipdesk.adapters.documents import ruling
from tipdesk.adapters.documents.charting import chart_parts
from tipdesk.adapters.documents.styles import INK, MM, TINT, WHITE, WIDTH, styles
from tipdesk.adapters.documents.typeface import MARK, MEDIUM, Pen
from tipdesk.domain.characters import visible
from tipdesk.services.documents.case_file import (
    Answer,
    AnswerState,
    Block,
    CaseFile,
    Chart,
    Furniture,
    Grid,
    GridLine,
    Section,
    Shown,
    Slip,
)
from tipdesk.services.documents.printer import Told, untold

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

    from tipdesk.adapters.documents.quick import Words

_BESIDE = 90
_MOST_IN_CELL = 400
_MOST_TEXTS_IN_CELL = 12
_ROOM_FOR_SECTION = 34 * MM
_ROOM_FOR_BLOCK = (0, 24 * MM, 20 * MM)
_ROOM_FOR_ANSWER = 13 * MM
_FACTS_A_ROW = 3
_TOLD_EVERY = 25
_MOST_CELLS = 1_000


class Setting:
    """Sets one document with one pen."""

    def __init__(self, furniture: Furniture, pen: Pen, told: Told = untold) -> None:
        """Keep the words that mark an answer, and who hears how far the document is."""
        self._furniture = furniture
        self._pen = pen
        self._styles = styles()
        self._told, self._done, self._total = told, 0, 0
        self._cells: dict[tuple[str, str], Words] = {}

    def story(self, case_file: CaseFile) -> "Iterator[Flowable]":
        """Yield everything that flows through the pages, each part when it is asked for."""
        self._total = sum(map(_length, (part for section in case_file.sections for part in section.parts)))
        yield self._text(case_file.kind, self._styles.kind)
        yield self._text(case_file.reference, self._styles.reference)
        yield self._text(case_file.title, self._styles.title)
        yield from self._slip(case_file.slip)
        for section in case_file.sections:
            yield from self._section(section)
        if case_file.closing is not None:
            yield from (ruling.space(14), ruling.room(_ROOM_FOR_SECTION))
            yield from self._slip(case_file.closing)
        if self._pen.unprintable:
            told = self._furniture.unprintable.format(count=self._pen.unprintable, mark=MARK)
            yield from (ruling.space(10), self._text(told, self._styles.small_soft))

    def _tell(self) -> None:
        """Note that one block, or one line of a table, is set, and tell of it now and then."""
        self._done += 1
        if self._done % _TOLD_EVERY == 0 or self._done == self._total:
            self._told(self._done, self._total)

    def _slip(self, slip: Slip) -> "Iterator[Flowable]":
        cells = [
            self._pair(label, self._text(_bounded(self._pen.line(text)), self._styles.value))
            for label, text in slip.facts
            if text
        ]
        cells += [[ruling.space(0)]] * (-len(cells) % _FACTS_A_ROW)
        rows = [cells[at : at + _FACTS_A_ROW] for at in range(0, len(cells), _FACTS_A_ROW)]
        if rows:
            yield ruling.slip_facts(rows)
        to_sign = [(label, "", slip.date, "") for label in slip.to_sign]
        if not to_sign:
            return
        yield ruling.slip_lines([[self._text(text, self._styles.label) for text in line] for line in to_sign])

    def _section(self, section: Section) -> "Iterator[Flowable]":
        yield ruling.space(14)
        yield ruling.room(_ROOM_FOR_SECTION)
        yield self._text(section.title, self._styles.section)
        yield ruling.heavy_rule()
        if not section.parts:
            yield self._text(section.empty, self._styles.empty)
        for part in section.parts:
            yield from self._part(part)

    def _part(self, part: Block | Grid | Chart) -> "Iterator[Flowable]":
        if isinstance(part, Chart):
            self._tell()
            yield from chart_parts(part, self._pen)
        else:
            yield from self._block(part) if isinstance(part, Block) else self._grid(part)

    def _block(self, block: Block) -> "Iterator[Flowable]":
        self._tell()
        if block.title:
            yield ruling.room(_ROOM_FOR_BLOCK[block.level])
            yield self._text(block.title, self._styles.block if block.level == 1 else self._styles.part)
        waiting: list[Answer] = []
        section = ""
        for answer in block.answers:
            if answer.section not in ("", section):
                yield from self._beside(waiting)
                waiting, section = [], answer.section
                yield ruling.room(_ROOM_FOR_ANSWER)
                yield self._text(section, self._styles.group)
            if self._is_low(answer):
                waiting.append(answer)
                continue
            yield from self._beside(waiting)
            waiting = []
            yield from self._across(answer)
        yield from self._beside(waiting)

    def _is_low(self, answer: Answer) -> bool:
        shown = answer.shown
        if shown.standing is AnswerState.WITHHELD:
            return True
        return (
            not answer.is_long
            and shown.standing is AnswerState.PLAIN
            and all(len(text) <= _BESIDE and len(text.splitlines()) <= 1 for text in shown.texts)
        )

    def _beside(self, answers: Sequence[Answer]) -> "Iterator[Flowable]":
        if answers:
            cells = [self._pair(answer.label, *self._said(answer.shown, self._styles.value)) for answer in answers]
            cells += [[ruling.space(0)]] * (len(cells) % 2)
            yield ruling.pairs([cells[at : at + 2] for at in range(0, len(cells), 2)])

    def _across(self, answer: Answer) -> "Iterator[Flowable]":
        yield ruling.space(3)
        yield ruling.room(_ROOM_FOR_ANSWER)
        label = self._pen.markup(answer.label)
        if answer.shown.standing is AnswerState.NOT_SETTLED:
            label += "  " + _tag(self._pen.markup(self._furniture.not_settled), INK, TINT)
        yield ruling.paragraph(label, self._styles.label)
        yield from self._said(answer.shown, self._styles.value)
        yield ruling.light_rule()

    def _said(self, shown: Shown, style: "ParagraphStyle") -> "Iterator[Flowable]":
        """Yield what was answered, one paragraph for each of its lines, so that it can break anywhere."""
        if shown.standing is AnswerState.WITHHELD:
            yield ruling.paragraph(self._block_of_ink(), style)
        elif shown.standing is AnswerState.NOT_SETTLED:
            for text in shown.texts:
                yield ruling.paragraph(self._pen.markup(text), self._styles.said, bullet="•")
        else:
            for text in shown.texts:
                yield from (self._text(line, style) for line in self._pen.plain(text).split("\n") if line.strip())

    def _grid(self, grid: Grid) -> "Iterator[Flowable]":
        share = WIDTH / sum(grid.widths)
        heads = [self._text(head, self._styles.head) for head in grid.heads]
        widths = [width * share for width in grid.widths]

        def row(number: int) -> "Sequence[Words]":
            self._tell()
            return [self._cell(grid.lines[number], at, grid) for at in range(len(heads))]

        rows = ruling.GridRows(heads, widths, len(grid.lines), row, lambda number: not grid.lines[number].continues)
        yield ruling.long_table(rows)

    def _cell(self, line: GridLine, at: int, grid: Grid) -> "Words":
        shown = line.cells[at]
        if shown.standing is AnswerState.WITHHELD:
            return self._small(self._block_of_ink(), self._styles.small)
        style = self._styles.small_soft if line.continues and at < grid.shared else self._styles.small
        parts = [escape(self._pen.line(text)) for text in _low(shown.texts)]
        if shown.standing is AnswerState.NOT_SETTLED:
            parts.insert(0, _tag(self._pen.markup(self._furniture.not_settled), INK, TINT))
        return self._small("<br/>".join(parts), style)

    def _small(self, markup: str, style: "ParagraphStyle") -> "Words":
        """Return the paragraph of a cell; days, names and verbs of a history recur, and are set once."""
        known = self._cells.get((markup, style.name))
        if known is None:
            if len(self._cells) >= _MOST_CELLS:
                self._cells.clear()
            known = self._cells[markup, style.name] = ruling.paragraph(markup, style)
        return known

    def _pair(self, label: str, *said: "Flowable") -> "list[Flowable]":
        return [self._text(label, self._styles.label), *said]

    def _text(self, text: str, style: "ParagraphStyle") -> "Words":
        return ruling.paragraph(self._pen.markup(text), style)

    def _block_of_ink(self) -> str:
        return _tag(self._pen.markup(self._furniture.withheld), WHITE, INK)


def _tag(markup: str, ink: str, ground: str) -> str:
    space = "\u00a0"
    return f'<font name="{MEDIUM}" color="{ink}" backColor="{ground}">{space}{markup}{space}</font>'


def _length(part: Block | Grid | Chart) -> int:
    """Return how many times `_tell` is called for a part while it is set."""
    return len(part.lines) if isinstance(part, Grid) else 1


def _bounded(text: str) -> str:
    return text if len(text) <= _MOST_IN_CELL else text[:_MOST_IN_CELL] + "…"


def _low(texts: Sequence[str]) -> list[str]:
    """Return what fits into a cell, which cannot break across pages: some texts, of a bounded length together."""
    kept: list[str] = []
    left = _MOST_IN_CELL
    for whole in texts:
        text = visible(whole[: left + 1])  # a mark is longer than what it stands for
        if left <= 0 or len(kept) == _MOST_TEXTS_IN_CELL:
            return [*kept, "…"]
        kept.append(text if len(text) <= left else text[:left] + "…")
        left -= len(text)
    return kept
