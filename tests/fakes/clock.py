"""A clock and dice that the test owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from tipdesk.domain.ids import uuid7

MORNING = 1_795_000_000_000
"""18 November 2026, 11:06 UTC."""


@dataclass
class FakeClock:
    """A clock that stands still until the test moves it."""

    at_ms: int = MORNING
    offset: int = -240
    ran_ms: int = 5_000_000

    def now_ms(self) -> int:
        return self.at_ms

    def running_ms(self) -> int:
        return self.ran_ms

    def offset_minutes(self) -> int:
        return self.offset

    def pass_minutes(self, minutes: float) -> None:
        """Move on; backwards the wall clock alone is set."""
        self.at_ms += int(minutes * 60_000)
        self.ran_ms += max(0, int(minutes * 60_000))

    def set_wall(self, at_ms: int) -> None:
        """Set the wall clock, as somebody may."""
        self.at_ms = at_ms


@dataclass
class FakeIds:
    """Ids and noise that differ each time and repeat in each run."""

    seed: int = 1
    numbers: count[int] = field(default_factory=count)

    def new_id(self) -> bytes:
        return uuid7(MORNING, (next(self.numbers) << 40 | self.seed).to_bytes(10, "big"))

    def noise(self, count: int) -> bytes:
        number = (next(self.numbers) * 2654435761 + self.seed * 40503 + 12345) & (1 << 64) - 1
        return (number.to_bytes(8, "little") * (count // 8 + 1))[:count]
