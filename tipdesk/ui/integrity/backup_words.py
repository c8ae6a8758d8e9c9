"""How the state of the backups is told: at the foot of the window, above every page, and on their own page.

These are pure functions of what the service answered, in words without jargon.
"""

from pathlib import Path

from tipdesk.services.backups.plan import BackupState
from tipdesk.services.remembered.shapes import LastBackup
from tipdesk.ui.sync.words import joined, size_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural


def last_words(last: LastBackup | None, offset_minutes: int, now_ms: int) -> str:
    """Return when the last backup was made, or that none was."""
    if last is None:
        return _("No backup of this PC has been made")
    return _("Last backup {time}").format(time=time_text(last.at, offset_minutes, now_ms))


def foot_words(last: LastBackup | None, offset_minutes: int, now_ms: int) -> str:
    """Return the same in the few words that fit into the foot of the window."""
    if last is None:
        return _("No backup yet")
    return _("Backup {time}").format(time=time_text(last.at, offset_minutes, now_ms))


def detail_words(last: LastBackup | None, *, is_headquarters: bool) -> str:
    """Return where the last backup lies, how far it goes and that it was opened, or what is at stake without one."""
    if last is None and is_headquarters:
        return _("If this disk breaks, all that only headquarters holds is gone.")
    if last is None:
        return _("If this disk breaks, all that headquarters has not received is gone.")
    upto = _("up to entry {seq}").format(seq=last.seq)
    return joined([last.folder, upto, size_words(last.size), _("read back and opened")])


def days_words(state: BackupState) -> str:
    """Return the sentence that stands above every page while a backup is due."""
    if state.days is None or state.days < 0:
        return _("A backup of this PC is due.")
    return plural(
        "A backup of this PC is due: the last one is {count} day old.",
        "A backup of this PC is due: the last one is {count} days old.",
        state.days,
    )


def target_of(state: BackupState) -> Path | None:
    """Return the folder to which “Back up now” goes, or None where the officer is to be asked.

    It is the folder in which backups make themselves, else that in which the last one lies.
    """
    if state.plan.folder:
        return Path(state.plan.folder)
    return Path(state.last.folder).parent if state.last else None
