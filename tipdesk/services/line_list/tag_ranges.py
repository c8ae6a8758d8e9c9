"""Which paper tags this PC gives out in a case, so that two PCs in one hall do not give out the same number.

It is remembered on this PC alone: what another PC takes is agreed aloud, as the tags are handed over in a pile.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import TAG_RANGE
from tipdesk.services.remembered.shapes import TagRange

MOST = 9_999


def get_range(desk: Desk, case: bytes) -> TagRange | None:
    """Return the tags of this PC in a case, None where it takes any."""
    with desk.read() as reader:
        return TAG_RANGE.of(case).get(reader)


def keep_range(desk: Desk, case: bytes, taken: TagRange | None) -> TagRange | None:
    """Remember which tags this PC gives out in a case, None for any.

    Raises UserError `bad-range` where the last one comes before the first.
    """
    if taken is not None and not 1 <= taken.first <= taken.last <= MOST:
        raise UserError(
            "bad-range", _("Say the first and the last tag of this PC, the lower one first, up to {most}."), most=MOST
        )
    with desk.work() as unit:
        TAG_RANGE.of(case).keep(unit, taken)
    return taken
