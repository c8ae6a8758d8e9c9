"""Chooses as if by chance, and the same on every PC: what the demo invents is the same people each time.

Ids, keys and references are not chosen here; they are fresh in every demo, as in every home.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Chooser:
    """One row of choices; two of the same seed choose the same."""

    def __init__(self, seed: str) -> None:
        self._seed, self._count = seed, 0

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return low + int.from_bytes(digest[:6], "big") % (high - low + 1)

    def pick(self, several: Sequence[T]) -> T:
        """Return one of several."""
        return several[self.number(0, len(several) - 1)]

    def is_one_in(self, count: int) -> bool:
        """Tell whether this is one of `count` times."""
        return self.number(1, count) == 1
