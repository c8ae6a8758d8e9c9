"""A PC that is switched off and on, whose clock anybody sets, and a person who works against the throttle.

Promises the real throttle over real files and the real lock; only the time that passes is invented. What is judged is
in `judge`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.keys.throttle import Throttle, Uptime
from tipdesk.adapters.store.file_lock import file_lock

if TYPE_CHECKING:
    import random
    from pathlib import Path

LOGINS = tuple(bytes([number]) * 16 for number in range(3))
MINUTE_MS = 60_000


@dataclass
class Machine:
    """`passed`: the time it was up, in all its starts. `trusts_clock`: the planted fault, an uptime that can be set."""

    folder: Path
    dice: random.Random
    marks_boots: bool = True
    trusts_clock: bool = False
    passed: int = 0
    up_since: int = 0
    boots: int = 0
    set_forward: int = 0
    copies: dict[Path, bytes] = field(default_factory=dict)
    touched: Path | None = None

    @property
    def places(self) -> tuple[Path, Path]:
        """Return where tries are kept."""
        return self.folder / "home" / "tries", self.folder / "account" / "tries"

    def throttle(self) -> Throttle:
        """Return a throttle as a fresh process has it."""
        (self.folder / "home").mkdir(parents=True, exist_ok=True)
        lock, turn = (partial(file_lock, self.folder / "home" / name) for name in ("tries.lock", "tries.turn"))
        return Throttle(self.places, lock, turn, self.uptime)

    def uptime(self) -> Uptime:
        """Return what the PC says of itself."""
        mark = str(self.boots).encode() if self.marks_boots else b""
        return Uptime(self.passed - self.up_since + (self.set_forward if self.trusts_clock else 0), mark)

    def wait(self) -> None:
        """Let some time pass."""
        self.passed += self.dice.choice((1, 900, 29_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 61 * MINUTE_MS))

    def restart(self) -> None:
        """Switch it off and on: its uptime begins again, how long it was off nobody knows."""
        self.up_since, self.boots = self.passed, self.boots + 1

    def set_clock(self) -> None:
        """Set the clock, by years perhaps, forward or back."""
        self.set_forward += self.dice.choice((-1, 1)) * self.dice.randrange(10**11)

    def tamper(self) -> None:
        """Delete, damage, copy or put back the tries of one place.

        The other place is left alone until the program has written both again: who changes both at once has won, and
        the manual says so.
        """
        place = self.dice.choice(self.places)
        deed = self.dice.choice(("copy", "delete", "damage", "put back"))
        if deed == "copy":
            if place.exists():
                self.copies[place] = place.read_bytes()
            return
        if self.touched not in (None, place):
            return
        self.touched = place
        self._change(place, deed)

    def _change(self, place: Path, deed: str) -> None:
        if deed == "delete":
            place.unlink(missing_ok=True)
        elif deed == "damage" and place.exists():
            content = bytearray(place.read_bytes())
            content[self.dice.randrange(len(content))] ^= 1 << self.dice.randrange(8)
            place.write_bytes(content)
        elif deed == "put back" and place in self.copies:
            place.write_bytes(self.copies[place])
