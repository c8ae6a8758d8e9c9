"""A post's store was put back from a backup: it goes on in a new log, and forgets nothing of the old one.

What the old log holds and headquarters has not receipted is still sent; what headquarters holds of it beyond the
backup comes down.
"""

from tipdesk.services.ledger import URGENT
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import (
    Earlier,
    get_earlier,
    keep_earlier,
    keep_left,
    keep_receipt,
    received_up_to,
)


def begin_again(desk: LinkDesk, closed: bytes) -> None:
    """Note that the log `closed` has come to its end. The store goes on in a new one by then (`desk.place.log`)."""
    with desk.work() as work:
        keep_earlier(work, [*get_earlier(work), Earlier(closed, received_up_to(work))])
        keep_receipt(work, None)
        keep_left(work, [])
        work.put_setting(URGENT, None)
