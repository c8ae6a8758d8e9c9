"""One process from its start to its first painted window: `python start_probe.py bare | unlock HOME | first HOME`.

Prints when the window was painted (seconds of the monotonic clock, which the starting process reads too), since when
the store key was in hand (0: not asked) and the resident memory then. `first` opens the home with the store key that
stands in the environment, as the unlock window does once it has it.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_IN_HAND: list[float] = []
KEY_VARIABLE, LOGIN_VARIABLE = "BENCH_STORE_KEY", "BENCH_LOGIN"


def main(words: list[str]) -> None:
    """Show the window that is asked for and end at its first paint."""
    kind, *home = words
    if kind == "bare":
        _bare()
    else:
        {"unlock": _unlock, "first": _first}[kind](*home)


def _watch(window: QWidget, close: Callable[[], object] | None = None) -> None:
    from tests.bench.first_paint import FirstPaint

    FirstPaint(window, partial(_told, close))


def _told(close: Callable[[], object] | None) -> None:
    painted = time.monotonic()
    import psutil

    began = _IN_HAND[0] if _IN_HAND else 0.0
    print(painted, began, psutil.Process().memory_info().rss, flush=True)
    if close is not None:  # the next start is to find a home that was closed, as it is after a lock
        close()
    os._exit(0)  # what closing costs is no part of a start


def _crashed(*told: object) -> None:
    print(*told, file=sys.stderr)
    os._exit(1)


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1024, 700)
    window.show()
    _watch(window)
    app.exec()


def _unlock(home: str) -> None:
    from tipdesk.bootstrap.desktop import run_app

    run_app(Path(home), shown=_watch)


def _first(home: str) -> None:
    from tests.bench.load_probe import make_app

    app = make_app()
    from tipdesk.adapters.keys.vault import OfficerKeys, Opened
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.bootstrap.warming import warm_up
    from tipdesk.bootstrap.window import Window
    from tipdesk.homes.opening import open_with

    warm_up(Path(home))  # what the program itself loads while the passphrase is being typed
    _IN_HAND.append(time.monotonic())
    opened = Opened(os.environ[LOGIN_VARIABLE], bytes.fromhex(os.environ[KEY_VARIABLE]), OfficerKeys.generate())
    session = open_with(HomePaths(Path(home)), opened, SystemClock())
    window = Window(app.theme, session, on_crash=_crashed, on_lock=_crashed, on_quit=_crashed)
    window.shell.show()
    _watch(window.shell, window.close)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1:])
