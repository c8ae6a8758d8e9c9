"""Sees to it that a home has one window: a second start of the program brings the open one to the front.

A file of the home (`HomePaths.window`) is locked for as long as there is a window, and let go before a fresh process is
started. The second process leaves an empty file (`HomePaths.asking`) as its word, and ends with a sentence. Whoever
listens to `asked` brings the window to the front.

Decision: the lock of the store, not Qt's, which writes to the disk and waits for it before any window is shown.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.disk import try_remove, write_whole
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_MS = 1_500
"""How many milliseconds to wait for a process that is about to end, whose window is just being closed."""
EVERY_MS = 400


class OneWindow(QObject):
    """Holds a home for this process. `asked` is emitted when somebody has started the program again."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held: ExitStack | None = None
        self._word: Path | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self._look)

    def hold(self, folder: Path) -> None:
        """Hold a home for this process; holding one already, it does nothing.

        Raises UserError `window-open` when another process holds it, which is told to come to the front, and Trouble
        where the disk fails.
        """
        if self._held is not None:
            return
        paths = HomePaths(folder)
        held = ExitStack()
        try:
            held.enter_context(file_lock(paths.window, wait_seconds=PATIENCE_MS / 1_000))
        except Trouble as trouble:
            if trouble.code != "store-busy":
                raise
            _leave(paths.asking)
            words = _("TIPdesk is open already; its window has been brought to the front.")
            raise UserError("window-open", words) from trouble
        self._held, self._word = held, paths.asking
        try_remove(self._word)
        self._clock.start()

    def release(self) -> None:
        """Let go of the home, so that another process can hold it."""
        self._clock.stop()
        if self._held is not None:
            self._held.close()
            self._held = None

    def _look(self) -> None:
        if self._word is not None and self._word.exists() and try_remove(self._word):
            self.asked.emit()  # a word that a scanner still reads is met again in a moment


def _leave(word: Path) -> None:
    try:
        write_whole(word, b"")
    except OSError:
        return  # the sentence is still told
