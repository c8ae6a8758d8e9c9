"""Where the backup lies that a newer program makes of an older store before it changes anything: in the home itself.

It stays for thirty days. Erasing a case or removing an officer, both of whom the backup would still hold, deletes it at
once. It is made in `migrate`.
"""

from pathlib import Path
from typing import Final

from tipdesk.adapters.store.backup import find_backups
from tipdesk.disk import remove_folder

FOLDER: Final = "before-update"
KEPT_MS: Final = 30 * 24 * 60 * 60_000


def let_go(home: Path) -> None:
    """Delete the backup now."""
    remove_folder(home / FOLDER)


def let_go_when_old(home: Path, now_ms: int) -> None:
    """Delete the backup once it is thirty days old.

    It is deleted, too, where the clock now stands before the time at which it was made: a clock that was set back must
    not keep it for longer.
    """
    if any(not 0 <= now_ms - one.contents.made_at < KEPT_MS for one in find_backups(home / FOLDER)):
        let_go(home)
