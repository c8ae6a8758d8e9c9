"""My work and the search in one window of the real program: `python -m tests.bench.work_probe HOME KEYSTROKES`.

Prints milliseconds: reading what waits; from asking for My work to its painted list; the same lines in a bare list of
Qt, which is the floor; then, one by one, from a keystroke in the search to what was found, painted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.desktops import Program
    from tipdesk.ui.shell import Shell

RUNS = 7
WORDS = "task number "


def main(home: Path, keystrokes: int) -> None:
    """Unlock, open My work again and again, type in the search."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from tests.lab.residue.screens import Waiting
    from tests.ui.desktops import PASSPHRASE, Program, press, type_keys
    from tipdesk.adapters.system import resources
    from tipdesk.services.my_work.my_work import my_work
    from tipdesk.ui.app import DeskApp

    app = DeskApp([], resources)
    app.theme.complete()
    program, waiting = Program(app.theme, home), Waiting()
    program.begin()
    waiting.waitUntil(lambda: program.front.isActiveWindow() and QApplication.focusWidget() is not None)
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    shell = program.wait_for_shell(waiting)
    desk = program.desktop.window.session.desk
    read = _median(lambda: my_work(desk))
    lines = [line.reference + str(number) for number, line in enumerate(my_work(desk).lines)]
    print(read, _page(program, shell), _bare(lines), *_typed(program, shell, keystrokes), flush=True)
    program.end()


def _median(deed: Callable[[], object]) -> float:
    return median(_ms(deed) for _run in range(RUNS))


def _ms(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def _settle(program: Program) -> None:
    """Wait as Qt waits, asleep until something comes: a loop that spins would take the reader's turn."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    while program.desktop.window.lanes.is_busy:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def _page(program: Program, shell: Shell) -> float:
    from tipdesk.ui.my_work.view import MyWorkView

    shell.open_page("my-work")
    view = program.page(MyWorkView)
    _settle(program)

    def show() -> None:
        view.shown.emit()
        _settle(program)
        view.list.viewport().repaint()

    return _median(show)


def _bare(lines: list[str]) -> float:
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QListView

    view, model = QListView(), QStringListModel()
    view.setModel(model)
    view.resize(540, 700)
    view.show()

    def show() -> None:
        model.setStringList(lines)
        QApplication.processEvents()
        view.viewport().repaint()

    return _median(show)


def _typed(program: Program, shell: Shell, keystrokes: int) -> list[float]:
    from PySide6.QtTest import QTest

    from tipdesk.ui.search.view import SearchView

    shell.open_page("search")
    view = program.page(SearchView)
    seconds = []
    for at in range(keystrokes):
        if at % len(WORDS) == 0:
            view.line.clear()
            _settle(program)

        def type_one(letter: str = WORDS[at % len(WORDS)]) -> None:
            QTest.keyClicks(view.line, letter)
            _settle(program)
            view.list.viewport().repaint()

        seconds.append(_ms(type_one))
    return seconds


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
