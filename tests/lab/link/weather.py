"""What a link is like: how fast and how far, what is lost on it, and where it breaks or falls silent.

All of it is counted in bytes and simulated seconds (`Clock`), so that hours on a bad link take a moment, and a seed
gives the same weather again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SEGMENT = 1460
"""Bytes that travel, and are lost, together: what TCP puts into one packet."""
FIRST_RESEND_SECONDS, LAST_RESEND_SECONDS = 1.0, 60.0
"""After how long TCP sends a lost packet again, at first and at most (RFC 6298)."""
SLOWEST = 1_500
"""Bytes a second of the slowest link for which the program is made: 12 kbit/s."""


@dataclass
class Clock:
    """Simulated seconds, which pass only where somebody waits or bytes travel."""

    now: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def seconds(self) -> float:
        """Return the time, as a carrier asks for it."""
        return self.now

    def wait(self, seconds: float) -> None:
        """Let so much time pass, as a carrier waits."""
        with self._lock:
            self.now += seconds

    def reach(self, moment: float) -> None:
        """Let time pass until this moment, which may be over."""
        with self._lock:
            self.now = max(self.now, moment)


@dataclass(frozen=True)
class Weather:
    """One kind of link.

    `rate`: bytes a second each way, 0 for any; `delay`: seconds from end to end; `loss`: the share of packets that are
    lost, which costs the time until they are sent again. `cuts`: for each connection in turn after how many bytes, both
    ways together, it is cut (0: closed at once); later ones are not cut. `stalls`: after how many bytes in all the link
    is silent for how many seconds; where an end would have given up by then, that is a cut. `is_unseen`: headquarters
    is not told of a cut, as where the radio goes out: its end stays open.
    """

    rate: int = 0
    delay: float = 0.0
    loss: float = 0.0
    cuts: tuple[int, ...] = ()
    stalls: tuple[tuple[int, float], ...] = ()
    is_unseen: bool = False

    @classmethod
    def drawn(cls, dice: random.Random, size: int) -> Weather:
        """Return the weather that so many bytes meet: from a good line to the worst, cut up to thirty times."""
        times = dice.choice((0, 1, 5, 30))
        shares = [0 if dice.random() < 0.1 else dice.randrange(2 * size // (times + 1) + 1) for _cut in range(times)]
        return cls(
            rate=dice.choice((SLOWEST, 4_000, 50_000, 10_000_000)),
            delay=dice.choice((0.01, 0.3, 1.5)),
            loss=dice.choice((0.0, 0.02, 0.3)),
            cuts=tuple(shares),
            stalls=tuple(
                sorted((dice.randrange(size), dice.uniform(1, 120)) for _stall in range(dice.choice((0, 0, 2, 5))))
            ),
            is_unseen=dice.random() < 0.5,
        )

    def resend_seconds(self, dice: random.Random) -> float:
        """Return how long a packet waits because it, or its repetition, was lost."""
        waited, pause = 0.0, max(FIRST_RESEND_SECONDS, 4 * self.delay)
        while self.loss and dice.random() < self.loss:
            waited += pause
            pause = min(2 * pause, LAST_RESEND_SECONDS)
        return waited
