"""How fast bytes go, by what the step of a carrier tells: counted from one step to the next of the same thing.

What has arrived before, as of a part that was begun yesterday, counts for nothing, and neither does the time between
two things, in which the PC seals, opens and writes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

LEAST_MEASURED: Final = 2048
"""Fewer bytes than this say nothing about the speed of a link: most of their time is the greeting."""


@dataclass
class Pace:
    """The pace of one sync. `now` tells the time in milliseconds, by a clock that nobody sets."""

    now: Callable[[], int]
    _size: int = 0
    _milliseconds: int = 0
    _last: tuple[int, int, int] | None = None

    def hear(self, done: int, total: int) -> None:
        """Hear that so many bytes of so many are across: the next step of the same thing, or the first of another."""
        at = self.now()
        if self._last is not None:
            before, whole, since = self._last
            if whole == total and done >= before:
                self._size += done - before
                self._milliseconds += at - since
        self._last = (done, total, at)

    @property
    def speed(self) -> int:
        """Return the bytes a second, 0 while too few went to tell."""
        if self._size < LEAST_MEASURED or self._milliseconds <= 0:
            return 0
        return self._size * 1000 // self._milliseconds
