"""One sync as the screens ask for it: push and pull by whatever carrier, then remember when, how much and how fast.

The sync itself is `sync_now`. This adds what the program tells people afterwards, and says to every open screen that
what it shows may have changed. When this post last synced, by which way, is kept, so that a restart knows it: wall time
of this PC, for people to read, which decides nothing. The speed is of what was sent by wire alone.
"""

from dataclasses import dataclass

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.sync_now import SyncReport, sync_now
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


ANYTHING = Changed(frozenset())
"""No kind and no case: whatever a screen shows, it asks again."""


@dataclass(frozen=True)
class Exchanged:
    """What one sync did and when it ended. `changed`: what screens hear; None where nothing came."""

    report: SyncReport
    way: str
    at: int
    changed: Changed | None


def exchange(
    desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled, *, automatic: bool = False
) -> Exchanged:
    """Sync once; `automatic`: leave what is held. Errors of the carrier and `sync_now`; `stopped` when cancelled."""
    way = STICK if carrier.answers_later else WIRE
    began = desk.clock.now_ms()
    report = sync_now(desk, carrier, step, cancelled, automatic=automatic)
    ended = desk.clock.now_ms()
    if report.told:
        return Exchanged(report, way, ended, None)
    size = sum(one.size for one in report.sent)
    with desk.work() as work:
        before = get_last_sync(work, way)
        speed = speed_of(size, ended - began, before)
        entries = sum(one.entries for one in report.sent)
        keep_last_sync(work, way, LastSync(ended, entries, size, len(report.received), speed))
    is_news = any(one.verdict == "accepted" for one in report.received)
    return Exchanged(report, way, ended, ANYTHING if is_news else None)
