"""A clock and dice that the test owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from tipdesk.domain.ids import uuid7

MORNING = 1_795_000_000_000
"""18 November 2026, 10:26 UTC."""


@dataclass
class FakeClock:
    """A clock that stands still until the test moves it."""

    at_ms: int = MORNING
    offset: int = -240

    def now_ms(self) -> int:
        return self.at_ms

    def offset_minutes(self) -> int:
        return self.offset

    def pass_minutes(self, minutes: float) -> None:
        """Move on."""
        self.at_ms += int(minutes * 60_000)


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
