"""Words that say what a press does, or what is answered, are read whole, in small windows and with large letters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionComboBox, QWidget

from tests.ui.test_worry_page import settle
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.kinds import Code
from tipdesk.ui.referring.replying import CALL, CHECKED, ask_reply, ask_revoke
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.drop_down import DropDown
from tipdesk.ui.wording import Wording
from tipdesk.ui.worry.view import WorryView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
SIZES = [(1024, 700, 100), (1024, 700, 150), (1440, 900, 100), (1440, 900, 150)]
RAIL = 200
"""The pixels that a page has not: the rail and the margins."""


@pytest.fixture(params=SIZES, ids=str)
def size(theme: Theme, request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    """A window's width and height, under letters of a size."""
    width, height, percent = request.param
    theme.apply(Scheme.LIGHT, text_percent=percent)
    yield width, height
    theme.apply(Scheme.LIGHT, text_percent=100)


def room_of(box: DropDown) -> int:
    """Return the pixels that a box leaves to the answer in it."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    edit = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, edit, box).width()


def longest(box: DropDown) -> int:
    """Return the pixels of the longest answer of a box."""
    return max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))


def test_what_sending_at_once_ends(qtbot: QtBot, size: tuple[int, int]) -> None:
    """That earlier entries leave as well, and cannot be withdrawn any more, is not cut."""
    view = WorryView(load_code_book(), "en", lambda: NOW)
    qtbot.addWidget(view)
    view.resize(size[0] - RAIL, size[1] - 100)
    view.show()
    view.show_closing(12)
    settle()
    [line] = [one for one in view.findChildren(QLabel) if one.text().startswith("Sending at once")]
    assert QLabel.text(line) == "Sending at once also sends 12 earlier entries that could still be withdrawn."


def test_how_the_caller_was_checked(qtbot: QtBot, size: tuple[int, int]) -> None:
    """Every answer of the dialogs about a letter is read whole once it is chosen."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(*size)
    parent.show()
    wording = Wording(load_code_book(), "en", 0, lambda: int(NOW.timestamp() * 1000))
    for dialog in (ask_reply("", wording, parent), ask_revoke(wording, parent, is_sent=True, phone="")):
        dialog.show()
        settle()
        assert dialog.width() <= size[0]
        boxes = [box for box in dialog.findChildren(DropDown) if not box.isEditable()]
        assert boxes
        assert [box.accessibleName() for box in boxes if longest(box) > room_of(box)] == []
        dialog.reject()


def test_the_answers_of_an_open_list(qtbot: QtBot, size: tuple[int, int]) -> None:
    """A list opens as wide as its longest answer, however narrow its box is."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    field = CALL.by_name[CHECKED]
    assert isinstance(field, Code)
    labels = [one.label for one in load_code_book().list_of(field.codes)]
    editor = CodeCombo([Choice(str(at), label) for at, label in enumerate(labels)], parent=window)
    editor.setFixedWidth(170)
    window.show()
    editor.box.showPopup()
    QApplication.processEvents()
    assert longest(editor.box) > room_of(editor.box)
    view = editor.box.view()
    assert view.viewport().width() >= view.sizeHintForColumn(0)
    editor.box.hidePopup()
