"""A row of answers by keyboard: taken back, and passed by one Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_segment_can_be_taken_back(qtbot: QtBot) -> None:
    """A second press leaves the question unanswered; nothing is not "no"."""
    editor = YesNoUnsure()
    qtbot.addWidget(editor)
    for expected in ("yes", None):
        QTest.keyClick(editor.faces[0], Qt.Key.Key_Space)
        assert editor.value() == expected


def test_tab_comes_to_a_row_of_answers_once(qtbot: QtBot) -> None:
    """A digit answers and Tab goes on; arrows go round the answers; coming back, Tab finds the one that was chosen."""
    window = QWidget()
    rows, line = [YesNoUnsure(), YesNoUnsure()], QLineEdit()
    column = QVBoxLayout(window)
    for one in (*rows, line):
        column.addWidget(one)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rows[0].setFocus()
    rows[0].set_value("unsure")
    for key in (Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Tab):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert line.hasFocus()
    assert [row.value() for row in rows] == ["no", "unsure"]
    QTest.keyClick(line, Qt.Key.Key_Backtab)
    assert rows[1].faces[2].hasFocus()


def test_the_key_of_a_question_answers_nothing(qtbot: QtBot) -> None:
    """Alt and the letter in the words of a question come to its answers, and choose none of them."""
    window = QWidget()
    frame, line = FieldFrame("answer", "&Answer", YesNoUnsure(), can_be_missing=False), QLineEdit()
    column = QVBoxLayout(window)
    for one in (frame, line):
        column.addWidget(one)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    frame.set_value("no")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(frame.editor.faces[1].hasFocus)
    assert not any(isinstance(face, QAbstractButton) and face.isDown() for face in frame.editor.faces)
    assert frame.value() == "no"
    QTest.keyClick(frame.editor.faces[1], Qt.Key.Key_Tab)
    assert line.hasFocus()
