"""A backup put in place of a home, step by step, and what is done about one that a power cut ended between two steps.

    HOME.put-back               filled from the backup             → an interrupted deed is taken back
    HOME.put-back/putting-back  written, everything on the disk    → so it is while the home stands
    HOME                        renamed to HOME.replaced-…         → from here on an interrupted deed is finished
    HOME.put-back               renamed to HOME
    HOME/inbox                  gets the reports that lie unread in HOME.replaced-…
    HOME/putting-back           taken away

At every moment the folders that stand say which of the two it is. After `finish_put_back`, with which every start
begins, the home is as it was or the one that was put back, and nothing else is lost; one process does it at a time, and
no other gets past that meanwhile. What is put back, and what comes over from the old store, is decided in
`putting_back`.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from tipdesk.adapters.system.paths import HomePaths
from tipdesk.disk import move, patiently, remove, remove_folder, try_remove, wait_for, write_whole
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKER: Final = "putting-back"
"""The file which says that everything is there; it holds the name that what stood in the home gets."""
FINISHED: Final = _(
    "This PC stopped while a backup was being put back. That is finished now: the backup is in place. Whatever was "
    "here before is kept beside it."
)
TAKEN_BACK: Final = _(
    "This PC stopped while a backup was being put back. Nothing has changed here. Put the backup back once more."
)


def staged_of(home: Path) -> HomePaths:
    """Return the paths at which a home is made ready before it is put in place."""
    return HomePaths(home.with_name(f"{home.name}.put-back"))


def finish_put_back(home: Path) -> str | None:
    """Finish a putting back that was interrupted, or take it back, and return what there is to tell of it.

    It returns None where nothing was interrupted. Raises Trouble `being-put-back` while another process is at it, and
    `home-in-use` where a folder cannot be renamed; nothing is lost by trying again.
    """
    home = home.expanduser().absolute()
    staged = staged_of(home).folder
    if not staged.exists() and not (home / MARKER).exists():
        return None
    with alone(home):
        if staged.exists() and (HomePaths(home).exists() or not (staged / MARKER).exists()):
            drop(staged)
            return TAKEN_BACK
        if staged.exists():
            put_in_place(home, home.with_name(_read(staged / MARKER)))
        elif (home / MARKER).exists():
            _bring_reports(home)
        else:
            return None  # another process has finished it meanwhile
        return FINISHED


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Let no other start get at the home while the block runs.

    Raises Trouble `being-put-back` where another is at it.
    """
    from tipdesk.adapters.store.file_lock import file_lock

    lock = home.with_name(f"{home.name}.put-back.lock")
    with ExitStack() as held:
        try:
            held.enter_context(file_lock(lock, wait_seconds=0))
        except Trouble as trouble:
            if trouble.code != "store-busy":
                raise
            words = _("A backup is being put back here now. Wait until that is done, then try again.")
            raise Trouble("being-put-back", words) from trouble
        try:
            yield
        finally:
            try_remove(lock)  # on Windows it stays, since it is open


def refuse_in_use(home: Path) -> None:
    """Raise Trouble `home-in-use` where any process has the home open, or a window shows it."""
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.store.presence import find_others

    paths = HomePaths(home)
    if not paths.exists():
        return
    try:
        with file_lock(paths.window, wait_seconds=0):
            others = find_others(home)
    except Trouble as trouble:
        if trouble.code != "store-busy":
            raise
        raise _in_use() from trouble
    if others:
        raise _in_use()


def mark(home: Path, aside: Path) -> None:
    """Write the marker which says that everything is there, once all of it is on the disk.

    Raises Trouble `disk-full` or `store-disk`.
    """
    from tipdesk.adapters.store.faults import at_the_door

    staged = staged_of(home).folder
    with at_the_door():
        for path in staged.rglob("*"):
            wait_for(path)
        write_whole(staged / MARKER, aside.name.encode())
        wait_for(staged.parent)


def put_in_place(home: Path, aside: Path) -> None:
    """Put the marked home in place; what stands there gets the name `aside`.

    Raises Trouble `home-in-use`, and everything is then as it was before.

    Decision: on Windows no folder is renamed in which a file is open, so the lock of the home is let go before; there
    the renaming itself is refused where somebody has come in since.
    """
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.homes.rekeying import LOCK

    with ExitStack() as held:
        if HomePaths(home).exists():
            held.enter_context(file_lock(home / LOCK))
            refuse_in_use(home)
        if sys.platform == "win32":
            held.close()
        try:
            _make_way(home, aside)
            move(staged_of(home).folder, home)
        except OSError as error:
            if not home.exists() and aside.exists():
                with suppress(OSError):
                    move(aside, home)
            raise _in_use() from error
    _bring_reports(home)


def drop(staged: Path) -> None:
    """Take away what was not put in place. What the disk does not let go of goes at the next start."""
    with suppress(OSError):
        remove(staged / MARKER)
    remove_folder(staged)


def copy_reports(old: Path, home: HomePaths) -> None:
    """Bring over the reports that were written without login and that nobody has unlocked since.

    No backup holds them.
    """
    from tipdesk.adapters.system.inbox import DRAFT, REPORT, Inbox

    theirs, ours = Inbox(HomePaths(old).inbox), Inbox(home.inbox)
    for suffix in (REPORT, DRAFT):
        for name, sealed in theirs.find(suffix):
            ours.write(name, sealed)


def _make_way(home: Path, aside: Path) -> None:
    if not home.exists():
        return
    if any(home.iterdir()):
        move(home, aside)
        wait_for(home.parent)
    else:
        patiently(home.rmdir)


def _bring_reports(home: Path) -> None:
    """Bring over the reports of what stood there, and end the putting back.

    Raises Trouble `file-unwritable`; the next start then does it.
    """
    marker = home / MARKER
    copy_reports(home.with_name(_read(marker)), HomePaths(home))
    with suppress(OSError):  # then the next start brings them over once more, which does no harm
        remove(marker)


def _read(marker: Path) -> str:
    from tipdesk.adapters.store.faults import at_the_door

    with at_the_door():
        return marker.read_text("utf-8")


def _in_use() -> Trouble:
    return Trouble("home-in-use", _("The home is in use. Close TIPdesk and every command on this PC, then try again."))
