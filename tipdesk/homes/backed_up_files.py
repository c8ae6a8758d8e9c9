"""The sealed files of a home in its backups, and brought back with one that is put back.

All backups in one folder share one folder of sealed files, each under its content id: a backup copies only what is new.
Which files belong to a backup stands in its list. What no backup of the folder names any more goes with the last one
that did. A file that is missing keeps no backup from being made or put back: headquarters and posts send it again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.adapters.system.paths import HomePaths

FOLDER: Final = "TB-files"
"""The folder of sealed files beside the backups."""


def keep_files(paths: HomePaths, target: Path, told: Callable[[int, int], object]) -> None:
    """Copy the sealed files of a home that the backups in `target` do not have yet.

    Raises Trouble `backup-full`, `disk-gone` or `backup-place`, and Distrust `copy-differs`.
    """
    from tipdesk.adapters.files.copies import copy_missing, find_sealed

    with _refused(target):
        copy_missing(paths.files, target / FOLDER, find_sealed(paths.files), told)


def let_files_go(target: Path) -> None:
    """Remove the sealed files that no backup in `target` names, unless one of them cannot be read."""
    from tipdesk.adapters.files.copies import drop_others
    from tipdesk.adapters.store.backup import PART, PREFIX, read_backup

    named: set[bytes] = set()
    try:
        for folder in target.iterdir():
            if folder.name.startswith(PREFIX) and folder.suffix != PART and folder.name != FOLDER:
                named.update(read_backup(folder).content_ids())
        drop_others(target / FOLDER, named)
    except (OSError, TipdeskError):
        return  # whatever cannot be told stays


def check_files_kept(backup: Backup) -> None:
    """Read every sealed file of a backup; raises Distrust `backup-damaged` where one is missing or altered."""
    from tipdesk.adapters.files.copies import find_unlike

    with _refused(backup.folder.parent):
        if find_unlike(backup.folder.parent / FOLDER, backup.content_ids()):
            raise Distrust("backup-damaged", _("This backup is damaged or was altered. Use another one."))


def bring_files(backup: Backup, old: Path, staged: HomePaths) -> None:
    """Bring the sealed files of a backup, and those that the old home took in later, to where it is put back.

    Raises Trouble `disk-full` or `store-disk`, and Distrust `copy-differs`.
    """
    from tipdesk.adapters.files.copies import copy_missing, find_sealed
    from tipdesk.adapters.store.copying import untold
    from tipdesk.adapters.store.faults import at_the_door
    from tipdesk.adapters.system.paths import HomePaths

    theirs = HomePaths(old).files
    with at_the_door():
        copy_missing(backup.folder.parent / FOLDER, staged.files, backup.content_ids(), untold)
        copy_missing(theirs, staged.files, find_sealed(theirs), untold)


def size_of(backup: Backup) -> int:
    """Return how many bytes the sealed files of a backup have together."""
    files = (backup.folder.parent / FOLDER / one.hex() for one in backup.content_ids())
    return sum(path.stat().st_size for path in files if path.is_file())


@contextmanager
def _refused(target: Path) -> Iterator[None]:
    """Say what the disk of backups refuses, as of a backup."""
    from tipdesk.adapters.store.backup import refused_by
    from tipdesk.adapters.store.faults import at_the_door

    try:
        with at_the_door():
            yield
    except Trouble as trouble:
        raise refused_by(trouble.code, target) or trouble from trouble
