"""What people without a key did at headquarters' door, counted by day: files that nobody signed, idle connections.

Only counts are kept, by kind and by day of this PC's zone, for `DAYS` days: no name, no address, no content, and no
more storage than a few kilobytes, whatever comes. One sentence says a day in words, without a reproach; a kind that has
no words here, because it is of a newer part of the program, is shown by its code. The stick and the receiving server
notice strangers.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from tipdesk.domain.texts import Counted, counted
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.office import STRANGERS
from tipdesk.services.remembered.shapes import StrangersDay
from tipdesk.services.voice import plural

DAYS: Final = 31
MOST_KINDS: Final = 24
MOST_KIND: Final = 40
"""How many characters the name of a kind may have."""
OTHER: Final = "other"
"""The kind under which kinds beyond `MOST_KINDS` a day are counted."""
UNSIGNED_FILES: Final = "unsigned-files"


def note_strangers(desk: Desk, counts: Mapping[str, int]) -> StrangersDay:
    """Add counts by kind to those of today, and return today's."""
    now = datetime.fromtimestamp(desk.clock.now_ms() / 1000, UTC) + timedelta(minutes=desk.clock.offset_minutes())
    today = now.date().isoformat()
    with desk.work() as work:
        known = {one.day: dict(one.counts) for one in STRANGERS.get(work)}
        ours = known.setdefault(today, {})
        for kind, count in counts.items():
            if count > 0:
                name = kind[:MOST_KIND]
                name = name if name in ours or len(ours) < MOST_KINDS else OTHER
                ours[name] = ours.get(name, 0) + count
        if not ours:
            return StrangersDay(today, {})
        kept = sorted(known.items(), reverse=True)[:DAYS]
        STRANGERS.keep(work, [StrangersDay(day, each) for day, each in kept])
    return StrangersDay(today, ours)


def find_strangers(desk: Desk) -> list[StrangersDay]:
    """Return the last days on which there was anything, latest first."""
    with desk.read() as reader:
        return STRANGERS.get(reader)


WORDS: Final[Mapping[str, Counted]] = {
    UNSIGNED_FILES: counted("{count} file nobody signed", "{count} files nobody signed"),
    "no-handshake": counted("{count} connection that never spoke", "{count} connections that never spoke"),
    "no-head": counted("{count} connection that asked nothing", "{count} connections that asked nothing"),
    "bad-head": counted("{count} connection that asked nonsense", "{count} connections that asked nonsense"),
    "made-room": counted("{count} idle connection let go for others", "{count} idle connections let go for others"),
    "no-room": counted("{count} connection too many", "{count} connections too many"),
    "refused": counted("{count} request refused", "{count} requests refused"),
    "cut": counted("{count} refused upload cut short", "{count} refused uploads cut short"),
    "unsigned": counted("{count} request nobody signed", "{count} requests nobody signed"),
    "garbled": counted("{count} upload that was not what was signed", "{count} uploads that were not what was signed"),
    "over": counted("{count} old question asked again", "{count} old questions asked again"),
    OTHER: counted("{count} other thing", "{count} other things"),
}
"""The words for one and for many of each kind, as message ids; most kinds are the receiving server's own codes."""


def stranger_words(counts: Mapping[str, int]) -> str:
    """Return what was counted, the most frequent first: "300 connections that never spoke, 12 files nobody signed"."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(plural(*WORDS[kind], count) if kind in WORDS else f"{kind}: {count}" for kind, count in ordered)
