"""Laying marks and their words side by side: where the words of a mark stand, and in which rows marks keep apart.

It is the same on the screen and on paper. Lengths are in whatever the drawing is measured in, pixels or points.
"""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Mark(NamedTuple):
    """The room of a mark from `start` to `end`, and how wide its words are; a point reaches `half` to each side."""

    start: float
    end: float
    half: float
    width: float


class Room(NamedTuple):
    """The room of a mark with its words: from `first` to `last`, the words beginning `at`."""

    first: float
    last: float
    at: float


def room_of(mark: Mark, gap: float, now: float | None, edges: tuple[float, float]) -> Room:
    """Return where the words of a mark stand: inside if they fit, else to the right, else to the left.

    They keep within the `edges`, left and right, and always beside their mark. Sides on which they do not lie across
    `now` come first; where no side is free they stand to the right.
    """
    first, last = mark.start - mark.half, mark.end + mark.half
    for at, end in _inside(mark, gap, now):
        if at + mark.width <= end:
            return Room(first, last, at)
    at = first - gap - mark.width
    right, left = Room(first, last + gap + mark.width, last + gap), Room(at, last, at)
    free = [*([right] if right.last <= edges[1] else []), *([left] if at >= edges[0] else [])]
    return next((one for one in free if not is_across(one.at, mark.width, now)), (*free, right)[0])


class Rows(Generic[T]):
    """Rows into which things are put from left to right, so that no two of a row lie over each other."""

    def __init__(self, most: int, gap: float) -> None:
        """Have at most so many rows, with a `gap` between the things of one."""
        self.rows: list[list[T]] = []
        self._ends: list[float] = []
        self._most, self._gap = most, gap

    def take(self, thing: T, first: float, last: float) -> int | None:
        """Put a thing into the first row that has this room, and return its number; None where none has."""
        at = next((number for number, end in enumerate(self._ends) if end + self._gap <= first), len(self._ends))
        if at == self._most:
            return None
        if at == len(self._ends):
            self.rows.append([])
            self._ends.append(0.0)
        self.rows[at].append(thing)
        self._ends[at] = last
        return at


def _inside(mark: Mark, gap: float, now: float | None) -> Iterable[tuple[float, float]]:
    """Yield the parts of a mark in which words may stand, on either side of the present."""
    if now is None or not mark.start < now < mark.end:
        yield mark.start + gap, mark.end - gap
        return
    yield mark.start + gap, now - gap
    yield now + gap, mark.end - gap


def is_across(at: float, width: float, now: float | None) -> bool:
    """Tell whether words lie across the present, whose line is interrupted behind them."""
    return now is not None and at < now < at + width
