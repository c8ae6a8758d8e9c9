"""The real clock, the real random numbers and the officer's time zone: the only place where the program reads them.

Everything else takes them from the Desk, so that a test can own them.
"""

import os
import sys
import threading
import time

from tipdesk.domain.ids import uuid7

MS = 1000
_MOST_COUNTED = 0xFFF


class SystemClock:
    """The PC's clock: implements `services.desk.Clock`.

    `shift_ms` moves it, for a PC whose clock is known to be wrong.
    """

    def __init__(self, shift_ms: int = 0) -> None:
        """Take by how many milliseconds the clock is to be shifted."""
        self._shift_ms = shift_ms

    def now_ms(self) -> int:
        """Return milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000 + self._shift_ms

    def running_ms(self) -> int:
        """Return milliseconds on a clock that nobody sets and that runs on while the PC sleeps.

        Only differences count, since the clock starts anywhere.
        """
        if sys.platform == "linux":
            return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
        return time.monotonic_ns() // 1_000_000  # elsewhere the steady clock counts sleep by itself

    def offset_minutes(self) -> int:
        """Return this PC's zone in minutes east of UTC."""
        return time.localtime(self.now_ms() / MS).tm_gmtoff // 60


class SystemIds:
    """Ids and random bytes from the operating system's generator: implements `services.desk.Ids`."""

    def __init__(self, clock: SystemClock) -> None:
        """Use this clock for the time part of row ids."""
        self._clock = clock
        self._turn = threading.Lock()
        self._last = (0, 0)

    def new_id(self) -> bytes:
        """Return a new UUIDv7, greater than every earlier one of this object, so that rows sort as they were made.

        Twelve bits count within a millisecond (RFC 9562, 6.2, method 1); where they are used up, the next millisecond
        is borrowed.
        """
        noise = os.urandom(10)
        with self._turn:
            at, count = self._last
            now = self._clock.now_ms()
            self._last = (now, int.from_bytes(noise[:2], "big") & 0x3FF) if now > at else (at, count + 1)
            if self._last[1] > _MOST_COUNTED:
                self._last = (at + 1, 0)
            at, count = self._last
        return uuid7(at, count.to_bytes(2, "big") + noise[2:])

    def noise(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return os.urandom(count)
