"""One process that has a large home open, told by its first word: `load_probe.py unlock | kill | work HOME CASES`.

`unlock`: from the passphrase to the first painted window, then a clean close. `kill`: saves, and ends itself by the
signal that cannot be caught. `work`: opens cases, saves, searches and lists in the window's process, as fast as it can.
Each prints one JSON document. The digest of the closed store is not read ahead here: the passphrase comes at once.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.memory import memory_mib

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from tipdesk.bootstrap.window import Window
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk
    from tipdesk.ui.app import DeskApp

SAVES_BEFORE_KILL = 5


def main(words: list[str]) -> None:
    """Do what the first word says."""
    kind, home, *rest = words
    kinds: dict[str, Callable[..., None]] = {"unlock": _unlock, "kill": _kill, "work": _work}
    kinds[kind](Path(home), *rest)


def _tell(**found: object) -> None:
    print(json.dumps(found), flush=True)


def _forget_highest() -> None:
    """Let the highest memory be counted from now on: stretching the passphrase takes what it is set to take."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def make_app() -> DeskApp:
    """Begin as the program does, which keeps PySide from holding the source of all that is imported after it."""
    from tipdesk.bootstrap.late_signatures import load_signatures_late

    load_signatures_late()
    from tipdesk.adapters.system import resources
    from tipdesk.ui.app import DeskApp

    app = DeskApp([], resources)
    app.theme.complete()
    return app


def _open(home: Path) -> tuple[DeskApp, Window, dict[str, float]]:
    """Unlock as the window does; return what it took, in seconds from the passphrase on."""
    from tests.bench.first_paint import FirstPaint
    from tests.bench.homes import PASSPHRASE
    from tests.bench.load_homes import LOGINS
    from tipdesk.bootstrap.warming import load_all
    from tipdesk.homes.door import HomeDoor

    app = make_app()
    load_all()
    from tipdesk.bootstrap.window import Window

    began = time.monotonic()
    session = HomeDoor(home).unlock(LOGINS[home.name], PASSPHRASE)
    took = {"opened": time.monotonic() - began, "at_unlock": memory_mib("VmHWM")}
    _forget_highest()
    window = Window(app.theme, session, on_crash=_crashed, on_lock=_crashed, on_quit=_crashed)
    painted: list[float] = []
    FirstPaint(window.shell, lambda: painted.append(time.monotonic()))
    window.shell.show()
    until(app, lambda: bool(painted))
    took["painted"] = painted[0] - began
    until(app, lambda: not window.lanes.is_busy)
    took["filled"] = time.monotonic() - began
    return app, window, took


def _crashed(*told: object) -> None:
    print(*told, file=sys.stderr)
    os._exit(1)


KEY_REPEATS_MS = 33
"""After so long a key that is held down comes again."""
_LOOKS_EVERY_MS = 2
"""Seldom enough to leave the interpreter to the lanes, often enough for a page that takes tens of milliseconds."""


def until(app: QObject, is_so: Callable[[], bool]) -> None:
    """Run the event loop until it is so. Widgets that are deleted later go in a loop alone, not in `processEvents`."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, look = QEventLoop(app), QTimer(app)
    look.timeout.connect(lambda: loop.quit() if is_so() else None)
    look.start(_LOOKS_EVERY_MS)
    loop.exec()
    look.stop()
    look.deleteLater()
    loop.deleteLater()


def _unlock(home: Path) -> None:
    _app, window, took = _open(home)
    is_whole = window.session.store.suspicion is None
    began = time.monotonic()
    window.close()
    _tell(**took, closed=time.monotonic() - began, is_whole=is_whole, highest=memory_mib("VmHWM"))
    os._exit(0)


def _kill(home: Path, cases: str) -> None:
    """Save as an officer does, and be gone."""
    from tests.bench.homes import PASSPHRASE
    from tests.bench.load_homes import LOGINS
    from tipdesk.homes.opening import open_session

    session = open_session(home, LOGINS[home.name], PASSPHRASE)
    for case in _some(cases, SAVES_BEFORE_KILL):
        _save(session.desk, case)
    _tell(saved=SAVES_BEFORE_KILL)
    os.kill(os.getpid(), signal.SIGKILL)


def _some(cases: str, count: int) -> list[bytes]:
    """Return so many cases of a file that names them, in no order."""
    told = json.loads(Path(cases).read_text(encoding="utf-8"))["cases"]
    return [bytes.fromhex(case) for case in random.Random(7).sample(told, min(count, len(told)))]


def _save(desk: Desk, case: bytes) -> None:
    from tipdesk.domain.records import BY_NAME
    from tipdesk.services.case.add_record import add_record

    add_record(desk, case, BY_NAME["Note"], {"text": "She asked for water and for her phone."})


def _timed(deeds: Sequence[Callable[[], object]]) -> list[float]:
    from tests.bench.timing import timed

    return [timed(deed) for deed in deeds]


def _work(home: Path, cases: str, count: str) -> None:
    from tipdesk.services.access.declare_interest import declare_interest
    from tipdesk.services.case.find_words import find_words
    from tipdesk.services.case.list_cases import list_cases
    from tipdesk.services.case.open_case import open_case

    app, window, took = _open(home)
    session: Session = window.session
    desk = session.desk
    some = _some(cases, 3 * int(count))
    served, shown, saved = (some[part::3] for part in range(3))
    for case in some:
        declare_interest(desk, case, knows_somebody=False)
    words = json.loads(Path(cases).read_text(encoding="utf-8"))["words"][: int(count)]
    show(app, window, some[0])  # the page is built once, and the words are looked up for the first time
    find_words(desk, "warm up", finished=False)
    found = {
        "case": _timed([partial(open_case, desk, case) for case in served]),
        "page": _timed([partial(show, app, window, case) for case in shown]),
        "save": _timed([partial(_save, desk, case) for case in saved]),
        "list": _timed([partial(list_cases, desk)] * 20),
        "typed": _timed([partial(find_words, desk, word[:3], finished=False) for word in words]),
        "search": _timed([partial(find_words, desk, word) for word in words]),
    }
    blank = _scrolled_blank(app, window, int(count))
    memory = memory_mib("VmHWM")
    window.close()
    _tell(**took, **found, blank=blank, highest=memory)
    os._exit(0)


def _scrolled_blank(app: DeskApp, window: Window, presses: int) -> int:
    """Scroll the list of cases by page, as fast as a key repeats, and return how many rows were painted blank."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from tests.ui.cases.blank_rows import BlankRows
    from tipdesk.ui.cases.screen import CasesScreen

    screen = window.shell.open_page("cases")
    if not isinstance(screen, CasesScreen):
        raise TypeError
    screen.show_list()
    view = screen.list_view
    until(app, lambda: view.model.count() > 0 and view.model.line_at(0) is not None)
    watched = BlankRows(view)
    for key in [Qt.Key.Key_PageDown] * presses + [Qt.Key.Key_End] + [Qt.Key.Key_PageUp] * presses:
        QTest.keyClick(view.table, key)
        QTest.qWait(KEY_REPEATS_MS)
    if not watched.painted:
        raise RuntimeError
    return watched.blank


def show(app: DeskApp, window: Window, case: bytes) -> None:
    """Open a case in the window and wait until its workspace is filled."""
    from tipdesk.ui.cases.screen import CasesScreen

    window.seat.open_case(case)
    screen = window.shell.open_page("cases")
    if not isinstance(screen, CasesScreen):
        raise TypeError
    until(app, lambda: screen.case.workspace is not None and screen.case.workspace.view.id == case)


if __name__ == "__main__":
    main(sys.argv[1:])
