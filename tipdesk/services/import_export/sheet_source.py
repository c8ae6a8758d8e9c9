"""A file of sheets, read row by row, so that a hundred thousand rows cost no more room than one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

MOST_ROWS: Final = 100_000
MOST_BYTES: Final = 64 << 20


@dataclass(frozen=True)
class Block:
    """Cells that are merged into one: the rows counted from 1, the columns from 0, the last of each included."""

    first_row: int
    last_row: int
    first_place: int
    last_place: int


class SheetSource(Protocol):
    """One file. What it holds is not believed: rows past the most that are read, and cells past it, are refused."""

    @property
    def sheets(self) -> Sequence[str]:
        """Return the names of the sheets that people see, in their order; one that is "" where sheets have no names."""

    def rows(self, sheet: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a sheet as text, the empty ones too; raises UserError `bad-file` and `too-large`."""

    def merged(self, sheet: str) -> Sequence[Block]:
        """Return which cells of a sheet are merged."""

    def expected(self, sheet: str) -> int:
        """Return about how many rows a sheet has, for saying how far the work is; 0 where nobody knows."""


def merged_by_row(blocks: Sequence[Block]) -> Mapping[int, list[int]]:
    """Return the places of merged cells by their row."""
    found: dict[int, list[int]] = {}
    for block in blocks:
        for row in range(block.first_row, min(block.last_row, MOST_ROWS + 1) + 1):
            found.setdefault(row, []).extend(range(block.first_place, block.last_place + 1))
    return found
