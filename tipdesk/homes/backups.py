"""How backups of a home are made, by hand and by plan, and how the last one is checked again.

A backup counts only once it was read back and opened, and older ones go only after a newer one counts. None is made of
a store that fails a check, since it would push out the good ones. A planned backup goes only where an earlier one of
this PC lies: another stick under the same name, or the empty folder where a stick ought to be, gets nothing. When one
is due is decided in `services/backups`; `putting_back` puts one back.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tipdesk.disk import remove_folder
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.adapters.system.drives import Drive
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.sessions import Session
    from tipdesk.services.remembered.shapes import Plan

KEPT = 3
"""How many backups of one home are kept in a folder."""
_NAME_BYTES = 4
_LOCK = "backup.lock"
_DAY_SECONDS = 24 * 60 * 60


def back_up(session: Session, target: Path, told: Callable[[int, int], object] | None = None) -> Backup:
    """Make a backup of an open home in a folder or on a stick, and let older ones of the same home go.

    `told` is called with how far copying is; whatever it raises ends the backup, and leaves nothing behind.

    Raises:
        UserError: `not-allowed`; `unsafe-backup` for a folder inside the home.
        Trouble: `disk-gone`, `backup-full`, `backup-place`, `no-room`.
        Distrust: `copy-differs`; that of the store, where it fails a check.
    """
    from tipdesk.services.permit_authority import permit_authority

    permit_authority(session.desk)
    return _made(session, target, told)


def back_up_as_planned(session: Session, told: Callable[[int, int], object] | None = None) -> Backup | None:
    """Make the backup that is due, whoever has unlocked, and return it.

    It returns None where none is due, where the store fails a check, or where another process is making it. Raises what
    `back_up` raises, Trouble `backup-place-gone` where the folder is not there, and Trouble `other-place` where it is
    not the one with earlier backups.
    """
    from tipdesk.services.backups.plan import see_backups

    if not see_backups(session.desk).is_due or session.store.suspicion is not None:
        return None
    with _only_here(session.paths) as is_only:
        state = see_backups(session.desk)
        if not is_only or not state.is_due:
            return None
        return _made(session, _planned_place(session, Path(state.plan.folder)), told)


def keep_plan(session: Session, plan: Plan, told: Callable[[int, int], object] | None = None) -> None:
    """Keep the plan by which backups are made from now on; an empty plan means that none is made any more.

    The first backup is made at once where none of this PC lies in that folder. Raises what `back_up` raises.
    """
    from tipdesk.services.backups.plan import plan_backups
    from tipdesk.services.permit_authority import permit_authority

    permit_authority(session.desk)
    if plan.every and not _own(session, Path(plan.folder)):
        _made(session, Path(plan.folder), told)
    plan_backups(session.desk, plan)


def check_last(session: Session) -> Backup:
    """Read the last backup back once more, open it, and return it.

    Raises UserError `no-backup` where there was none or it is not there any more, UserError `older-key` where it opens
    only with keys of before an officer left, Distrust `backup-damaged` and Trouble `disk-gone`.
    """
    from tipdesk.adapters.keys.slots_file import read_slots
    from tipdesk.adapters.store.backup import check_backup, check_files, read_backup
    from tipdesk.adapters.store.room import disk_gone
    from tipdesk.homes.backed_up_files import check_files_kept
    from tipdesk.services.backups.plan import see_backups

    last, key = see_backups(session.desk).last, session.opened.store_key
    folder = Path(last.folder) if last else None
    if folder is None or not folder.is_dir():
        raise disk_gone()
    found = read_backup(folder)
    check_files(found)
    check_files_kept(found)
    if not read_slots(folder / session.paths.slots.name).is_of(key):
        raise UserError(
            "older-key",
            _("It is whole, and opens with the passphrases of before an officer left. Make another, then destroy it."),
        )
    check_backup(found, key, lambda content, signed: session.keys.verify(session.keys.signer.public, content, signed))
    return found


@dataclass(frozen=True)
class SessionBackups:
    """The backups of an unlocked home, as `ui.integrity.backup_deeds.Backups` asks for them."""

    session: Session

    def make(self, folder: Path, told: Callable[[int, int], object]) -> None:
        """Make a backup in a folder; see `back_up`."""
        back_up(self.session, folder, told)

    def make_planned(self, told: Callable[[int, int], object]) -> bool:
        """Make the backup that is due, and tell whether there was one."""
        return back_up_as_planned(self.session, told) is not None

    def keep_plan(self, plan: Plan, told: Callable[[int, int], object]) -> None:
        """Keep the plan by which backups are made from now on."""
        keep_plan(self.session, plan, told)

    def check_last(self) -> None:
        """Read the last backup back and open it."""
        check_last(self.session)

    def is_same_disk(self, folder: Path) -> bool:
        """Tell whether a folder lies on the disk of the home, where a backup would be lost with it."""
        try:
            return folder.stat().st_dev == self.session.paths.folder.stat().st_dev
        except OSError:
            return False

    def sticks(self) -> Sequence[Drive]:
        """Return the sticks that are plugged in."""
        from tipdesk.adapters.system.drives import find_drives

        return find_drives()


@contextmanager
def _only_here(paths: HomePaths) -> Iterator[bool]:
    """Tell whether no other process of this home makes a planned backup, and let none begin while the block runs.

    The other process may be a window or the server.
    """
    from tipdesk.adapters.store.file_lock import file_lock

    with ExitStack() as held:
        is_only = True
        try:
            held.enter_context(file_lock(paths.folder / _LOCK, wait_seconds=0))
        except Trouble as trouble:
            if trouble.code != "store-busy":
                raise
            is_only = False
        yield is_only


def _made(session: Session, target: Path, told: Callable[[int, int], object] | None) -> Backup:
    from tipdesk.adapters.store.copying import untold
    from tipdesk.adapters.store.room import disk_gone
    from tipdesk.homes.backed_up_files import keep_files, let_files_go
    from tipdesk.services.backups.plan import note_backup
    from tipdesk.services.remembered.shapes import LastBackup

    if session.store.suspicion is not None:
        raise session.store.suspicion.refusal()
    target = target.expanduser().absolute()
    if target.resolve().is_relative_to(session.paths.folder.resolve()):
        raise UserError("unsafe-backup", _("A backup inside the home would be lost with it. Choose another folder."))
    if not target.is_dir():
        raise disk_gone()
    made = None
    try:
        keep_files(session.paths, target, told or untold)  # most of them, while everybody goes on writing
        made = session.store.back_up(target, session.desk.ids.noise(_NAME_BYTES).hex(), told or untold)
        keep_files(session.paths, target, told or untold)
    except BaseException:
        if made is not None:
            remove_folder(made.folder)
        let_files_go(target)
        raise
    _let_older_go(session, made, target)
    note_backup(session.desk, LastBackup(made.contents.made_at, str(made.folder), made.contents.seq, made.size))
    return made


def _planned_place(session: Session, target: Path) -> Path:
    """Return the folder in which earlier backups of this PC lie.

    It is the planned one, or on Windows the same folder of a drive with another letter. Raises Trouble
    `backup-place-gone` or `other-place` where there is none.
    """
    places = list(_places(target))
    found = next((place for place in places if _own(session, place)), None)
    if found is not None:
        return found
    if not any(place.is_dir() for place in places):
        raise Trouble(
            "backup-place-gone", _("The folder or stick for backups is not there. Plug it in, and the backup is made.")
        )
    raise Trouble(
        "other-place",
        _(
            "No earlier backup of this PC lies in the folder for backups, so it may be another stick. Plug in the "
            "right one, or press “Back up now”."
        ),
    )


def _places(target: Path) -> Iterator[Path]:
    from tipdesk.adapters.system.drives import find_drives

    yield target
    for drive in find_drives() if target.drive else ():
        yield drive.path / target.relative_to(target.anchor)


def _own(session: Session, target: Path) -> list[Backup]:
    from tipdesk.adapters.store.backup import find_backups

    device = session.desk.place.device
    return [one for one in find_backups(target) if one.contents.device == device]


def _let_older_go(session: Session, made: Backup, target: Path) -> None:
    """Let go of all but the latest backups, and of what one left that a power cut ended a day or more ago."""
    from tipdesk.adapters.store.backup import find_cut_off
    from tipdesk.homes.backed_up_files import let_files_go

    older = [one.folder for one in _own(session, target) if one.folder != made.folder][KEPT - 1 :]
    for folder in (*older, *find_cut_off(target, session.clock.now_ms() // 1000 - _DAY_SECONDS)):
        remove_folder(folder)
    let_files_go(target)
