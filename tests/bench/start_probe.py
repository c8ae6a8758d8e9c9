"""One process from its start to its first painted window: `python start_probe.py bare | unlock HOME | first HOME`.

Prints when the window was painted (seconds of the monotonic clock, which the starting process reads too), since when
the store key was in hand (0: not asked) and the resident memory then. `first` opens the home with the store key that
stands in the environment, as the unlock window does once it has it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_ALIVE: list[object] = []
_IN_HAND: list[float] = []
KEY_VARIABLE, LOGIN_VARIABLE = "BENCH_STORE_KEY", "BENCH_LOGIN"


class FirstPaint(QObject):
    """Tells of the first time that one window is painted."""

    def __init__(self, window: QWidget, seen: Callable[[], None]) -> None:
        super().__init__(window)
        self._seen = seen
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch for the paint; what follows it is told once it has been done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._seen)
        return False


def main(words: list[str]) -> None:
    """Show the window that is asked for and end at its first paint."""
    kind, *home = words
    shown = _bare() if kind == "bare" else {"unlock": _unlock, "first": _first}[kind](*home)
    FirstPaint(shown, _told)
    QApplication.exec()


def _told() -> None:
    painted = time.monotonic()
    import psutil

    began = _IN_HAND[0] if _IN_HAND else 0.0
    print(painted, began, psutil.Process().memory_info().rss, flush=True)
    os._exit(0)  # what closing costs is no part of a start


def _kept(thing: T) -> T:
    """Hold on to what must live as long as the process."""
    _ALIVE.append(thing)
    return thing


def _crashed(*told: object) -> None:
    print(*told, file=sys.stderr)
    os._exit(1)


def _bare() -> QWidget:
    _kept(QApplication([]))
    window = _kept(QWidget())
    window.resize(1024, 700)
    window.show()
    return window


def _unlock(home: str) -> QWidget:
    from tipdesk.adapters.system import resources
    from tipdesk.bootstrap.desktop import Desktop
    from tipdesk.ui.app import DeskApp

    app = _kept(DeskApp([], resources))
    desktop = _kept(Desktop(app.look, Path(home), on_crash=_crashed, start_fresh=_crashed))
    desktop.begin()
    assert desktop.front is not None
    return desktop.front


def _first(home: str) -> QWidget:
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import DeskApp

    app = _kept(DeskApp([], resources))
    from tipdesk.adapters.keys.vault import OfficerKeys, Opened
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.bootstrap.sessions import open_with
    from tipdesk.bootstrap.warming import warm_up
    from tipdesk.bootstrap.window import Window

    warm_up()  # what the program itself loads while the passphrase is being typed
    _IN_HAND.append(time.monotonic())
    opened = Opened(os.environ[LOGIN_VARIABLE], bytes.fromhex(os.environ[KEY_VARIABLE]), OfficerKeys.generate())
    session = open_with(HomePaths(Path(home)), opened, SystemClock())
    window = _kept(Window(app.look, session, on_crash=_crashed, on_lock=_crashed, on_quit=_crashed))
    window.shell.show()
    return window.shell


if __name__ == "__main__":
    main(sys.argv[1:])
