"""A model for tables whose lines all fit in memory.

A line says what stands in each of its cells, which cells are pills, and what the line is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import overload

from PySide6.QtCore import QObject

from tipdesk.ui.widgets.table_model import TableModel


@dataclass(frozen=True)
class Line:
    """One line of a table, with the words of its `cells` and the `subject` that it is about.

    `tones` names the colour of each cell that is a pill, by column. `tip` has longer words about the whole line; `tips`
    has longer words for single cells, by column, and comes before `tip`.
    """

    cells: tuple[str, ...]
    subject: object = None
    tones: Mapping[int, str] = field(default_factory=dict)
    tip: str = ""
    tips: Mapping[int, str] = field(default_factory=dict)


class SeenLines(Sequence[Line]):
    """So many lines, each of which is made by its number when it is first seen: most of thousands never are."""

    def __init__(self, count: int, line_of: Callable[[int], Line]) -> None:
        self._numbers, self._line_of = range(count), cache(line_of)

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        """Return a line, or several. Raises IndexError past the last."""
        found = self._numbers[at]
        return self._line_of(found) if isinstance(found, int) else [self._line_of(one) for one in found]


class LineModel(TableModel):
    """A table model over lines; a refresh replaces all of them."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def words(self, row: int, column: int) -> str:
        """Return what stands in a cell, as it was given in `Line.cells`."""
        return self.lines[row].cells[column]

    def tone(self, row: int, column: int) -> str | None:
        """Return the colour of a cell that is a pill, or None; an empty cell is never a pill."""
        line = self.lines[row]
        return line.tones.get(column) if line.cells[column] else None

    def tip(self, row: int, column: int) -> str:
        """Return the longer words of a cell, or those of its line where the cell has none."""
        line = self.lines[row]
        return line.tips.get(column) or line.tip

    def subject(self, row: int) -> object:
        """Return what a line is about, as it was given in `Line.subject`."""
        return self.lines[row].subject
