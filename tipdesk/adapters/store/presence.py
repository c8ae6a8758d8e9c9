"""Who has the store of a home open: each opener holds the lock of a file named after its process while it lives.

The first to open a store climbs the whole ladder of checks; those that come while it is open need not. The last to
close it leaves the note of a clean close. Whoever must have the store alone learns here who the others are. A process
that was killed no longer counts, since its lock ended with it. The caller holds the lock of the home, so that nobody
comes or goes in between.
"""

import itertools
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.disk import try_remove
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

COMMAND, WINDOW, SERVER = "command", "window", "server"
_WORDS: Final = {COMMAND: _("a command"), WINDOW: _("the window"), SERVER: _("the receiving server")}
_PREFIX: Final = "in-use-"
_numbers = itertools.count()


class Presence:
    """One opener of a store."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._held = ExitStack()
        self._file: Path | None = None

    def enter(self, kind: str = COMMAND) -> bool:
        """Note that the store is open here, and tell whether it is open nowhere else."""
        is_alone = not find_others(self._home)
        self._stand_as(kind)
        return is_alone

    def call_itself(self, kind: str) -> None:
        """Be known from now on as the window or as headquarters' server; this takes the lock of the home itself."""
        with file_lock(self._home / "lock"):
            former, self._held, file = self._held, ExitStack(), self._file
            self._stand_as(kind)
            former.close()
            _tidy(file)

    def leave(self) -> bool:
        """Note that the store is not open here any more, and tell whether it is open nowhere now.

        Where it was never open here the answer is False.
        """
        if self._file is None:
            return False
        self._held.close()
        _tidy(self._file)
        self._file = None
        return not find_others(self._home)

    def refuse_others(self) -> None:
        """Raise Trouble `store-open`, which names them, where others have the store open as well."""
        refuse_others(self._home, self._file)

    def _stand_as(self, kind: str) -> None:
        self._file = self._home / f"{_PREFIX}{os.getpid()}-{next(_numbers)}.{kind}"
        self._held.enter_context(file_lock(self._file))


def find_others(home: Path, own: Path | None = None) -> list[str]:
    """Return who has the store open besides `own`, each as words and a process id; files of dead processes are deleted.

    Raises Trouble `store-disk` where the home cannot be looked through.
    """
    try:
        files = sorted(home.glob(f"{_PREFIX}*"))
    except OSError as error:
        from tipdesk.adapters.store.faults import refused_file  # at the unlock window the database is not imported yet

        raise refused_file(error) from error
    found = []
    for file in files:
        if file == own:
            continue
        try:
            with file_lock(file, wait_seconds=0):
                pass
        except Trouble:
            number = file.name.removeprefix(_PREFIX).partition("-")[0]
            found.append(f"{_WORDS.get(file.suffix[1:], file.suffix[1:])} ({number})")
        else:
            _tidy(file)
    return found


def refuse_others(home: Path, own: Path | None = None) -> None:
    """Raise Trouble `store-open` where anybody but `own` has the store open."""
    others = find_others(home, own)
    if others:
        raise Trouble(
            "store-open",
            _("The store gets a new key, for which nobody else may have it open. Close first: {others}."),
            others=", ".join(others),
        )


def _tidy(file: Path | None) -> None:
    """Delete a file that nobody holds; where the disk refuses, whoever looks next deletes it."""
    if file is not None:
        try_remove(file)
