"""The line list in the window of the program: reached from the people of a case and by Ctrl+K, and left again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desktops import Program, press
from tipdesk.services.case.new_case import new_case
from tipdesk.services.results import Changed
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.line_list.sheet_cells import AT
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.shell import Shell


def go_round(page: LineListView, shell: Shell) -> None:
    """F6 leads from the sheet to what finds and back, to the half of the sheet that has the cursor."""
    page.grid.go(0, AT["sex"])
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.seek.hasFocus()
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_F6)
    assert page.grid.right.hasFocus()


def in_sight(page: QWidget, name: str) -> QPushButton:
    """Return the button of this name that is seen."""
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())


def test_from_a_case_and_back(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The button among the people opens the list of that case, so does the action; Escape leads back.

    However many rows are saved there, the case behind it is read once: when it comes back into sight.
    """
    window = program.desktop.window
    people = [{"record": "Person", "key": "p1", "fields": {"tag_number": "07"}}]
    case = new_case(window.session.desk, {"case": {"title": "Amber reef 70"}, "records": people}).id

    def settle() -> None:
        for _round in range(2):
            qtbot.waitUntil(lambda: not window.lanes.is_busy, timeout=20_000)
            QApplication.processEvents()

    window.seat.open_case(case)
    settle()
    screen = program.page(CasesScreen)
    screen.case_view.show_tab("people")
    settle()
    button = in_sight(screen, "Line list")
    for opened in (button.click, lambda: shell.actions_known.run("line-list")):
        opened()
        settle()
        page = program.page(LineListView)
        assert page.isVisible()
        assert page.model.words(0, AT["tag_number"]) == "07"
        assert page.grid.has_focus()
        before = screen.case.workspace
        for _save in range(2):
            window.seat.notices.announce(Changed(frozenset({"Person"}), case=case))
            settle()
        assert screen.case.workspace is before
        go_round(page, shell)
        press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_Space)
        settle()
        assert screen.isVisible()
        assert screen.case.workspace is not before
        assert not screen.is_list_shown()
