"""Let go of the sealed files that the store names no more: after an erasure, a withdrawal, or what a sync brought.

What headquarters said of them goes with them, since it tells that there was such a file, and when. An unlock does the
same, so that whatever a disk does not let go of now goes then.
"""

from contextlib import suppress

from tipdesk.domain.errors import Trouble
from tipdesk.services.desk import Desk
from tipdesk.services.remembered.link import FILE_TOLD


def let_go(desk: Desk) -> None:
    """Remove them; where the disk refuses, they stay until the next unlock."""
    with suppress(Trouble):
        desk.files.sweep()
        _forget_words(desk)


def _forget_words(desk: Desk) -> None:
    """Forget what headquarters said of files that do not lie here."""
    held = set(desk.files.find_held())
    with desk.work() as work:
        told = {bytes.fromhex(one) for one in FILE_TOLD.find_ends(work)}
        for content_id in told - held:
            FILE_TOLD.of(content_id).forget(work)
