"""What headquarters needs done beside its server when it is served without a window.

Every minute, each in a thread of its own, `ServedBackups` looks whether a planned backup is due, and `ServedRoom`
whether the disk has room. Nothing that fails here ends the server. What is found is told once, and again after a day. A
folder or stick for backups that is not there is looked for every minute; after anything else that fails an hour passes;
and a server that is stopped leaves no half backup. `StrangersTold` keeps what the server counts of strangers. Backups
are made by `backups`, `readying` decides how little room is too little, and the command chooses the words that are
told.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.texts import _
from tipdesk.homes.backups import back_up_as_planned
from tipdesk.homes.readying import see_room
from tipdesk.services.headquarters.intake.strangers import note_strangers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk
    from tipdesk.services.remembered.shapes import StrangersDay

EVERY_SECONDS: Final = 60.0
AGAIN_MS: Final = 60 * 60_000
TELL_AGAIN_MS: Final = 24 * AGAIN_MS
TELL_AGAIN: Final = 24 * 60
"""The number of looks at the room after which the same is told once more."""
MISSING: Final = frozenset({"backup-place-gone", "other-place", "disk-gone"})
"""Refusals after which it is tried again within a minute: once the stick is plugged in, the backup is made."""


class _Looking(ABC):
    """Something that looks now and every so often, until it is stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    @abstractmethod
    def look(self) -> None:
        """Look once, do what is due and tell what is new."""

    def run(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Look now and every so often, until stopped."""
        while not self._stop.is_set():
            self.look()
            self._stop.wait(every_seconds)

    def stop(self) -> None:
        """Let no further look begin, and end the one that is under way."""
        self._stop.set()


class ServedBackups(_Looking):
    """Looks again and again whether a planned backup is due, and makes it.

    `hear` is called with each backup, and with the error that kept one from being made.
    """

    def __init__(self, session: Session, hear: Callable[[Backup | BaseException], object]) -> None:
        super().__init__()
        self._session, self._hear = session, hear
        self._failed_ms: int | None = None
        self._told: tuple[str, int] | None = None

    def look(self) -> None:
        """Make the backup that is due, if it is time to try.

        Whatever escapes is told like a refusal, and tried again.
        """
        with ThreadPoolExecutor(1, "tipdesk-backup") as lane:
            error = lane.submit(self._make).exception()
        if error is not None and not self._stop.is_set():
            self._tell(error)

    def _make(self) -> None:
        now_ms = self._session.desk.clock.running_ms()
        if self._failed_ms is not None and now_ms - self._failed_ms < AGAIN_MS:
            return
        self._failed_ms = None
        made = back_up_as_planned(self._session, self._go_on)
        if made is not None:
            self._told = None
            self._hear(made)

    def _go_on(self, _done: int, _total: int) -> None:
        if self._stop.is_set():
            raise UserError("stopped", _("Stopped."))

    def _tell(self, error: BaseException) -> None:
        code = error.code if isinstance(error, TipdeskError) else type(error).__name__
        now_ms = self._session.desk.clock.running_ms()
        if code not in MISSING:
            self._failed_ms = now_ms
        if self._told is None or self._told[0] != code or now_ms - self._told[1] >= TELL_AGAIN_MS:
            self._told = (code, now_ms)
            self._hear(error)


class ServedRoom(_Looking):
    """Looks again and again whether the disk has room. `say` is called with the sentence, as a message id."""

    def __init__(self, home: Path, say: Callable[[str], object]) -> None:
        super().__init__()
        self._home, self._say = home, say
        self._told: str | None = None
        self._looks = 0

    def look(self) -> None:
        """Look at the room once, and say what is new."""
        found = see_room(self._home, is_begun=True)
        self._looks = self._looks + 1 if found == self._told else 0
        self._told = found
        if found is not None and self._looks % TELL_AGAIN == 0:
            self._say(found)


@contextmanager
def backups_made(
    session: Session, hear: Callable[[Backup | BaseException], object], every_seconds: float = EVERY_SECONDS
) -> Iterator[None]:
    """Make the planned backups while the block runs. `hear` is called from another thread."""
    with _beside(ServedBackups(session, hear), "tipdesk-backups", every_seconds):
        yield


@contextmanager
def room_kept(home: Path, say: Callable[[str], object], every_seconds: float = EVERY_SECONDS) -> Iterator[None]:
    """Keep looking at the room while the block runs. `say` is called from another thread."""
    with _beside(ServedRoom(home, say), "tipdesk-room", every_seconds):
        yield


@contextmanager
def _beside(looking: _Looking, name: str, every_seconds: float) -> Iterator[None]:
    thread = threading.Thread(target=looking.run, args=(every_seconds,), name=name)
    thread.start()
    try:
        yield
    finally:
        looking.stop()
        thread.join()


class StrangersTold:
    """Keeps in headquarters' home how often strangers called the server, and says it once a day.

    It is called with each kind and how often it happened since the last call. `say` is told of each day once, when the
    next one begins or the server is stopped (`end`).
    """

    def __init__(self, desk: Desk, say: Callable[[StrangersDay], object]) -> None:
        self._desk, self._say = desk, say
        self._day: StrangersDay | None = None

    def __call__(self, counts: Mapping[str, int]) -> None:
        """Keep these counts, and say those of the day before where a new day has begun."""
        today = note_strangers(self._desk, counts)
        if self._day is not None and self._day.day != today.day:
            self.end()
        self._day = today

    def end(self) -> None:
        """Say what there is to say of the day that was begun."""
        if self._day is not None and self._day.counts:
            self._say(self._day)
        self._day = None
