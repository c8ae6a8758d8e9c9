"""What the receiving server counts of strangers is kept in headquarters' home, and said once a day.

Promises one line a day: that of a day is said when the next one begins, or when the server is stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.headquarters.intake.strangers import note_strangers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tipdesk.services.desk import Desk
    from tipdesk.services.remembered.shapes import StrangersDay


class StrangersTold:
    """Called with each kind and how often it happened since the last call. `say`: told of each day once, at its end."""

    def __init__(self, desk: Desk, say: Callable[[StrangersDay], object]) -> None:
        self._desk, self._say = desk, say
        self._day: StrangersDay | None = None

    def __call__(self, counts: Mapping[str, int]) -> None:
        """Keep the counts."""
        today = note_strangers(self._desk, counts)
        if self._day is not None and self._day.day != today.day:
            self.end()
        self._day = today

    def end(self) -> None:
        """Say what there is to say of the day that was begun."""
        if self._day is not None and self._day.counts:
            self._say(self._day)
        self._day = None
