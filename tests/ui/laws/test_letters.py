"""A letter pressed alone does something in lists, until that is turned off on a PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tipdesk.bootstrap.pc_choices import LETTERS_FILE
from tipdesk.services.case.new_case import new_case
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.widgets.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.ui.shell import Shell


def test_letters_alone_can_be_turned_off(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """On at first; turned off on this PC, E in a list of a case opens no section, and the list of keys names none."""
    window = program.desktop.window
    people = [{"record": "Person", "fields": {"given_names": "Ana"}}]
    window.seat.open_case(new_case(window.session.desk, {"case": {"title": "Amber kite 8"}, "records": people}).id)
    screen = program.page(CasesScreen)
    qtbot.waitUntil(lambda: screen.case_view.header.line.title.text() == "Amber kite 8")
    screen.case_view.show_tab("people")
    qtbot.waitUntil(lambda: not window.lanes.is_busy)
    board = screen.case_view.pages.front()
    assert board is not None
    asked = list[bool]()
    board.list.change_pressed.connect(lambda: asked.append(True))
    [action] = [one for one in shell.actions_known.find_offered("single letter") if one.id == "letters"]
    letters = {one.shortcut for one in shell.actions_known.find_shortcuts() if len(one.shortcut) == 1}
    assert letters
    for is_key in (True, False):
        QTest.keyClick(board.list.view, Qt.Key.Key_E)
        assert bool(asked) is is_key
        assert (program.home / LETTERS_FILE).exists() is not is_key
        told = {label.text() for label in ShortcutSheet(shell.actions_known, shell).findChildren(QLabel)}
        assert bool(letters & told) is is_key
        asked.clear()
        action.run()
    assert not (program.home / LETTERS_FILE).exists()
