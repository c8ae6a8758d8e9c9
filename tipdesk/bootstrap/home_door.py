"""The way into a home, as the unlock window asks for it: off the GUI thread, with everything heavy imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.paths import HomePaths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.adapters.store.ladder import Step
    from tipdesk.bootstrap.sessions import Session
    from tipdesk.ui.unlock.presenter import Asked, PutBack, SeenBackup

REQUEST_FILE = "recovery-{digits}.tiprecover"
_FIRST_DIGITS = 5


PATIENCE_SECONDS = 1.5
"""How long the unlock window waits for the check of a store; then it opens, and the check goes on while it is read."""


class HomeDoor:
    """The way into the home in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.step: Step | None = None
        """Told of each check of the store that takes time, on the lane that unlocks."""

    def count_officers(self) -> int:
        """Return how many officers have a slot here."""
        from tipdesk.adapters.keys.vault import list_slot_count

        return list_slot_count(HomePaths(self.folder).slots)

    def unlock(self, login: str, passphrase: str) -> Session:
        """Return the open session."""
        from tipdesk.bootstrap.sessions import open_session

        return open_session(
            self.folder, login or None, passphrase, suspicious_too=True, step=self.step, patience=PATIENCE_SECONDS
        )

    def send(self, login: str, passphrase: str, step: Callable[[int, int], None], stop: Callable[[], bool]) -> int:
        """Send and fetch what waits; return how much still waits. Errors of `open_session` and `sync_now`."""
        from tipdesk.bootstrap.sessions import open_session
        from tipdesk.services.sync.sync_now import sync_now

        session = open_session(self.folder, login or None, passphrase, disabled_too=True)
        try:
            with session.carrier() as carrier:
                return sync_now(session.desk, carrier, step, stop).waiting
        finally:
            session.close()

    def choose(self, login: str, code: str, passphrase: str) -> Session:
        """Return the session of an officer with a one-time code, under a new passphrase."""
        from tipdesk.bootstrap.officers import open_by_officer_code

        return open_by_officer_code(self.folder, login or None, code, passphrase)

    def has_asked(self) -> bool:
        """Tell whether a request to headquarters' custodians waits for its answer."""
        return HomePaths(self.folder).pending.exists()

    def ask_recovery(self, login: str, passphrase: str, folder: Path) -> Asked:
        """Write a request into a folder. Errors of `recovering.ask_recovery`; Trouble `file-unwritable`."""
        from tipdesk.adapters.system.files import write_whole_file
        from tipdesk.bootstrap.recovering import ask_recovery
        from tipdesk.ui.unlock.presenter import Asked

        request, digits = ask_recovery(self.folder, login, passphrase)
        file = folder / REQUEST_FILE.format(digits=digits[:_FIRST_DIGITS])
        write_whole_file(file, request)
        return Asked(file.name, digits)

    def take_answer(self, answer: Path, passphrase: str) -> Session:
        """Return the session that the custodians' answer opens. Errors of `recovering.take_answer`."""
        from tipdesk.adapters.system.files import read_small_file
        from tipdesk.bootstrap.recovering import take_answer
        from tipdesk.sync.limits import LIMITS

        return take_answer(self.folder, read_small_file(answer, LIMITS.document), passphrase)

    def see_backup(self, folder: Path) -> SeenBackup:
        """Return what a backup says of itself. Errors of `read_backup`."""
        from tipdesk.adapters.store.backup import find_backups, read_backup
        from tipdesk.adapters.system.clock import SystemClock
        from tipdesk.ui.unlock.presenter import SeenBackup

        found, clock = next(iter(find_backups(folder)), None) or read_backup(folder), SystemClock()
        made = found.contents
        return SeenBackup(
            found.folder, made.made_at, found.size, made.is_headquarters, clock.now_ms(), clock.offset_minutes()
        )

    def put_back(self, folder: Path, login: str, passphrase: str, step: Callable[[int, int], None]) -> PutBack:
        """Put a backup in place of this home. Errors of `putting_back.put_back`."""
        from tipdesk.bootstrap.putting_back import put_back
        from tipdesk.ui.unlock.presenter import PutBack

        done = put_back(folder, self.folder, login or None, passphrase, told=step)
        done.session.close()
        return PutBack(done.up_to, done.brought_over, str(done.replaced or ""))

    def judge(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase."""
        from tipdesk.adapters.keys.passphrases import check_passphrase
        from tipdesk.bootstrap.officers import site_words

        check_passphrase(passphrase, (*site_words(), login))

    def suggest(self) -> str:
        """Return six random words."""
        from tipdesk.adapters.keys.passphrases import six_words

        return six_words()
