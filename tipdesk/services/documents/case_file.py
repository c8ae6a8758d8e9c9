"""The case file as a value: everything its pages say, in the reader's language, masked for the officer who prints it.

Promises that a printer needs nothing else: no store, no declaration, no catalogue, no clock. Two equal models print the
same bytes. What stands where on the paper is left to `adapters/documents`; what goes in, to `build_case_file`.
"""

from dataclasses import dataclass
from enum import Enum


class AnswerState(Enum):
    """How an answer stands: as written; held back from this copy; or with several values that nobody has settled."""

    PLAIN = "plain"
    WITHHELD = "withheld"
    NOT_SETTLED = "not_settled"


@dataclass(frozen=True)
class Shown:
    """What one answer shows: nothing when withheld, every live value when not settled, its text otherwise."""

    texts: tuple[str, ...] = ()
    standing: AnswerState = AnswerState.PLAIN


@dataclass(frozen=True)
class Answer:
    """One field that has an answer. `is_long`: paragraphs that need the width of the page.

    `section`: the heading under which it stands in its block, the same for answers that follow each other.
    """

    label: str
    shown: Shown
    is_long: bool = False
    section: str = ""


@dataclass(frozen=True)
class Block:
    """The answers of one row. `level` 1 stands in its section, 2 belongs to what stands before it."""

    title: str
    answers: tuple[Answer, ...]
    level: int = 1


@dataclass(frozen=True)
class GridLine:
    """One line of a table. `continues`: its first `Grid.shared` cells say the same as those of the line before."""

    cells: tuple[Shown, ...]
    continues: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `widths` are shares of the page's width; the first `shared` columns are common to lines of one save."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    lines: tuple[GridLine, ...]
    shared: int = 0


@dataclass(frozen=True)
class Section:
    """One part of the file. `empty` is the line that stands there when there is nothing to show."""

    title: str
    parts: tuple[Block | Grid, ...]
    empty: str


@dataclass(frozen=True)
class Slip:
    """What the copy says of itself: facts (label, text), and the lines that people fill in by hand."""

    facts: tuple[tuple[str, str], ...]
    to_sign: tuple[str, ...]
    date: str


@dataclass(frozen=True)
class Furniture:
    """The texts on every page and the words that mark an answer.

    `page` has the places {page} and {pages}; `unprintable`, at the end of the file, {count} and {mark}.
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
    """A case on paper, or what certifies that it is gone.

    `reference` and `title` are neutral; only the reference goes into the properties of the file.
    """

    kind: str
    reference: str
    title: str
    slip: Slip
    sections: tuple[Section, ...]
    furniture: Furniture
