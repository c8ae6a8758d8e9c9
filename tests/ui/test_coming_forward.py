"""The program is started again while a window of ours stands over another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tipdesk.ui.coming_forward import come_forward

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


def test_what_stands_over_it_keeps_the_keys(theme: Theme, qtbot: QtBot) -> None:
    """A cover's page is a window over the one behind: that one comes forward under it, and takes no key from it."""
    front = QWidget()
    qtbot.addWidget(front)
    front.show()
    over = QDialog(front)
    over.show()
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    come_forward(front)
    QApplication.processEvents()
    assert over.isActiveWindow()
    over.close()
    come_forward(front)
    qtbot.waitUntil(front.isActiveWindow)
