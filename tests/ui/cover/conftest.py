"""One unlocked program for the tests of a file, with a word half typed, and hands that press keys at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.desktops import Program, make_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QWindow
    from pytestqt.qtbot import QtBot

    from tipdesk.bootstrap.guarding import Guard
    from tipdesk.ui.theme import Theme

HALF_TYPED = "An invented uncle"
PLACE = 3


@pytest.fixture(scope="module")
def program(theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One program for all tests of a file."""
    running = Program(theme, make_home(tmp_path_factory.mktemp("cover") / "home"))
    yield running
    running.end()


@pytest.fixture
def line(program: Program, qtbot: QtBot) -> QLineEdit:
    """The line with the half-typed word; the cursor stands in the middle of it."""
    shell = program.wait_for_shell(qtbot) if program.desktop.front else program.unlock(qtbot)
    shell.open_page("worry")
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    [found] = [edit for edit in shell.findChildren(QLineEdit) if edit.accessibleName() == "Who is with them?"]
    found.setFocus()
    found.setText(HALF_TYPED)
    found.setCursorPosition(PLACE)
    return found


@pytest.fixture
def guard(program: Program, line: QLineEdit) -> Iterator[Guard]:
    """The guard of the window, which covers nothing before and after."""
    made = program.desktop.window.guard
    yield made
    made.cover.lift()


@pytest.fixture
def escape(program: Program) -> Callable[[int], None]:
    """Press Escape so often, as the window system sends it."""

    def press(times: int) -> None:
        focused: QWindow | None = QApplication.focusWindow()
        window = program.front.windowHandle() if focused is None else focused
        for _time in range(times):
            QTest.keyClick(window, Qt.Key.Key_Escape)

    return press
