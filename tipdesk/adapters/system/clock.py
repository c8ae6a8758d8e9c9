"""The real clock, the real dice and the officer's zone: the only place where the program reads them."""

import os
import time
from datetime import UTC, datetime

from tipdesk.domain.ids import uuid7

MS = 1000


class SystemClock:
    """Implements `services.desk.Clock`. `shift_ms` moves it, for a PC whose clock is known to be wrong."""

    def __init__(self, shift_ms: int = 0) -> None:
        """Shift by nothing unless told."""
        self._shift_ms = shift_ms

    def now_ms(self) -> int:
        """Return milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000 + self._shift_ms

    def offset_minutes(self) -> int:
        """Return this PC's zone in minutes east of UTC."""
        offset = datetime.fromtimestamp(self.now_ms() / MS, UTC).astimezone().utcoffset()
        return int(offset.total_seconds() // 60) if offset else 0


class SystemIds:
    """Implements `services.desk.Ids` from the operating system's generator."""

    def __init__(self, clock: SystemClock) -> None:
        """Use this clock for the time part of row ids."""
        self._clock = clock

    def new_id(self) -> bytes:
        """Return a fresh UUIDv7."""
        return uuid7(self._clock.now_ms(), os.urandom(10))

    def noise(self, count: int) -> bytes:
        """Return unpredictable bytes."""
        return os.urandom(count)
