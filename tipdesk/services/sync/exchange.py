"""The sync that a screen asks for: it adds to `sync_now` what the program tells people afterwards.

It says to every open screen that what it shows may have changed. When this post last synced, and which way, is
remembered so that it is known after a restart; that is wall time of this PC for people to read, and decides nothing.
The speed is that of the wire alone, while bytes went or came: what a PC does besides says nothing about the link.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from tipdesk.domain.errors import TipdeskError, Trouble
from tipdesk.services.gates.find_breaches import go_through_new
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import LAST_SYNC
from tipdesk.services.remembered.shapes import LastSync
from tipdesk.services.results import Changed
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.pace import Pace
from tipdesk.services.sync.sync_now import SyncReport, sync_now

WIRE, STICK = "wire", "stick"
ANYTHING = Changed(frozenset())
"""Names no kind and no case, so that whatever a screen shows is asked for again."""


@dataclass(frozen=True)
class Exchanged:
    """What one sync did and when it ended. `changed` is what screens are told, None where nothing came."""

    report: SyncReport
    way: str
    at: int
    changed: Changed | None


def exchange(
    desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled, *, automatic: bool = False
) -> Exchanged:
    """Sync once, as a screen asks for it, and remember when that was.

    An `automatic` one leaves here what is held. Raises UserError `stopped` when it is cancelled, and the errors of
    `sync_now`.
    """
    way, pace = STICK if carrier.answers_later else WIRE, Pace(desk.clock.running_ms)

    def stepped(done: int, total: int) -> None:
        pace.hear(done, total)
        step(done, total)

    try:
        report = sync_now(desk, carrier, stepped, cancelled, automatic=automatic)
    except TipdeskError:
        _keep_speed(desk, way, pace.speed)
        raise
    ended = desk.clock.now_ms()
    if report.told:
        return Exchanged(report, way, ended, None)
    size = sum(one.size for one in report.sent) + report.files.size
    with desk.work() as work:
        before = LAST_SYNC.of(way).get(work)
        speed = pace.speed or (before.speed if before else 0)
        entries = sum(one.entries for one in report.sent)
        LAST_SYNC.of(way).keep(work, LastSync(ended, entries, size, len(report.received), speed))
    go_through_new(desk)
    is_news = any(one.verdict == "accepted" for one in report.received)
    return Exchanged(report, way, ended, ANYTHING if is_news else None)


def _keep_speed(desk: LinkDesk, way: str, speed: int) -> None:
    """Remember how fast it went until it was cut off: on a bad link few syncs come to their end."""
    with suppress(Trouble), desk.work() as work:
        before = LAST_SYNC.of(way).get(work)
        if before is not None and speed:
            LAST_SYNC.of(way).keep(work, replace(before, speed=speed))
