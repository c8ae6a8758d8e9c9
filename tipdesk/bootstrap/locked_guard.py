"""What is plugged into the unlock window of a locked home: its deeds without login, and the guard of a report.

Nobody is logged in, so nobody could lift a cover. Esc Esc, or three minutes without a key, therefore takes the page of
a report away at once. The page's presenter keeps what was typed, sealed, when the page is left. A fresh process
(`ui/lock`) then asks for the passphrase, so that nothing of the report stays in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.rules.absence import Absence, Due, Limits, Moment
from tipdesk.ui.cover.escape import EscapeTwice
from tipdesk.ui.window_watch import ACTIVITY, JUDGED_MS, PAINTING, WindowWatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

    from tipdesk.ui.unlock.locked_deeds import LockedDeeds
    from tipdesk.ui.unlock.view import UnlockView


class LockedGuard(QObject):
    """Guards an unlock window until `end`. `is_writing` tells whether the page of a report is in front."""

    def __init__(self, view: QWidget, is_writing: Callable[[], bool], restart: Callable[[], object]) -> None:
        super().__init__(view)
        self._view, self._is_writing, self._restart, self._is_leaving = view, is_writing, restart, False
        self._clocks = SystemClock()
        self.absence = Absence(Limits(), self.now())
        self._escape = EscapeTwice(self)
        self._escape.twice.connect(self.leave)
        self._watch = WindowWatch(self._hear, self)
        self._clock = QTimer(self)
        self._clock.setInterval(JUDGED_MS)
        self._clock.timeout.connect(self.judge)
        self._watch.start()
        self._clock.start()

    def now(self) -> Moment:
        """Return what both clocks show, wall time and running time."""
        return Moment(self._clocks.now_ms(), self._clocks.running_ms())

    def end(self) -> None:
        """Stop watching, because somebody has unlocked or the process ends."""
        self._clock.stop()
        self._watch.stop()

    def leave(self) -> None:
        """Hide the window and begin afresh in a new process, if a report is being written."""
        if self._is_writing() and not self._is_leaving:
            self._is_leaving = True
            self._view.hide()
            QTimer.singleShot(0, self, self._restart)

    def judge(self) -> None:
        """Leave when nobody has been there for three minutes."""
        if self.absence.judge(self.now()) is not Due.NOTHING:
            self.leave()

    def _hear(self, window: QWindow, event: QEvent) -> bool:
        kind = event.type()
        if kind in PAINTING or kind in ACTIVITY:
            self.judge()
        if kind in ACTIVITY:
            self.absence.see(self.now())
        return self._is_writing() and self._escape.hear(window, event)


def plug_deeds(view: UnlockView, folder: Path, on_crash: Callable[[BaseException], object]) -> LockedDeeds:
    """Give an unlock window what can be done without login, and return it; the caller ends it with `end`."""
    from tipdesk.homes.door import DiskHome
    from tipdesk.ui.choosing import Dialogs
    from tipdesk.ui.lanes import Lane, Lanes
    from tipdesk.ui.unlock.locked_deeds import LockedDeeds

    home = DiskHome(folder)
    lanes = Lanes(dict.fromkeys(Lane, home), on_problem=lambda _problem: None, on_crash=on_crash)
    return LockedDeeds(view, lanes, home, Dialogs())
