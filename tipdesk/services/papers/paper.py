"""The model of a paper: its parts from the top down, in the language of whoever reads it, with all it may say.

A printer needs nothing else, and two equal models give the same bytes. Boxes are ticked and lines are filled by hand
where nothing is known yet. What stands on a paper is decided by its builder, and how it is set in `adapters/documents`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tipdesk.services.documents.case_file import Furniture


@dataclass(frozen=True)
class Heading:
    """The heading of what follows: `lines` of words have room under it on the page, or it goes to the next one."""

    text: str
    lines: int = 4


@dataclass(frozen=True)
class Words:
    """Paragraphs, one for each text; `is_strong` marks what must not be missed."""

    texts: tuple[str, ...]
    is_strong: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels, each with what is known of it; one without a text gets a line to write on."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Point:
    """One line of a list. `is_ticked` tells of its box; with None there is none."""

    text: str
    is_ticked: bool | None = None


@dataclass(frozen=True)
class Points:
    """A list, in so many columns."""

    points: tuple[Point, ...]
    columns: int = 1


@dataclass(frozen=True)
class Blanks:
    """Lines to write on, under what they ask for."""

    label: str
    lines: int = 1


@dataclass(frozen=True)
class Signing:
    """A line to sign and date for each of `who`; with `thumb`, a box for a thumb print beside, so labelled."""

    who: tuple[str, ...]
    date: str
    thumb: str = ""


@dataclass(frozen=True)
class Lines:
    """What was said, set in lines that are numbered through all pages, so that a place in it can be named."""

    text: str


@dataclass(frozen=True)
class TearOff:
    """What stands at the foot of its page below a line to cut along; `cut` says so."""

    cut: str
    parts: "tuple[Part, ...]"


Part = Heading | Words | Facts | Points | Blanks | Signing | Lines | TearOff


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    `name` stands in the properties of the file, and tells nothing. `initials` asks on each page for initials, and
    `is_large` for large letters.
    """

    name: str
    heading: str
    parts: tuple[Part, ...]
    furniture: Furniture
    initials: str = ""
    is_large: bool = False


class PaperPrinter(Protocol):
    """Prints papers."""

    def print(self, paper: Paper) -> bytes:
        """Return the bytes of the file, the same for equal papers; no text, however odd, makes it fail."""


def points(texts: Sequence[str]) -> Points:
    """Return a list without boxes."""
    return Points(tuple(Point(text) for text in texts))


def boxes(texts: Sequence[str], *, columns: int = 1, ticked: Sequence[bool] = ()) -> Points:
    """Return a list of boxes, of which those are ticked for which `ticked` says so."""
    told = (*ticked, *(False for _rest in texts[len(ticked) :]))
    return Points(tuple(Point(text, is_ticked) for text, is_ticked in zip(texts, told, strict=True)), columns)
