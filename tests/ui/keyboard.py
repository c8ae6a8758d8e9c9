"""The window of the program with the page of cases alone, and an officer who has no mouse."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.invented import FakeSeat, Said, seat_for
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.actions import Actions
from tipdesk.ui.case.actions import head_actions, round_actions
from tipdesk.ui.cases.actions import case_actions
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.shell import Page, Shell


class Keyboard:
    """An officer who has no mouse. Keys go to whatever has the focus."""

    def __init__(self, shell: Shell, screen: CasesScreen, seat: FakeSeat, qtbot: QtBot) -> None:
        self.shell, self.screen, self.seat, self.qtbot = shell, screen, seat, qtbot

    def settle(self) -> None:
        """Wait until every question has been answered and shown."""
        for _round in range(2):
            self.qtbot.waitUntil(lambda: not self.seat.lanes.is_busy, timeout=10_000)
            QApplication.processEvents()

    def open(self, case: bytes) -> None:
        """Open a case and wait for it; whoever is asked first knows nobody in it."""
        self.seat.open_case(case)
        self.settle()
        asked = self.screen.case_view.access.interest
        if asked.isVisible():
            asked.nobody.click()
            self.settle()

    def focus(self) -> QWidget:
        """Return what has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key; an open menu gets it first."""
        QTest.keyClick(QApplication.activePopupWidget() or self.focus(), key, held)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget of this name has the focus."""
        for _step in range(80):
            if self.focus().accessibleName() == name or getattr(self.focus(), "text", str)() == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {name}")


@contextmanager
def keyboard_window(desk: LinkDesk, qtbot: QtBot) -> Iterator[tuple[Keyboard, Said]]:
    """The window with the page of cases alone, its actions bound."""
    said, actions = Said(), Actions()
    shell = Shell(actions)
    seat = seat_for(desk, said, shell)
    screen = CasesScreen(seat)
    shell.add_page(Page("cases", "Cases", "folders", lambda: screen))
    for action in (*case_actions(shell.open_page, lambda: actions.front), *head_actions(seat), *round_actions(shell)):
        actions.add(action)
    actions.bind(shell)
    qtbot.addWidget(shell)
    shell.show()
    shell.open_page("cases")
    shell.activateWindow()
    keys = Keyboard(shell, screen, seat, qtbot)
    keys.settle()
    yield keys, said
    keys.settle()
    seat.lanes.close()
