"""When this post last synced, by which way, and how fast it went: kept as a setting, so that a restart knows it.

Wall time of this PC, for people to read; it decides nothing. The speed is of what was sent by wire alone.
"""

from dataclasses import dataclass

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain

WIRE, STICK = "wire", "stick"
_KEY = "last-sync:"
LEAST_MEASURED = 2048
"""Fewer bytes say nothing about a link: most of their time is the greeting."""


@dataclass(frozen=True)
class LastSync:
    """One sync that came to its end.

    `at`: ms since 1970; `entries` and `size` (bytes): what was sent; `received`: things that came back; `speed`: bytes
    a second of the last sync large enough to measure, 0 while there was none.
    """

    at: int
    entries: int
    size: int
    received: int
    speed: int


def get_last_sync(reader: Reader, way: str) -> LastSync | None:
    """Return the last sync by `WIRE` or by `STICK`, None before the first."""
    content = reader.get_setting(_KEY + way)
    return LastSync(*(int(part) for part in decode_plain(content))) if content else None


def keep_last_sync(work: UnitOfWork, way: str, last: LastSync) -> None:
    """Keep it."""
    work.put_setting(_KEY + way, encode_plain((last.at, last.entries, last.size, last.received, last.speed)))


def speed_of(size: int, milliseconds: int, before: LastSync | None) -> int:
    """Return bytes a second, or the speed known before where too little was sent or the clock was moved."""
    if size < LEAST_MEASURED or milliseconds <= 0:
        return before.speed if before else 0
    return size * 1000 // milliseconds
