"""The clock of an invented year: it is turned to the moment at which something is to have happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from tipdesk.adapters.system.clock import SystemClock

MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS
LENGTH_DAYS: Final = 350


class YearClock(SystemClock):
    """A clock that begins a year before now, and is turned forward until it shows now.

    `now_ms` is taken for now, by default what the PC's clock says.
    """

    def __init__(self, now_ms: int | None = None) -> None:
        super().__init__()
        self._ahead = 0 if now_ms is None else now_ms - self.now_ms()
        self.turn_back(LENGTH_DAYS)

    def turn_back(self, days: float) -> None:
        """Show the moment that lies so many days before now."""
        self._shift_ms = self._ahead - round(days * DAY_MS)

    def today(self) -> date:
        """Return the day that is taken for today, in this PC's zone."""
        zone = timezone(timedelta(minutes=self.offset_minutes()))
        return datetime.fromtimestamp((super().now_ms() - self._shift_ms + self._ahead) / 1000, zone).date()

    def catch_up(self) -> None:
        """Show now."""
        self._shift_ms = self._ahead
