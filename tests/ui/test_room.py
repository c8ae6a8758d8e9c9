"""What is taken off a page for good leaves nothing behind, neither room nor a claim on the keyboard."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tipdesk.ui.widgets.room import take_away


def test_what_is_taken_away_gets_the_focus_no_more(qtbot: QtBot) -> None:
    """A page of a stack that comes to the front again hands the focus to what is there, not to what is going."""
    stack, read, other, form = QStackedWidget(), QWidget(), QPushButton("Other"), QWidget()
    qtbot.addWidget(stack)
    column, fields = QVBoxLayout(read), QVBoxLayout(form)
    line, stays = QLineEdit(), QPushButton("Stays")
    fields.addWidget(line)
    for part in (form, stays):
        column.addWidget(part)
    for page in (read, other):
        stack.addWidget(page)
    stack.show()
    stack.activateWindow()
    QApplication.processEvents()
    line.setFocus()
    stack.setCurrentWidget(other)
    other.setFocus()
    take_away(column, form)
    stack.setCurrentWidget(read)
    assert QApplication.focusWidget() is stays
