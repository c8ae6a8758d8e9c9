"""What an import of cases did, or would do, and what is wrong with which rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tipdesk.domain.errors import FieldProblem
from tipdesk.services.registers.sheets import column_name

MOST_BAD_ROWS: Final = 20_000
MOST_NOTED: Final = 5_000


class RowProblem(NamedTuple):
    """One thing that is wrong with a row, counted from 1: in which column ("B", "" for the whole row), and why."""

    row: int
    column: str
    why: FieldProblem


class Noted(NamedTuple):
    """Something of a row that stops nothing: a gate that does not hold, by its id, or "" for other news, and why."""

    row: int
    gate: str
    why: FieldProblem


class BadRow(NamedTuple):
    """A row that was not taken, with its cells, for the file that is to be mended."""

    row: int
    cells: tuple[str, ...]
    why: tuple[RowProblem, ...]


@dataclass
class Imported:
    """What became of the rows of a sheet: how many were `added`, `changed` or `unchanged`, and those that are bad.

    `sheet` is its name, `heads` the rows above its data, and `passed_over` the headings that name nothing. `matched`
    counts rows that name somebody who was here before. `is_whole` is False where so many rows were bad that it stopped.
    """

    sheet: str = ""
    heads: Sequence[tuple[str, ...]] = ()
    passed_over: tuple[str, ...] = ()
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    matched: int = 0
    bad: list[BadRow] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    is_whole: bool = True
    cases: set[bytes] = field(default_factory=set)

    @property
    def saved(self) -> int:
        """Return how many rows were written, or would be."""
        return self.added + self.changed

    @property
    def problems(self) -> list[RowProblem]:
        """Return everything that is wrong, in the order of the rows."""
        return [one for row in self.bad for one in row.why]

    def refuse(self, row: int, cells: Sequence[str], problems: Sequence[tuple[int | None, FieldProblem]]) -> None:
        """Note a row that cannot be taken, with every cell of it that is wrong."""
        told = (RowProblem(row, "" if place is None else column_name(place), why) for place, why in problems)
        self.bad.append(BadRow(row, tuple(cells), tuple(told)))

    def note(self, row: int, gate: str, why: FieldProblem) -> None:
        """Note something that stops nothing."""
        if len(self.noted) < MOST_NOTED:
            self.noted.append(Noted(row, gate, why))
