"""Chips: several answers picked by keyboard, none of them lost by a key too many."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desktops import focused, press
from tests.ui.gallery import COUNTRIES
from tipdesk.ui.spoken import spoken
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.texts_edit import TextsEdit


def test_typing_adds_chips_and_a_chip_takes_itself_away(qtbot: QtBot) -> None:
    """A long list is picked from by keyboard alone."""
    editor = CodesPicker(COUNTRIES)
    qtbot.addWidget(editor)
    editor.show()
    for letters in ("hait", "cub"):
        QTest.keyClicks(editor.faces[0], letters)
        QTest.keyClick(editor.faces[0], Qt.Key.Key_Return)
    assert editor.value() == {"HT", "CU"}
    QTest.keyClick(editor._chips.findChildren(QPushButton)[0], Qt.Key.Key_Space)
    assert editor.value() == {"CU"}


@pytest.mark.parametrize(("make", "words"), [(lambda: CodesPicker(COUNTRIES), ("hait", "cub")), (TextsEdit, "ab")])
def test_tab_goes_past_the_chips_and_what_is_removed_comes_back(
    qtbot: QtBot, make: Callable[[], CodesPicker | TextsEdit], words: tuple[str, ...]
) -> None:
    """After Enter the next Tab leaves the field; chips are reached backwards, and a second press undoes the first."""
    page, editor, before, after = QWidget(), make(), TextEdit(), TextEdit()
    column = QVBoxLayout(page)
    for part in (before, editor, after):
        column.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line, heard = editor.faces[0], list[str]()
    line.setFocus()
    for letters in words:
        QTest.keyClicks(line, letters)
        QTest.keyClick(line, Qt.Key.Key_Return)
    whole = editor.value()
    press(Qt.Key.Key_Tab)
    assert focused() is after.line
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    first, last = editor._chips.findChildren(QPushButton)
    qtbot.waitUntil(last.isVisible)
    for key, chip in ((Qt.Key.Key_Backspace, last), (Qt.Key.Key_Left, first), (Qt.Key.Key_Right, last)):
        press(key)
        assert focused() is chip
    spoken().said.connect(lambda _widget, sentence: heard.append(sentence))
    changes: list[bool] = []
    editor.changed.connect(lambda: changes.append(True))
    press(Qt.Key.Key_Space)
    assert (focused(), len(editor._chips.keys())) == (last, 1)
    press(Qt.Key.Key_Space)
    assert (focused(), editor.value(), len(changes)) == (last, whole, 2)
    assert [heard[0].partition(":")[0], heard[1].rpartition(" ")[2]] == ["Removed", "back."]
    for where in (first, before.line):
        press(Qt.Key.Key_Backtab)
        assert focused() is where
