"""One sync as the screens ask for it: push and pull by whatever carrier, then remember when, how much and how fast.

The sync itself is `sync_now`; this adds what the program tells people afterwards, and says to every open screen that
what it shows may have changed.
"""

from dataclasses import dataclass

from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.last_sync import STICK, WIRE, LastSync, get_last_sync, keep_last_sync, speed_of
from tipdesk.services.sync.sync_now import SyncReport, sync_now

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
