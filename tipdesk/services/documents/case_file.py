"""The model of a case file: everything its pages say, in the reader's language, masked for the officer who prints it.

A printer needs nothing else: no store, no declaration, no catalogue of texts, no clock. Two equal models give the same
bytes. What goes into it is decided in `build_case_file`, and how it is laid out on paper in `adapters/documents`.
"""

from dataclasses import dataclass
from enum import Enum


class AnswerState(Enum):
    """What state an answer is in: as written, withheld from this copy, or with several values that nobody settled."""

    PLAIN = "plain"
    WITHHELD = "withheld"
    NOT_SETTLED = "not_settled"


@dataclass(frozen=True)
class Shown:
    """What one answer shows: nothing when withheld, every live value when not settled, otherwise its text."""

    texts: tuple[str, ...] = ()
    standing: AnswerState = AnswerState.PLAIN


@dataclass(frozen=True)
class Answer:
    """One field that has an answer.

    `is_long` marks paragraphs that need the width of the page. `section` is the heading under which it is printed in
    its block, the same for answers that follow each other under it.
    """

    label: str
    shown: Shown
    is_long: bool = False
    section: str = ""


@dataclass(frozen=True)
class Block:
    """The answers of one row.

    One of `level` 1 is a part of its section; one of level 2 belongs to the part before it.
    """

    title: str
    answers: tuple[Answer, ...]
    level: int = 1


@dataclass(frozen=True)
class GridLine:
    """One line of a table.

    `continues` says that its first `Grid.shared` cells say the same as those of the line before, and need not be
    repeated.
    """

    cells: tuple[Shown, ...]
    continues: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of answers.

    `widths` are the columns' shares of the page's width. The first `shared` columns say the same in all lines of one
    save.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    lines: tuple[GridLine, ...]
    shared: int = 0


class MarkShape(Enum):
    """How a time is drawn: a moment, a time from and to, one of which not even the days are known, or a day to come."""

    MOMENT = "moment"
    TIME = "time"
    ABOUT = "about"
    DUE = "due"


@dataclass(frozen=True)
class ChartMark:
    """One time on a chart; `start` and `end` are shares of its width, from 0 to 1."""

    start: float
    end: float
    label: str
    shape: MarkShape


@dataclass(frozen=True)
class ChartTrack:
    """The times of one sort, in their order; `count` says in words how many there are."""

    name: str
    count: str
    marks: tuple[ChartMark, ...]


@dataclass(frozen=True)
class Chart:
    """Times on tracks below each other, over one scale.

    `ticks` are places on the scale, as shares of its width, with their words. `now` is where the present is, or None.
    `legend` says what each shape means, and `more` has {count}, the marks for which there was no room.
    """

    tracks: tuple[ChartTrack, ...]
    ticks: tuple[tuple[float, str], ...]
    now: float | None
    legend: tuple[tuple[MarkShape, str], ...]
    more: str


@dataclass(frozen=True)
class Section:
    """One part of the file. `empty` is the sentence to print where it has nothing to show."""

    title: str
    parts: tuple[Block | Grid | Chart, ...]
    empty: str


@dataclass(frozen=True)
class Slip:
    """What the copy says of itself: facts, each a label and a text, and the lines that people sign and date by hand."""

    facts: tuple[tuple[str, str], ...]
    to_sign: tuple[str, ...]
    date: str


@dataclass(frozen=True)
class Furniture:
    """The texts on every page, and the words that mark an answer.

    `page` has the placeholders {page} and {pages}; `unprintable`, a sentence at the end of the file, has {count} and
    {mark}.
    """

    marking: str
    foot: str
    watermark: str
    page: str
    withheld: str
    not_settled: str
    unprintable: str


@dataclass(frozen=True)
class CaseFile:
    """A whole document about a case: its case file, its timeline, or the certificate that it was erased.

    `reference` and `title` are neutral; only the reference goes into the properties of the file. `closing` stands after
    all sections, where there is something to sign there.
    """

    kind: str
    reference: str
    title: str
    slip: Slip
    sections: tuple[Section, ...]
    furniture: Furniture
    closing: Slip | None = None
