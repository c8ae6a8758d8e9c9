"""A count of rows by one or two of their columns, each row counted once.

Whoever counts says by which words a value is shown, and how rows in dispute are read; here is only the counting.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

MOST_COLUMNS = 2
"""By how many columns something is counted at most: more cells than people can read single out one row each."""


@dataclass(frozen=True)
class CountTable:
    """How many rows have each value, or each pair of values, of the columns counted `by`.

    `counts` has a tuple of one or two values for each number above zero. `disputed` is the number of rows that were
    counted by the more careful of several answers.
    """

    by: tuple[str, ...]
    counts: Mapping[tuple[Hashable, ...], int]
    disputed: int = 0

    @property
    def total(self) -> int:
        """Return how many rows were counted."""
        return sum(self.counts.values())


def count_rows(by: tuple[str, ...], rows: Iterable[tuple[tuple[Hashable, ...], int]], disputed: int = 0) -> CountTable:
    """Return the table of rows, each given as its values in the columns `by` and how many rows are like it."""
    counts: Counter[tuple[Hashable, ...]] = Counter()
    for values, weight in rows:
        counts[values] += weight
    return CountTable(by, dict(counts), disputed)
