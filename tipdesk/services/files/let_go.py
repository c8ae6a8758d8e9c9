"""Let go of the sealed files that the store names no more: after an erasure, a withdrawal, or what a sync brought.

An unlock does the same, so that whatever a disk does not let go of now goes then.
"""

from contextlib import suppress

from tipdesk.domain.errors import Trouble
from tipdesk.services.desk import Desk


def let_go(desk: Desk) -> None:
    """Remove them; where the disk refuses, they stay until the next unlock."""
    with suppress(Trouble):
        desk.files.sweep()
