"""Scratch."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.invented import CasesDesk, amber


def test_try(desk: CasesDesk) -> None:
    """Scratch."""
    desk.screen.resize(1240, 800)
    view = desk.open(amber(desk.store).id)
    for name in view.tabs.names():
        view.show_tab(name)
        desk.settle()
        desk.screen.grab().save(f"/tmp/pane-grabs/{name}.png")
    view.show_tab("people")
    desk.settle()
    board = view.pages.front()
    board.list.focus_list()
    QTest.keyClick(board.list.view, Qt.Key.Key_Return)
    desk.settle()
    for _ in range(5):
        QApplication.processEvents()
    desk.screen.grab().save("/tmp/pane-grabs/people-edit.png")
    desk.screen.resize(840, 620)
    desk.settle()
    desk.screen.grab().save("/tmp/pane-grabs/people-edit-narrow.png")
