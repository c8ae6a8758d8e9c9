"""The epoch of headquarters: a number that grows with every restore from a backup.

Receipts carry it, and a receipt of a higher epoch is believed although it says less than the last. A backup knows
nothing of the restores after it, and a clock may be wrong by years: so the epoch begins with the clock's seconds, is
raised above any that a post has seen, and ends in a random mark of this restore, lest two restores that were raised
above the same number be taken for one. Whoever declares a restore has the posts send again what headquarters has lost.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.remembered.office import EPOCH

MARK_BITS = 20
_HIGHEST = 2**60
"""No number that a post states beyond this is believed, because the epoch must stay able to grow."""


def begin_epoch(work: UnitOfWork, seconds: int, mark: int) -> int:
    """Begin the epoch of a restore at these seconds since 1970, or right after the last one, and return it."""
    _keep(work, max(seconds, (EPOCH.get(work) >> MARK_BITS) + 1), mark)
    return EPOCH.get(work)


def meet_epoch(work: UnitOfWork, seen: int) -> None:
    """Raise the epoch above a higher one that a post has seen, which shows that this headquarters was restored since.

    A number beyond all reason changes nothing.
    """
    epoch = EPOCH.get(work)
    if epoch < seen < _HIGHEST:
        _keep(work, (seen >> MARK_BITS) + 1, epoch)


def _keep(work: UnitOfWork, number: int, mark: int) -> None:
    epoch = number << MARK_BITS | mark & ((1 << MARK_BITS) - 1)
    EPOCH.keep(work, epoch)


_SECOND_MS = 1000
_MARK_BYTES = 4


def declare_restored(desk: Desk) -> int:
    """Begin the epoch of a restore, and return it.

    The store goes on in a new log of its own by then (`desk.place.log`), since posts may hold entries of the old one
    that the backup does not have. Raises UserError `not-headquarters`.
    """
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("This is not headquarters."))
    with desk.work() as work:
        mark = int.from_bytes(desk.ids.noise(_MARK_BYTES), "big")
        return begin_epoch(work, desk.clock.now_ms() // _SECOND_MS, mark)
