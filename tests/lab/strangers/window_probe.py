"""Headquarters' window over a home, page by page, in a process of its own: what of its words is not plain.

`python -m tests.lab.strangers.window_probe real CASE HOME …`; `bare` shows the same words in widgets that guess, as any
program would. Prints one document: what was found, and how many texts held the hostile words.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QVBoxLayout, QWidget

from tests.journeys.worlds import opened
from tests.lab.strangers.changed_post import BOTH
from tests.ui.plain_words import all_words, hidden_words, rich_words
from tests.ui.probes import FolderResources
from tipdesk.bootstrap.window import Window
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.theme import FUSION, Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 30
PLANTED = "img src"
FOUND_BY = "Eve"
EDITED = ("Person", "Note", "Task")


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


def read(*windows: QWidget) -> tuple[list[str], int]:
    """Return what is not plain in these windows, and how often the planted words stand in them."""
    found = [one for window in windows for one in (*rich_words(window), *hidden_words(window))]
    return found, sum(all_words(window).count(PLANTED) for window in windows)


def real(app: QApplication, homes: list[Path], case: bytes) -> tuple[list[str], int]:
    """Walk through the windows of some homes, all in one look."""
    theme = Theme(app, FolderResources())
    theme.apply(Scheme.LIGHT, text_percent=100)
    told = [one for home in homes for one in _walk(app, theme, home, case)]
    return [line for found, _count in told for line in found], min(count for _found, count in told)


def _walk(app: QApplication, theme: Theme, home: Path, case: bytes) -> Iterator[tuple[list[str], int]]:
    """Yield what is found on all pages, in the case with its tabs, in what the search offers, and in each editor."""
    session = opened(home)
    window = Window(theme, session, on_crash=_raise, on_lock=lambda: None, on_quit=lambda: None)
    window.shell.show()
    patience = Patience(app, window)
    for action in [one for one in window.shell.actions_known if one.id.startswith("open-")]:
        action.run()
        patience.settle()
    window.shell.open_page("cases")
    [screen] = window.shell.findChildren(CasesScreen)
    screen.open_case(case)
    patience.settle()
    if screen.case_view.access.interest.isVisible():
        screen.case_view.access.interest.nobody.click()
    for place in range(screen.case_view.tabs.count()):
        screen.case_view.tabs.setCurrentIndex(place)
        patience.settle()
    window.shell.palette_box.open_with(FOUND_BY)
    patience.settle()
    yield read(*app.topLevelWidgets())
    workspace = screen.case.workspace
    assert workspace is not None
    for row in (workspace.view.case, *(rows[0] for name, rows in workspace.view.rows.items() if name in EDITED)):
        screen.case_view.edit_asked.emit(row)
        patience.settle()
        writing = screen.case.boards.writing()
        assert writing is not None
        writing.change_first()
        patience.settle()
        assert writing.editing is not None
        yield read(screen.case_view)
    window.close()
    session.close()


def bare(app: QApplication) -> tuple[list[str], int]:
    """Show the words as a program does that thinks of nothing."""
    page = QWidget()
    column, label, names = QVBoxLayout(page), QLabel(BOTH), QListWidget()
    label.setToolTip(BOTH)
    names.addItem(BOTH)
    column.addWidget(label)
    column.addWidget(names)
    page.show()
    return read(*app.topLevelWidgets())


def _raise(error: BaseException) -> None:
    raise error


def main() -> None:
    """Read, and print the document."""
    kind, case, *homes = sys.argv[1:]
    app = QApplication(["tipdesk", *FUSION])
    found, texts = bare(app) if kind == "bare" else real(app, [Path(home) for home in homes], bytes.fromhex(case))
    sys.stdout.write(json.dumps({"found": found, "texts": texts}) + "\n")


if __name__ == "__main__":
    main()
