"""Looks that headquarters has had for ninety days leave this PC: their bodies are deleted, the chain still verifies.

Only looks of the own log are pruned, and only those that a receipt has covered for ninety days. Headquarters keeps
them: a post's pruning is obeyed by the device that wrote the log and by nobody else. How far receipts reached is
remembered here once a day, by this PC's clock. A clock that goes forward by years can at worst prune early what
headquarters already has.
"""

from tipdesk.domain.schema import Scope
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, LookQuery, UnitOfWork
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.redaction import redaction_of
from tipdesk.services.remembered.link import RECEIPTS_BY_DAY

PRUNED = "pruned"
KEPT_DAYS = 90
_DAY_MS = 86_400_000
_AT_ONCE = 500
_MOST = 10_000


def prune_looks(desk: Desk) -> int:
    """Prune the looks that may go, and return how many went; nothing happens at headquarters."""
    if desk.place.is_headquarters:
        return 0
    with desk.work() as work:
        bound = _bound(work, desk)
        looks = work.find_looks(LookQuery(log=desk.place.log, up_to=bound, most=_MOST)) if bound else []
        places = sorted({look.dot.seq for look in looks})
        for first in range(0, len(places), _AT_ONCE):
            gone = places[first : first + _AT_ONCE]
            work.append(Scope.REGISTER, None, [redaction_of(desk, desk.place.log, seq, PRUNED) for seq in gone])
        if places:
            note_deed(desk, work, "prune", {"count": len(places)})
    return len(places)


def _bound(work: UnitOfWork, desk: Desk) -> int:
    """Return up to which entry a receipt has covered the own log for ninety days; remember how far it reaches today."""
    now, received = desk.clock.now_ms(), received_up_to(work)
    log, marks = RECEIPTS_BY_DAY.get(work) or (desk.place.log, [])
    if log != desk.place.log:
        marks = []
    long_ago = now - KEPT_DAYS * _DAY_MS
    bound = max((seq for at, seq in marks if at <= long_ago), default=0)
    kept = [(at, seq) for at, seq in marks if at > long_ago]
    if not kept or (now - kept[-1][0] >= _DAY_MS and received > kept[-1][1]):
        kept.append((now, received))
    RECEIPTS_BY_DAY.keep(work, (desk.place.log, kept))
    return bound
