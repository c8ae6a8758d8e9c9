"""The planned backups of a headquarters that is served without a window: each made when it is due, beside the server.

Promises that nothing that fails here ends the server; that what comes of each is told, a failure once and again after a
day; that a folder or stick which is not there is looked for every minute, and anything else that fails is tried again
after an hour; and that a server which is stopped leaves no half backup. Leaves to others: whether one is due, making
it (`backups`), and the words of what is told.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tipdesk.bootstrap.backups import back_up_as_planned
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.bootstrap.sessions import Session

EVERY_SECONDS: Final = 60.0
AGAIN_MS: Final = 60 * 60_000
TELL_AGAIN_MS: Final = 24 * AGAIN_MS
MISSING: Final = frozenset({"backup-place-gone", "other-place", "disk-gone"})
"""Refusals that cost nothing to ask about again: the stick is plugged in, and the next minute makes the backup."""


class ServedBackups:
    """Looks again and again. `hear` is told of each backup, and of what kept one from being made."""

    def __init__(self, session: Session, hear: Callable[[Backup | BaseException], object]) -> None:
        self._session, self._hear = session, hear
        self._stop = threading.Event()
        self._failed_ms: int | None = None
        self._told: tuple[str, int] | None = None

    def run(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Look now and every so often, until stopped."""
        while not self._stop.is_set():
            self.look()
            self._stop.wait(every_seconds)

    def look(self) -> None:
        """Make the one that is due, if it is time to try. Whatever escapes is told like a refusal, and tried again."""
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

    def stop(self) -> None:
        """Begin nothing more, and let one that is being made go."""
        self._stop.set()

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


@contextmanager
def backups_made(
    session: Session, hear: Callable[[Backup | BaseException], object], every_seconds: float = EVERY_SECONDS
) -> Iterator[None]:
    """Make the planned backups while the block runs. `hear` is called from another thread."""
    backups = ServedBackups(session, hear)
    thread = threading.Thread(target=backups.run, args=(every_seconds,), name="tipdesk-backups")
    thread.start()
    try:
        yield
    finally:
        backups.stop()
        thread.join()
