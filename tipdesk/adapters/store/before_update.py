"""Where the backup lies that a newer program makes of an older store before it changes anything: in the home itself.

Promises that it stays for thirty days and no longer; whoever erases a case or removes an officer, whom it would still
hold, lets it go at once. Leaves to others: making it (`migrate`), and putting it back.
"""

import shutil
from pathlib import Path
from typing import Final

from tipdesk.adapters.store.backup import find_backups

FOLDER: Final = "before-update"
KEPT_MS: Final = 30 * 24 * 60 * 60_000


def let_go(home: Path) -> None:
    """Let it go now."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)


def let_go_when_old(home: Path, now_ms: int) -> None:
    """Let it go where it has been kept long enough; a clock that was set back keeps it no longer than that."""
    if any(not 0 <= now_ms - one.contents.made_at < KEPT_MS for one in find_backups(home / FOLDER)):
        let_go(home)
