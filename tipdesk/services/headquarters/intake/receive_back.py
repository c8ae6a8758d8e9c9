"""After a restore a device sends back what headquarters once sent down to it, under headquarters' own signed header.

The entries were taken in and signed by headquarters before, so none is judged again: proved, they go into the ledger
as they were, its own entries that the backup lacks among them. What was parked for want of them is judged again: its
officer was not known, or its case not yet for few.
"""

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.judge_parked import judge_parked
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.ledger.fill_down_log import fill_down_log
from tipdesk.services.headquarters.ledger.wanted import note_back
from tipdesk.services.sync.pull.arrivals import held_salts, take_in
from tipdesk.sync.bundle import ENTRY, Bundle
from tipdesk.sync.trust import prove


def receive_back(desk: Desk, work: UnitOfWork, bundle: Bundle) -> int:
    """Take in a stretch of a down-log; return how many entries were new. Distrust where its chain does not hold."""
    inner = bundle.inner
    stretch = prove(bundle, held_salts(work, bundle.salts))
    proved = [one for one in stretch if one.item.kind == ENTRY]
    new = take_in(work, inner.logs, bundle.salts, proved, desk.clock.now_ms(), chained=False)
    note_back(work, inner, [one.chained for one in stretch])
    if new:
        judge_parked(desk, work)
    if new and any(one.head.scope is Scope.DIRECTORY for one in proved):
        _fill_again(work)
    return new


def _fill_again(work: UnitOfWork) -> None:
    """Devices and posts are known again: they should hold what is theirs."""
    registry = read_registry(work)
    for one in registry.devices.values():
        if one.post != registry.headquarters and not one.is_revoked:
            fill_down_log(work, registry, one.device)
