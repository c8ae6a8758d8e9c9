"""What was typed in vain before this unlock goes into the audit log: how often, and for which officer if it was one."""

from collections.abc import Sequence

from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk


def note_failed_tries(desk: Desk, tries: Sequence[tuple[bytes | None, int]]) -> None:
    """Write one row for each login: the officer, None for a login that nobody has here, and the number of tries."""
    with desk.work() as work:
        for officer, count in tries:
            note_deed(desk, work, "login_failed", {"result": "failed", "officer": officer, "count": count})
