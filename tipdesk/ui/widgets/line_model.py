"""A table of frozen lines that fit in memory: what stands in each cell, which are pills, what each line is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from tipdesk.ui.widgets.table_model import TableModel


@dataclass(frozen=True)
class Line:
    """One line of a table.

    `tones`: colour of the cells that are pills, by column. `tip`: the longer words of the line; `tips`: those of some
    of its cells, which come before it.
    """

    cells: tuple[str, ...]
    subject: object = None
    tones: Mapping[int, str] = field(default_factory=dict)
    tip: str = ""
    tips: Mapping[int, str] = field(default_factory=dict)


class LineModel(TableModel):
    """A refresh replaces all lines."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def words(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return self.lines[row].cells[column]

    def tone(self, row: int, column: int) -> str | None:
        """Return the colour of a pill; an empty cell is none."""
        line = self.lines[row]
        return line.tones.get(column) if line.cells[column] else None

    def tip(self, row: int, column: int) -> str:
        """Return the longer words of a cell, else those of its line."""
        line = self.lines[row]
        return line.tips.get(column) or line.tip

    def subject(self, row: int) -> object:
        """Return what a line is about."""
        return self.lines[row].subject
