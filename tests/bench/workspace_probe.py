"""One process with a window in which a long case is opened again and again: `workspace_probe.py HOME LONG OTHER COUNT`.

It prints one JSON document of seconds: `read`, the service alone; `opened`, from the press to the painted workspace;
`turned`, from the key to the painted page.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.load_probe import make_app, show, until
from tests.bench.timing import timed

if TYPE_CHECKING:
    from tipdesk.bootstrap.window import Window
    from tipdesk.ui.app import DeskApp
    from tipdesk.ui.cases.screen import CasesScreen


def main(words: list[str]) -> None:
    """Open, turn, tell."""
    home, long, other, count = Path(words[0]), bytes.fromhex(words[1]), bytes.fromhex(words[2]), int(words[3])
    app, window = _open(home)
    desk = window.session.desk
    from tipdesk.services.access.declare_interest import declare_interest
    from tipdesk.services.case.open_case import open_case

    for case in (long, other):
        declare_interest(desk, case, knows_somebody=False)
        show(app, window, case)
    opened, turned = list[float](), list[float]()
    for _time in range(count):
        _rest(app, window)  # what the pages turned last still ask for is no part of the opening
        show(app, window, other)
        screen = _screen(window)
        opened.append(timed(partial(_open_painted, app, window, screen, long)))
        _rest(app, window)
        turned += [timed(partial(_turn, screen)) for _page in range(screen.case_view.tabs.count())]
    read = [timed(partial(open_case, desk, long)) for _time in range(count)]
    window.close()
    sys.stdout.write(json.dumps({"read": read, "opened": opened, "turned": turned}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _open(home: Path) -> tuple[DeskApp, Window]:
    app = make_app()
    from tests.bench.homes import PASSPHRASE
    from tests.ui.desktops import OFFICER
    from tipdesk.bootstrap.warming import load_all
    from tipdesk.homes.door import HomeDoor

    load_all()
    from tipdesk.bootstrap.window import Window

    session = HomeDoor(home).unlock(OFFICER, PASSPHRASE)
    window = Window(app.theme, session, on_crash=_crashed, on_lock=_crashed, on_quit=_crashed)
    window.shell.resize(1440, 900)
    window.shell.show()
    _rest(app, window)
    return app, window


def _rest(app: DeskApp, window: Window) -> None:
    until(app, lambda: not window.lanes.is_busy)


def _crashed(*told: object) -> None:
    sys.stderr.write(f"{told}\n")
    os._exit(1)


def _screen(window: Window) -> CasesScreen:
    from tipdesk.ui.cases.screen import CasesScreen

    screen = window.shell.open_page("cases")
    if not isinstance(screen, CasesScreen):
        raise TypeError
    return screen


def _open_painted(app: DeskApp, window: Window, screen: CasesScreen, case: bytes) -> None:
    show(app, window, case)
    screen.repaint()


def _turn(screen: CasesScreen) -> None:
    screen.case_view.turn_page(1)
    screen.repaint()


if __name__ == "__main__":
    main(sys.argv[1:])
