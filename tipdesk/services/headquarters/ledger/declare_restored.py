"""Headquarters was put back from a backup: the posts are to send again what it has lost, and what they hold of it."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.ledger.epoch import begin_epoch

_SECOND_MS = 1000
_MARK_BYTES = 4


def declare_restored(desk: Desk) -> int:
    """Return the new epoch. UserError away from headquarters.

    The store goes on in a new log of its own by then (`desk.place.log`), since posts may hold entries of the old one
    that the backup does not have.
    """
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("This is not headquarters."))
    with desk.work() as work:
        mark = int.from_bytes(desk.ids.noise(_MARK_BYTES), "big")
        return begin_epoch(work, desk.clock.now_ms() // _SECOND_MS, mark)
