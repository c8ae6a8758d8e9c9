"""What is done once a window has the keyboard again, so that Qt's own search for a focus does not undo it."""

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tipdesk.ui.when_active import WhenActive


def test_it_waits_for_the_window_under_a_dialog(qtbot: QtBot) -> None:
    """Not while the dialog has the keyboard; once, when the window has it; at once where it has it already."""
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    waits = WhenActive(window, lambda: done.append("after the dialog"))
    assert waits._timer.remainingTime() > 0
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(lambda: done == ["after the dialog"])
    WhenActive(window, lambda: done.append("at once"))
    qtbot.waitUntil(lambda: done == ["after the dialog", "at once"])
