"""Ends the process so that nothing of a case stays in memory, and starts a fresh one that shows the unlock window.

Promises: the window goes at once; every write under way is finished; the store is closed before the new process
starts, since both would want the same files. Leaves to others: closing lanes and store (bootstrap).
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QProcess
from PySide6.QtWidgets import QApplication


class Lock:
    """Locks once. `close`: finishes the lanes and closes the store. `start`: starts the fresh process."""

    def __init__(self, close: Callable[[], object], start: Callable[[], object]) -> None:
        self._close, self._start = close, start
        self._is_locked = False

    def lock(self) -> None:
        """End this process; a fresh one asks for the passphrase."""
        self._end(is_followed=True)

    def quit(self) -> None:
        """End this process; nothing follows."""
        self._end(is_followed=False)

    def _end(self, *, is_followed: bool) -> None:
        if self._is_locked:
            return
        self._is_locked = True
        for window in QApplication.topLevelWidgets():
            window.hide()
        self._close()
        if is_followed:
            self._start()
        QCoreApplication.quit()


def start_fresh(program: str, arguments: Sequence[str]) -> None:
    """Start a process that outlives this one."""
    QProcess.startDetached(program, list(arguments))
