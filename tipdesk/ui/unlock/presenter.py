"""Unlocks a home off the GUI thread, and says what came of it.

There is one try at a time, and the passphrase is handed on and not kept. Keys and store are behind `Door`; what follows
after `opened` is up to bootstrap.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.closed_homes import Asked, PutBack, SeenBackup
from tipdesk.ui.lanes import Ears, Lanes, Watch
from tipdesk.ui.translate import _, plural

S_co = TypeVar("S_co", covariant=True)
HELPLESS: Final = frozenset({
    "wrong-passphrase", "too-many-tries", "tries-stopped", "no-home", "slots-missing", "slots-unreadable",
    "slots-damaged", "slots-parameters", "store-missing", "store-unreadable", "store-disk", "no-own-log",
})  # fmt: skip
"""Refusals after which an officer is shown where help is: the passphrase is not known, or a file does not hold."""


class Door(Protocol[S_co]):
    """The way into a home.

    Everything may block and is called off the GUI thread; refusals are raised as TipdeskError.
    """

    def count_officers(self) -> int:
        """Return how many officers unlock this PC."""

    def unlock(self, login: str, passphrase: str) -> S_co:
        """Return the open session of an officer; an empty `login` means the only officer."""

    def send(self, login: str, passphrase: str, step: Callable[[int, int], None], stop: Callable[[], bool]) -> int:
        """Send and fetch what waits, for an officer who may do nothing else, and return how much still waits.

        `step` is told how much of how much is done, and `stop` is asked whether to end early.
        """

    def choose(self, login: str, code: str, passphrase: str) -> S_co:
        """Return the open session of an officer with a one-time code, under a new passphrase.

        The code is spent by it.
        """

    def has_asked(self) -> bool:
        """Tell whether a request to headquarters' custodians waits for its answer."""

    def ask_recovery(self, login: str, passphrase: str, folder: Path) -> Asked:
        """Write a request to the custodians into a folder; the PC will open under this passphrase.

        An earlier request is void.
        """

    def take_answer(self, answer: Path, passphrase: str) -> S_co:
        """Return the open session by the custodians' answer.

        `passphrase` is the one that was chosen when the answer was asked for.
        """

    def see_backup(self, folder: Path) -> SeenBackup:
        """Return what a backup says of itself, or the latest of those in a folder.

        Raises UserError `no-backup` when there is none.
        """

    def put_back(self, folder: Path, login: str, passphrase: str, step: Callable[[int, int], None]) -> PutBack:
        """Put a backup in place of this home, which is closed.

        `step` is told which step of how many it is at, and may raise to end it.
        """

    def judge(self, passphrase: str, login: str) -> None:
        """Raise UserError when a passphrase is too weak for the officer with this login."""

    def suggest(self) -> str:
        """Return six random words for a passphrase."""


class UnlockPresenter(QObject):
    """Tries passphrases, one at a time, and tells by signals what came of it.

    `several` says that several officers unlock this PC, `busy` that a try has begun, and `checking` carries which check
    of how many is made, where they take time. `refused` carries a sentence, `helpless` a sentence about a refusal that
    no other try may end, and `must_wait` the seconds until the next try. `disabled` follows the refusal of an officer
    whom headquarters has disabled. `code_right` carries login and code, for which a passphrase is chosen now. `told`
    carries what became of `send`, and `opened` the session.
    """

    several = Signal()
    busy = Signal()
    checking = Signal(int, int)
    refused = Signal(str)
    opened = Signal(object)
    disabled = Signal()
    told = Signal(str)
    must_wait = Signal(int)
    code_right = Signal(str, str)
    helpless = Signal(str)

    def __init__(self, lanes: Lanes[Door[object]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._is_busy = False

    def begin(self) -> None:
        """Find out whether to ask which officer unlocks."""
        self._lanes.read(_count, then=self._counted, failed=self._refuse, owner=self)

    def unlock(self, login: str, passphrase: str) -> None:
        """Try a passphrase, unless another try is under way."""
        if self._is_busy:
            return
        self._is_busy = True
        self.busy.emit()

        def refuse(problem: TipdeskError) -> None:
            self._refuse(problem)
            if problem.code == "choose-passphrase":
                self.code_right.emit(login, passphrase)

        self._lanes.link(_unlock, login, passphrase, ears=Ears(self._open, refuse, owner=self))

    def send(self, login: str, passphrase: str) -> None:
        """Send and fetch what waits, for an officer who is disabled, unless something is under way."""
        if self._is_busy:
            return
        self._is_busy = True
        self.busy.emit()
        ears = Ears(self._sent, self._refuse, progress=_unheard, owner=self)
        self._lanes.link(_send, login, passphrase, ears=ears)

    def _sent(self, waiting: int) -> None:
        self._is_busy = False
        self.told.emit(
            plural("Sent. {count} entry still waits.", "Sent. {count} entries still wait.", waiting)
            if waiting
            else _("Headquarters has received everything. If it has let you in again, unlock now.")
        )

    def _counted(self, count: int) -> None:
        if count > 1:
            self.several.emit()

    def _open(self, session: object) -> None:
        self._is_busy = False
        self.opened.emit(session)

    def _refuse(self, problem: TipdeskError) -> None:
        self._is_busy = False
        (self.helpless if problem.code in HELPLESS else self.refused).emit(problem.text(_))
        if problem.code == "officer-disabled":
            self.disabled.emit()
        seconds = problem.values.get("seconds")
        if problem.code == "too-many-tries" and isinstance(seconds, int):
            self.must_wait.emit(seconds)


def _count(door: Door[object]) -> int:
    return door.count_officers()


def _unlock(door: Door[object], login: str, passphrase: str) -> object:
    return door.unlock(login, passphrase)


def _send(door: Door[object], login: str, passphrase: str, *, watch: Watch) -> int:
    return door.send(login, passphrase, watch.tell, watch.is_cancelled)


def _unheard(_done: int, _total: int, _step: str) -> None:
    """Show no progress; but whoever asks for it is stopped when the window closes."""
