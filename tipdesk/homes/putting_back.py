"""Puts a backup back in place of a home, brings over what was written after it, and tells headquarters.

Nothing is destroyed, whatever interrupts it (`half_put_back`): what stood in the home is kept beside it under another
name. A store that was put back is a new incarnation: it goes on in a log of its own, brings over what the old store
wrote after the backup where that can still be read, and headquarters hears of both.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.system.paths import HomePaths, prepare_home
from tipdesk.domain.errors import TipdeskError, Trouble
from tipdesk.domain.texts import _
from tipdesk.homes.half_put_back import (
    alone,
    copy_reports,
    drop,
    finish_put_back,
    mark,
    put_in_place,
    refuse_in_use,
    staged_of,
)
from tipdesk.homes.rekeying import settle_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.store.backup import Backup
    from tipdesk.homes.sessions import Session


STEPS = 5
"""The number of steps: read back, copied, checked, brought over, put in place."""


@dataclass(frozen=True)
class PutBackHome:
    """A home that was put back.

    `session` is open. `up_to` is the entry up to which the backup went, and `brought_over` counts the entries that came
    over after it. `replaced` is where what stood there before is kept, or None where nothing did.
    """

    session: Session
    up_to: int
    brought_over: int
    replaced: Path | None


def _unheard(_step: int, _steps: int) -> None:
    """Do nothing, for a caller who does not ask how far it is."""


def put_back(
    folder: Path,
    home: Path,
    login: str | None,
    passphrase: str,
    *,
    old: Path | None = None,
    told: Callable[[int, int], object] = _unheard,
) -> PutBackHome:
    """Put a backup in place of a home and open it.

    `old` is the home to bring the last entries over from, where it is another than `home`. Every other window and
    command of the home must be closed. `told` hears which step of how many begins; whatever it raises ends the deed,
    and nothing has changed.

    Raises:
        UserError: `no-backup`, `wrong-passphrase`.
        Distrust: `backup-damaged`; `body-differs` in the old store: the backup is then put back without its rest.
        Trouble: `home-in-use`, `being-put-back`, `no-room`, `disk-full`, `store-disk`.
    """
    from tipdesk.adapters.keys.vault import open_slot
    from tipdesk.adapters.store.backup import check_files, read_backup
    from tipdesk.adapters.system.clock import SystemClock

    told(1, STEPS)
    backup = read_backup(folder.expanduser().absolute())
    check_files(backup)
    paths = prepare_home(home)
    finish_put_back(paths.folder)
    with alone(paths.folder), _taken_back(paths.folder):
        refuse_in_use(paths.folder)
        opened = open_slot(backup.folder / paths.slots.name, login, passphrase)
        brought = _make_ready(backup, paths, opened, (passphrase, old), told)
        replaced = paths.folder.with_name(f"{paths.folder.name}.replaced-{SystemClock().now_ms()}")
        told(5, STEPS)
        mark(paths.folder, replaced)
        put_in_place(paths.folder, replaced)
    return PutBackHome(_open(paths, opened), backup.contents.seq, brought, replaced if replaced.exists() else None)


def _make_ready(
    backup: Backup,
    paths: HomePaths,
    opened: Opened,
    given: tuple[str, Path | None],
    told: Callable[[int, int], object],
) -> int:
    """Make a home of a backup beside the one it will replace; return how many later entries were brought over.

    `given` is the passphrase, and the old home where it is not the one that is replaced.
    """
    from tipdesk.adapters.store.room import need_room
    from tipdesk.homes.backed_up_files import bring_files, size_of

    need_room(paths.folder, backup.size + size_of(backup))
    staged, (passphrase, old) = staged_of(paths.folder), given
    with suppress(TipdeskError):  # a key that was being changed there: where it cannot be settled, less comes over
        settle_home(paths)
    told(2, STEPS)
    _stage(backup, staged)
    bring_files(backup, old or paths.folder, staged)
    told(3, STEPS)
    session = _open_staged(backup, staged, opened)
    try:
        told(4, STEPS)
        brought = _go_on(session, backup, old or paths.folder, passphrase)
    finally:
        session.close()
    if old is not None:
        copy_reports(old, staged)
    return brought


@contextmanager
def _taken_back(home: Path) -> Iterator[None]:
    """Clear away what was made where the block fails, unless the home is away: then the next start finishes it."""
    try:
        yield
    except BaseException:
        if home.exists():
            drop(staged_of(home).folder)
        raise


def _stage(backup: Backup, staged: HomePaths) -> None:
    """Copy a backup beside the home that it will become. Raises Trouble `disk-full`."""
    from tipdesk.adapters.store.backup import SEALED
    from tipdesk.disk import copy_whole

    try:
        staged.folder.mkdir(mode=0o700)
        for name in backup.contents.files.keys() - {SEALED}:
            copy_whole(backup.folder / name, staged.folder / name)
    except OSError as error:
        raise Trouble("disk-full", _("The backup could not be copied. Free some space and try again.")) from error


def _open_staged(backup: Backup, staged: HomePaths, opened: Opened) -> Session:
    from tipdesk.adapters.store.backup import check_backup

    session = _open(staged, opened)
    try:
        public = session.keys.signer.public
        check_backup(
            backup, opened.store_key, lambda message, signature: session.keys.verify(public, message, signature)
        )
    except BaseException:
        session.close()
        raise
    return session


def _open(paths: HomePaths, opened: Opened) -> Session:
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.homes.opening import open_with

    return open_with(paths, opened, SystemClock())


def _go_on(session: Session, backup: Backup, old: Path, passphrase: str) -> int:
    """Begin a new log, tell whoever must know, and bring over what the old store wrote last.

    It returns how many entries came over.
    """
    from tipdesk.services.audit import note_look
    from tipdesk.services.backups.put_back import begin_again

    closed = backup.contents.log
    if backup.contents.is_headquarters:
        session.declare_restored()
    else:
        session.store.begin_log(session.desk.ids.noise(16))
        session.refresh_actor()
        begin_again(session.desk, closed)
    note_look(session.desk, "restore")
    return _bring_over(session, closed, backup.contents.seq, HomePaths(old), passphrase)


def _bring_over(session: Session, closed: bytes, after: int, old: HomePaths, passphrase: str) -> int:
    from tipdesk.adapters.store.salvage import salvage
    from tipdesk.services.backups.put_back import bring_over

    for key in _keys_of(session, old, passphrase):
        with suppress(TipdeskError):  # an old store that does not open, or does not hold, gives nothing
            found = salvage(old.store, key, closed, after)
            count = bring_over(session.desk, closed, found.table, found.entries, found.salts)
            return count if session.desk.place.is_headquarters else count + _bring_later(session, old.store, key)
    return 0


def _bring_later(session: Session, store: Path, key: bytes) -> int:
    """Bring over the logs in which the old store went on, where it was itself put back since the backup was made.

    This is not done at headquarters: there each such log declares an epoch, and posts send again what it lacks.
    """
    from tipdesk.adapters.store.salvage import find_logs, salvage
    from tipdesk.services.backups.put_back import bring_over, take_up

    count = 0
    with suppress(TipdeskError):  # as far as it can be read
        for log in find_logs(store, key, session.desk.place.device):
            if take_up(session.desk, log):
                found = salvage(store, key, log, 0)
                count += bring_over(session.desk, log, found.table, found.entries, found.salts)
    return count


def _keys_of(session: Session, old: HomePaths, passphrase: str) -> Iterator[bytes]:
    """Give the store keys that may open the old store: that of the backup, then that of its own slots."""
    from tipdesk.adapters.keys.vault import open_slot

    if not old.store.exists():
        return
    yield session.opened.store_key
    try:
        opened = open_slot(old.slots, session.opened.login, passphrase)
    except TipdeskError:
        return
    yield opened.store_key
