"""Cases without a mouse, in the real window of the program: shortcuts, Tab, arrows and Enter alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from tests.ui.invented import Said, amber
from tests.ui.keyboard import Keyboard, keyboard_window
from tipdesk.homes.sessions import Session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look


@pytest.fixture
def window(post: Session, qtbot: QtBot, theme: object) -> Iterator[tuple[Keyboard, QtBot, Said]]:
    """The window with the page of cases alone, its actions bound."""
    with keyboard_window(post.desk, qtbot) as (keys, said):
        yield keys, qtbot, said


def test_find_open_and_amend_a_person(post: Session, window: tuple[Keyboard, QtBot, Said]) -> None:
    """Ctrl+F, a passport number, Enter, the tab of people, Change of a section, one answer, Ctrl+S: saved."""
    keys, qtbot, said = window
    amber(post.desk, "Keyboard only 1")
    keys.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    keys.write("X1234567")
    qtbot.waitUntil(lambda: keys.screen.list_view.model.rowCount() == 1)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QTabBar))
    keys.press(Qt.Key.Key_Right)
    front = keys.screen.case_view.pages.front()
    assert front is not None
    pane = front.pane
    keys.tab_to("Change Life and work")
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pane.form is not None)
    keys.tab_to("Occupation")
    keys.write("Baker")
    keys.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane.form is None)
    assert said.toasts == ["Saved"]
    qtbot.waitUntil(lambda: keys.focus().accessibleName() == "Change Life and work")


def test_enter_opens_the_first_case_at_once(post: Session, qtbot: QtBot, theme: object) -> None:
    """The first time the page is opened the list has a current row and the focus as soon as it has come."""
    made = amber(post.desk, "Keyboard only 2")
    with keyboard_window(post.desk, qtbot) as (keys, _said):
        assert keys.focus() is keys.screen.list_view.table
        keys.press(Qt.Key.Key_Return)
        keys.settle()
        assert keys.screen.case.workspace is not None
        assert keys.screen.case.workspace.view.id == made.id


def test_begin_a_case_and_leave_it(window: tuple[Keyboard, QtBot, Said]) -> None:
    """Ctrl+N opens the page with the cursor in it; Escape leaves, and what was typed is kept."""
    keys, qtbot, said = window
    keys.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: keys.screen.new_page is not None and keys.focus().accessibleName() == "Given names")
    keys.write("Typedwithoutmouse")
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: keys.screen.new_page is None)
    assert said.toasts == ["What you typed is kept as a draft"]
    assert said.undo is not None
    said.undo()


def test_what_is_typed_on_an_empty_page_is_its_first_row(post: Session, window: tuple[Keyboard, QtBot, Said]) -> None:
    """Without a note, the page of notes takes every letter into the line for a new one, and so does that of tasks."""
    keys = window[0]
    case = new_case(post.desk, {"case": {"title": "Keyboard only 2"}}).id
    keys.open(case)
    for page, record, typed, held in (
        ("notes", "Note", "She rang at six", Qt.KeyboardModifier.ControlModifier),
        ("tasks", "Task", "Ring her back", Qt.KeyboardModifier.NoModifier),
    ):
        while keys.screen.case_view.tabs.current_name() != page:
            keys.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        keys.settle()
        keys.write(typed)
        keys.press(Qt.Key.Key_Return, held)
        keys.settle()
        [row] = look(post.desk, case).of(record)
        assert typed in (row.values.get("text"), row.values.get("title"))
