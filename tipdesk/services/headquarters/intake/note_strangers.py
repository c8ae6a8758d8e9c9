"""What people without a key did at headquarters' door, counted by day: files that nobody signed, idle connections.

Promises counts alone, by kind and by day of this PC's zone, for `DAYS` days: no name, no address, no content, and no
more storage than a few kilobytes, whatever comes. Leaves to others: noticing it (the stick, the receiving server) and
the words (`stranger_words`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tipdesk.services.desk import Desk, Reader
from tipdesk.sync.codec import decode_plain, encode_plain

DAYS: Final = 31
MOST_KINDS: Final = 24
MOST_KIND: Final = 40
"""Characters of a kind's name."""
OTHER: Final = "other"
"""Counts kinds beyond `MOST_KINDS` a day."""
UNSIGNED_FILES: Final = "unsigned-files"
_KEY: Final = "strangers"


@dataclass(frozen=True)
class StrangersDay:
    """One day ("2026-02-17") and how often each kind of thing happened on it."""

    day: str
    counts: Mapping[str, int]


def note_strangers(desk: Desk, counts: Mapping[str, int]) -> StrangersDay:
    """Add to what is known of today; return today."""
    now = datetime.fromtimestamp(desk.clock.now_ms() / 1000, UTC) + timedelta(minutes=desk.clock.offset_minutes())
    today = now.date().isoformat()
    with desk.work() as work:
        known = {one.day: dict(one.counts) for one in read_strangers(work)}
        ours = known.setdefault(today, {})
        for kind, count in counts.items():
            if count > 0:
                name = kind[:MOST_KIND]
                name = name if name in ours or len(ours) < MOST_KINDS else OTHER
                ours[name] = ours.get(name, 0) + count
        if not ours:
            return StrangersDay(today, {})
        kept = sorted(known.items(), reverse=True)[:DAYS]
        work.put_setting(_KEY, encode_plain([(day, list(each.items())) for day, each in kept]))
    return StrangersDay(today, ours)


def find_strangers(desk: Desk) -> list[StrangersDay]:
    """Return the last days on which there was anything, latest first."""
    with desk.read() as reader:
        return read_strangers(reader)


def read_strangers(reader: Reader) -> list[StrangersDay]:
    """Return the same of a state that is being read."""
    content = reader.get_setting(_KEY)
    rows = decode_plain(content) if content else []
    return [StrangersDay(day, {str(kind): int(count) for kind, count in counts}) for day, counts in rows]
