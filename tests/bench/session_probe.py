"""One window of the real program, its session timed: `python session_probe.py HOME`.

Prints seconds from the second Escape to the painted cover; and those of a switch of officers, typing aside: from the
lock key to the fresh process's painted unlock window, and from Enter to the window of the unlocked home.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.desktops import Program
    from tipdesk.ui.theme import Theme

TRIES = 5


def main(home: Path) -> None:
    """Unlock, cover, lock, start afresh, unlock again."""
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import DeskApp

    app = DeskApp([], resources)
    app.theme.complete()
    first, _seconds = _unlocked(app.theme, home)
    covered = _cover(first)
    until_window = _start_afresh(first, home)
    second, until_shell = _unlocked(app.theme, home)
    second.end()
    print(covered, until_window + until_shell, flush=True)


def _unlocked(look: Theme, home: Path) -> tuple[Program, float]:
    """Return the program unlocked, and the seconds from Enter to its window."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from tests.lab.residue.screens import Waiting
    from tests.ui.desktops import PASSPHRASE, Program, press, type_keys

    program, waiting = Program(look, home), Waiting()
    program.begin()
    waiting.waitUntil(lambda: program.front.isActiveWindow() and QApplication.focusWidget() is not None)
    type_keys(PASSPHRASE)
    began = time.perf_counter()
    press(Qt.Key.Key_Return)
    program.wait_for_shell(waiting)
    return program, time.perf_counter() - began


def _cover(program: Program) -> float:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.lab.residue.screens import Waiting

    window, guard = program.front.windowHandle(), program.desktop.window.guard
    Waiting().waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    seconds = 0.0
    for _try in range(TRIES):  # a busy PC may take longer from one key to the next than two are allowed to lie apart
        QTest.keyClick(window, Qt.Key.Key_Escape)
        began = time.perf_counter()
        QTest.keyClick(window, Qt.Key.Key_Escape)
        QApplication.processEvents()
        seconds = time.perf_counter() - began
        if guard.cover.page.isVisible():
            break
    assert guard.cover.page.isVisible()
    guard.cover.lift()
    return seconds


def _start_afresh(program: Program, home: Path) -> float:
    """Lock, and return the seconds until another process has painted its unlock window."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from tests.lab.residue.screens import Waiting
    from tests.ui.desktops import press

    program.front.activateWindow()
    Waiting().waitUntil(program.front.isActiveWindow)
    program.front.setFocus()
    Waiting().waitUntil(lambda: QApplication.focusWidget() is not None)
    began = time.monotonic()
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    Waiting().waitUntil(lambda: program.fresh == [home])
    program.end()
    words = [sys.executable, "-m", "tests.bench.start_probe", "unlock", str(home)]
    done = subprocess.run(words, env=os.environ, capture_output=True, text=True, check=True, timeout=60)
    return float(done.stdout.split()[0]) - began


if __name__ == "__main__":
    main(Path(sys.argv[1]))
