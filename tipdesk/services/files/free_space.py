"""How much room a file that is taken in must leave on the disk of this PC: a value of the PC's own, in no log."""

from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import FREE_MEBIBYTES

LEAST, MOST = 16, 1_000_000
MEBIBYTE: Final = 1024**2


def keep_free(desk: Desk, mebibytes: int) -> None:
    """Keep how many MiB stay free; raises UserError `bad-number` for fewer than `LEAST` or more than `MOST`."""
    if not LEAST <= mebibytes <= MOST:
        raise UserError("bad-number", _("This must be a whole number from {low} to {high}."), low=LEAST, high=MOST)
    with desk.work() as work:
        FREE_MEBIBYTES.keep(work, mebibytes)
