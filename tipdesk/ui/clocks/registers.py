"""Where a row of a register is opened from a list: on the page that its record names, if this window has that page."""

from tipdesk.domain.rows import Row
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


def open_register(seat: Seat, row: Row) -> None:
    """Open the page of a row's record and show the row; say so where this window has no such page."""
    try:
        seat.open_row(row.record.name, row.id)
    except KeyError:
        seat.say(_("This stands at headquarters: ask there."))
