"""Ends the process so that nothing of a case stays in memory, and starts a fresh one that shows the unlock window.

The window goes at once, every write under way is finished, and the store is closed before the new process starts, since
both would want the same files. If something does not end within ten seconds, the process ends all the same, as in a
power cut: the store is made for that, and keys in a process that hangs are worse. Closing lanes and store is done by
bootstrap.
"""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QCoreApplication, QProcess
from PySide6.QtWidgets import QApplication

LAST_SECONDS: Final = 10.0


class Lock:
    """Locks the program, once.

    `close` finishes the lanes and closes the store, and `start` starts the fresh process. `give_up` ends this process
    on the spot; it is called when `close` has not ended after `last_seconds`.
    """

    def __init__(
        self,
        close: Callable[[], object],
        start: Callable[[], object],
        *,
        give_up: Callable[[int], object] = os._exit,
        last_seconds: float = LAST_SECONDS,
    ) -> None:
        self._close, self._start, self._give_up, self._last_seconds = close, start, give_up, last_seconds
        self._is_locked = False

    def lock(self) -> None:
        """End this process and start a fresh one, which asks for the passphrase."""
        self._end(is_followed=True)

    def leave_for(self, start: Callable[[], object]) -> None:
        """End this process and start another one than that of this home: `start` does it."""
        if not self._is_locked:
            self._start = start
        self.lock()

    def quit(self) -> None:
        """End this process; no other one follows."""
        self._end(is_followed=False)

    def _end(self, *, is_followed: bool) -> None:
        if self._is_locked:
            return
        self._is_locked = True
        last = threading.Timer(self._last_seconds, self._end_now, (is_followed,))
        last.daemon = True
        last.start()
        for window in QApplication.topLevelWidgets():
            window.hide()
        self._close()
        last.cancel()
        if is_followed:
            self._start()
        QCoreApplication.quit()

    def _end_now(self, is_followed: bool) -> None:  # noqa: FBT001 - called by the timer alone
        """End the process on the spot, because what was to close hangs; this runs on the timer's thread."""
        if is_followed:
            self._start()
        self._give_up(1)


def window_program(program: str) -> str:
    """Return the program that opens the window: the one beside `tipdesk-cli`, which would bring a console along."""
    path = PurePath(program)
    return str(path.with_stem(path.stem.removesuffix("-cli")))


def start_fresh(program: str, arguments: Sequence[str]) -> None:
    """Start a process that goes on when this one has ended."""
    QProcess.startDetached(program, list(arguments))
