"""A word half typed in the program's window, the guard of the window, and hands that press keys at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QWindow
    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.bootstrap.guarding import Guard
    from tipdesk.ui.shell import Shell

HALF_TYPED = "An invented uncle"
PLACE = 3


@pytest.fixture
def line(shell: Shell, qtbot: QtBot) -> QLineEdit:
    """The line with the half-typed word; the cursor stands in the middle of it."""
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
