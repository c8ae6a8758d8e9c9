"""F6 in a case: it leads to what is in sight, and to the top of the row that stands in the pane by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.invented import amber
from tests.ui.keyboard import keyboard_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.records.pane import RecordPane

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("is_other", [True, False])
def test_f6_leads_to_what_is_in_sight(post: Session, qtbot: QtBot, theme: object, *, is_other: bool) -> None:
    """Where the focus was far down, and another row is chosen or the pane is scrolled back, it begins at the top."""
    with keyboard_window(post.desk, qtbot) as (keys, _said):
        keys.open(amber(post.desk).id)
        keys.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        keys.settle()
        people = keys.screen.case_view.pages.front()
        assert people is not None
        qtbot.waitUntil(lambda: people.pane.row is not None and people.pane.first_change() is not None)
        people.list.view.setFocus()
        _lowest(people.pane).setFocus()
        keys.press(Qt.Key.Key_F6, SHIFT)
        assert keys.focus() is people.list.view
        before = people.pane.row
        if is_other:
            for _group_or_row in range(2):
                keys.press(Qt.Key.Key_Down)
                keys.settle()
            assert people.pane.row not in (None, before)
        else:
            people.pane._area.verticalScrollBar().setValue(0)
        keys.press(Qt.Key.Key_F6)
        assert keys.focus() is people.pane.first_change()
        assert not keys.focus().visibleRegion().isEmpty()


def test_f6_brings_into_sight_what_it_leads_to(post: Session, qtbot: QtBot, theme: object) -> None:
    """The first button of a pane that was scrolled to its end by hand is scrolled to."""
    with keyboard_window(post.desk, qtbot) as (keys, _said):
        keys.open(amber(post.desk).id)
        keys.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        keys.settle()
        people = keys.screen.case_view.pages.front()
        assert people is not None
        qtbot.waitUntil(lambda: people.pane.row is not None and people.pane.first_change() is not None)
        people.list.view.setFocus()
        bar = people.pane._area.verticalScrollBar()
        bar.setValue(bar.maximum())
        keys.press(Qt.Key.Key_F6)
        assert keys.focus() is people.pane.first_change()
        assert not keys.focus().visibleRegion().isEmpty()


def _lowest(pane: RecordPane) -> QWidget:
    """Return the last button of the sections, which has to be scrolled to."""
    buttons = [one for one in pane.body.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    return max(buttons, key=lambda one: one.mapTo(pane.body, one.rect().topLeft()).y())
