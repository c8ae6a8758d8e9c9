"""Headquarters' window over a home, page by page, in a process of its own: what of its words is not plain.

`python -m tests.lab.strangers.window_probe HOME CASE real`; `bare` shows the same words in widgets that guess, as any
program would. Prints one document: what was found, and how many texts held the hostile words.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QVBoxLayout, QWidget

from tests.journeys.worlds import opened
from tests.lab.strangers.changed_post import BOTH
from tests.ui.plain_words import all_words, hidden_words, rich_words
from tests.ui.probes import FolderResources
from tipdesk.bootstrap.window import Window
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.theme import FUSION, Scheme, Theme

PATIENCE_SECONDS = 30
PLANTED = "img src"


class Patience:
    """Waits as pytest-qt does, without pytest."""

    def __init__(self, app: QApplication, window: Window) -> None:
        self._app, self._window = app, window

    def settle(self) -> None:
        """Wait until every question has been answered and shown."""
        until = time.monotonic() + PATIENCE_SECONDS
        for _turn in range(3):
            self._app.processEvents()
            while self._window.lanes.is_busy and time.monotonic() < until:
                self._app.processEvents()
        self._app.processEvents()


def read_window(app: QApplication) -> tuple[list[str], int]:
    """Return what is not plain in any window of the application, and how many lines hold the planted words."""
    found, count = [], 0
    for window in app.topLevelWidgets():
        found += rich_words(window) + hidden_words(window)
        count += all_words(window).count(PLANTED)
    return found, count


def real(app: QApplication, home: Path, case: bytes) -> tuple[list[str], int]:
    """Walk through all pages, the case with its tabs, and the editors of its rows."""
    theme = Theme(app, FolderResources())
    theme.apply(Scheme.LIGHT, text_percent=100)
    session = opened(home)
    window = Window(theme, session, on_crash=_raise, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.show()
    patience, found, texts = Patience(app, window), [], 0

    def read() -> None:
        nonlocal texts
        patience.settle()
        more, count = read_window(app)
        found.extend(one for one in more if one not in found)
        texts += count

    for action in [one for one in window.shell.actions_known if one.id.startswith("open-")]:
        action.run()
        read()
    window.shell.open_page("cases")
    [screen] = window.shell.findChildren(CasesScreen)
    screen.open_case(case)
    patience.settle()
    if screen.case_view.access.interest.isVisible():
        screen.case_view.access.interest.nobody.click()
    read()
    for place in range(screen.case_view.tabs.count()):
        screen.case_view.tabs.setCurrentIndex(place)
        read()
    workspace = screen.case.workspace
    for row in (
        [workspace.view.case, *(one for rows in workspace.view.rows.values() for one in rows)] if workspace else []
    ):
        screen.case.edit(row)
        read()
    window.close()
    session.close()
    return found, texts


def bare(app: QApplication) -> tuple[list[str], int]:
    """Show the words as a program does that thinks of nothing."""
    page = QWidget()
    column, label, names = QVBoxLayout(page), QLabel(BOTH), QListWidget()
    label.setToolTip(BOTH)
    names.addItem(BOTH)
    column.addWidget(label)
    column.addWidget(names)
    page.show()
    return read_window(app)


def _raise(error: BaseException) -> None:
    raise error


def main() -> None:
    """Read, and print the document."""
    home, case, kind = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    app = QApplication(["tipdesk", *FUSION])
    found, texts = bare(app) if kind == "bare" else real(app, home, case)
    sys.stdout.write(json.dumps({"found": found, "texts": texts}) + "\n")


if __name__ == "__main__":
    main()
