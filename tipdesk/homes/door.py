"""A closed home as the unlock window asks for it: the way in, and what is done without login.

`HomeDoor` implements `ui.unlock.presenter.Door`, and `DiskHome` implements `ui.unlock.locked.Locked`. Each of their
methods is one call of a module beside this one (`opening`, `officers`, `recovering`, `putting_back`; `locked`,
`sending`). All of it runs off the GUI thread, and whatever is heavy is imported only then, so that the window is on the
screen before.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from tipdesk.adapters.system.paths import HomePaths
from tipdesk.homes.locked import LockedHome
from tipdesk.homes.sending import LockedOutbox
from tipdesk.services.closed_homes import Asked, PutBack, SeenBackup, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from tipdesk.adapters.store.ladder import Step
    from tipdesk.domain.codes import CodeBook
    from tipdesk.homes.sessions import Session
    from tipdesk.homes.this_program import ThisProgram
    from tipdesk.services.closed_homes import Stand
    from tipdesk.services.directory.find_duty_numbers import DutyLine
    from tipdesk.services.locked.report import KeptReport

REQUEST_FILE = "recovery-{digits}.tiprecover"
_FIRST_DIGITS = 5
_DICE = 256
PATIENCE_SECONDS = 1.5
"""How many seconds the unlock window waits for the check of a store.

Then it opens, and the check goes on while the store can only be read.
"""


class HomeDoor:
    """The way into the home in `folder`, as the unlock window asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.step: Step | None = None
        """Called for each check of the store that takes time, on the lane that unlocks."""

    def count_officers(self) -> int:
        """Return how many officers have a slot in this home."""
        from tipdesk.adapters.keys.vault import list_slot_count

        return list_slot_count(HomePaths(self.folder).slots)

    def unlock(self, login: str, passphrase: str) -> Session:
        """Return the session that a passphrase opens; a store that fails a check is open for reading.

        See `open_session`.
        """
        from tipdesk.homes.opening import open_session

        return open_session(
            self.folder, login or None, passphrase, suspicious_too=True, step=self.step, patience=PATIENCE_SECONDS
        )

    def send(self, login: str, passphrase: str, step: Callable[[int, int], None], stop: Callable[[], bool]) -> int:
        """Send and fetch what waits, and return how many things still wait.

        A disabled officer may do this too. Raises what `open_session` and `sync_now` raise.
        """
        from tipdesk.homes.opening import open_session
        from tipdesk.services.sync.sync_now import sync_now

        session = open_session(self.folder, login or None, passphrase, disabled_too=True)
        try:
            with session.carrier() as carrier:
                return sync_now(session.desk, carrier, step, stop).waiting
        finally:
            session.close()

    def choose(self, login: str, code: str, passphrase: str) -> Session:
        """Return the session of an officer who unlocks with a one-time code and chooses a new passphrase."""
        from tipdesk.homes.officers import open_by_officer_code

        return open_by_officer_code(self.folder, login or None, code, passphrase)

    def has_asked(self) -> bool:
        """Tell whether a request to headquarters' custodians waits for its answer."""
        return HomePaths(self.folder).pending.exists()

    def ask_recovery(self, login: str, passphrase: str, folder: Path) -> Asked:
        """Write a request to headquarters' custodians into a folder, and return its file name and digits.

        Raises what `recovering.ask_recovery` raises, and Trouble `file-unwritable`.
        """
        from tipdesk.adapters.system.files import write_whole_file
        from tipdesk.homes.recovering import ask_recovery

        request, digits = ask_recovery(self.folder, login, passphrase)
        file = folder / REQUEST_FILE.format(digits=digits[:_FIRST_DIGITS])
        write_whole_file(file, request)
        return Asked(file.name, digits)

    def take_answer(self, answer: Path, passphrase: str) -> Session:
        """Return the session that the custodians' answer opens. Raises what `recovering.take_answer` raises."""
        from tipdesk.adapters.system.files import read_small_file
        from tipdesk.homes.recovering import take_answer
        from tipdesk.sync.limits import LIMITS

        return take_answer(self.folder, read_small_file(answer, LIMITS.document), passphrase)

    def see_backup(self, folder: Path) -> SeenBackup:
        """Return what the latest backup in a folder, or the one that the folder is, says of itself.

        Raises what `read_backup` raises where there is none.
        """
        from tipdesk.adapters.store.backup import find_backups, read_backup
        from tipdesk.adapters.system.clock import SystemClock

        found, clock = next(iter(find_backups(folder)), None) or read_backup(folder), SystemClock()
        made = found.contents
        return SeenBackup(
            found.folder, made.made_at, found.size, made.is_headquarters, clock.now_ms(), clock.offset_minutes()
        )

    def put_back(self, folder: Path, login: str, passphrase: str, step: Callable[[int, int], None]) -> PutBack:
        """Put a backup in place of this home. Raises what `putting_back.put_back` raises."""
        from tipdesk.homes.putting_back import put_back

        done = put_back(folder, self.folder, login or None, passphrase, told=step)
        done.session.close()
        return PutBack(done.up_to, done.brought_over, str(done.replaced or ""))

    def judge(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase: raises UserError `weak-passphrase`."""
        from tipdesk.adapters.keys.passphrases import check_passphrase
        from tipdesk.homes.officers import site_words

        check_passphrase(passphrase, (*site_words(), login))

    def suggest(self) -> str:
        """Return six random words for a new passphrase."""
        from tipdesk.adapters.keys.passphrases import six_words

        return six_words()


class DiskHome:
    """A locked home as `ui.unlock.locked.Locked` asks for it.

    Its methods run on lanes, and those that write run one after the other.
    """

    def __init__(self, folder: Path) -> None:
        self.home = LockedHome(folder)
        self._outbox = LockedOutbox(self.home)
        self._writing = ExitStack()

    def codes(self) -> CodeBook:
        """Return the packaged code lists."""
        return self.home.codes()

    def now(self) -> datetime:
        """Return the time on this PC's clock, in its zone."""
        return self.home.now()

    def find_numbers(self) -> list[DutyLine]:
        """Return the numbers to ring at this hour."""
        return self.home.find_numbers()

    def begin_writing(self) -> None:
        """Keep unlocks from taking in what is half written.

        Raises Trouble `store-busy` where another window does so.
        """
        self._writing.close()
        self._writing.enter_context(self.home.writing())

    def end_writing(self) -> None:
        """Let unlocks take in what is here again."""
        self._writing.close()

    def keep_draft(self, answers: Mapping[str, object], author: str) -> None:
        """Seal what has been typed so far; where nothing has been typed, the draft is dropped."""
        if answers or author:
            self.home.keep_draft(self._report(answers, author, finished=False))
        else:
            self.home.drop_draft()

    def drop_draft(self) -> None:
        """Delete the draft of a report that was kept so far."""
        self.home.drop_draft()

    def keep(self, answers: Mapping[str, object], author: str) -> None:
        """Seal the finished report and keep it. Raises what `LockedHome.keep_report` raises."""
        self.home.keep_report(self._report(answers, author, finished=True))

    def stand(self) -> Stand:
        """Return how many files wait in the outbox, how many are due, and when the next one will be."""
        return self._outbox.stand()

    def send(self, stick: Path | None, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sent:
        """Send what is due, to a stick or over the wire; return how many files went, and how many were altered."""
        with self._outbox.carrier(stick) as carrier:
            done = self._outbox.send(carrier, step, cancelled)
        return Sent(len(done.sent), done.altered)

    def program(self) -> ThisProgram:
        """Return what tells which program this is."""
        from tipdesk.homes.this_program import ThisProgram

        return ThisProgram(self.home.paths.folder)

    def delay(self, failures: int) -> float:
        """Return how many seconds to wait after so many failures, with jitter."""
        from tipdesk.sync.wire import next_delay

        return next_delay(failures, self.home.ids.noise(1)[0] / _DICE)

    def _report(self, answers: Mapping[str, object], author: str, *, finished: bool) -> KeptReport:
        from tipdesk.services.locked.report import KeptReport

        clock = self.home.clock
        return KeptReport(author, clock.now_ms(), clock.offset_minutes(), dict(answers), finished=finished)
