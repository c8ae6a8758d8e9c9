"""Every page of a window as officers have it, one after the other: the walk on which the laws of a screen are held.

Promises each page of the rail and each that is reached from one, each page of a case with its list and its pane and
again with a section of it open for changing, the line list of that case, and what a search finds. Nothing is saved.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from tipdesk.bootstrap.window import Window
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.search.view import SearchView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.theme import Theme

SMALLEST = (1024, 700)
PATIENCE_SECONDS = 30
SOUGHT = "Invented"
LINES = "line-list"
WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""Asleep until something comes: a loop that spins would take the lanes' turn."""


@contextmanager
def shown_window(theme: Theme, session: Session) -> Iterator[Window]:
    """Lend the window of a home, as small as it can be."""
    window = Window(theme, session, on_crash=_raise, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.resize(*SMALLEST)
    window.shell.show()
    window.shell.activateWindow()
    settle(window)
    yield window
    settle(window)
    window.shell.hide()
    window.guard.end()
    window.lanes.close()
    window.shell.deleteLater()


def every_page(window: Window, case: bytes) -> Iterator[tuple[str, QWidget]]:
    """Bring each page to the front; yield its name and what stands there once it shows everything."""
    for page_id in list(window.shell._pages):
        page = window.shell.open_page(page_id)
        if isinstance(page, SearchView):
            page.line.setText(SOUGHT)
        settle(window)
        yield page_id, page
    yield from _pages_of_case(window, case)
    window.seat.go(LINES, case)
    settle(window)
    yield f"case-{LINES}", window.shell.open_page(LINES)


def _pages_of_case(window: Window, case: bytes) -> Iterator[tuple[str, QWidget]]:
    window.seat.open_case(case)
    settle(window)
    [screen] = window.shell.findChildren(CasesScreen)
    view = screen.case_view
    if view.access.interest.isVisible():
        yield "case-interest", view
        view.access.interest.nobody.click()
        settle(window)
    for name in list(view.tabs.names()):
        view.show_tab(name)
        settle(window)
        yield f"case-{name}", view
        writing = screen.case.boards.writing()
        if writing is not None:
            writing.change_first()
            settle(window)
            yield f"case-{name}-open", view
            writing.close()


def settle(window: Window) -> None:
    """Wait until every question has been answered and shown."""
    until = time.monotonic() + PATIENCE_SECONDS
    for _turn in range(3):
        QApplication.processEvents()
        while window.lanes.is_busy and time.monotonic() < until:
            QApplication.processEvents(WAITING)
    QApplication.processEvents()


def _raise(error: BaseException) -> None:
    raise error
