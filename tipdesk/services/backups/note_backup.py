"""Note that a backup was made, read back and opened: for the officers of this PC, and in the audit."""

from tipdesk.services.audit import note_deed
from tipdesk.services.backups.kept import LastBackup, keep_last
from tipdesk.services.desk import Desk


def note_backup(desk: Desk, made: LastBackup) -> None:
    """Keep it as the last one."""
    with desk.work() as work:
        keep_last(work, made)
        note_deed(desk, work, "backup", {})
