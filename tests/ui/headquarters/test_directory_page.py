"""Headquarters' page of the directory: a number is added, refused, thrown away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers
from tipdesk.services.drafts import get_draft
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.rows import pick_directory_row
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.headquarters.page import DIRECTORY_PAGE
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.editors.page import EditorPage
    from tipdesk.ui.seat import Seat


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """Headquarters with one post and one officer of it, shared by the tests of this file in their order."""
    add_officer(world.headquarters.desk, "joan", "VFT", ["frontline"], "Joan Invented")
    return world


@pytest.fixture
def page(seat: Seat, qtbot: QtBot) -> DirectoryPage:
    """The page once it has its first answer."""
    made = seat.shell.open_page(DIRECTORY_PAGE)
    assert isinstance(made, DirectoryPage)
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    return made


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key)


def editor_of(page: DirectoryPage) -> EditorPage:
    """Return the editor in front."""
    assert page.editor is not None
    return page.editor


def write(page: DirectoryPage, name: str, text: str) -> None:
    """Type into the line of a field."""
    line = editor_of(page).form.frames[name].editor
    assert isinstance(line, ParsedEdit)
    line.line.setText(text)


def turn(page: DirectoryPage, record: str, seat: Seat, qtbot: QtBot) -> list[tuple[str, ...]]:
    """Press a chip; return the cells of its table."""
    page._chips[record].click()
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    return [line.cells for line in page.tables[record].model.lines]


def test_a_duty_number_comes_and_goes(
    world: World, seat: Seat, page: DirectoryPage, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """The empty table says what that means; a bad number is refused beside its field; undo and trash work."""
    desk = world.headquarters.desk
    table = page.tables["DutyNumber"]
    grab(seat.shell, "directory-empty")
    assert page.add.hasFocus()
    press(Qt.Key.Key_Space)
    kind = editor_of(page).form.frames["kind"].editor
    assert isinstance(kind, CodeCombo)
    assert kind.box.hasFocus()
    kind.set_value("duty_officer")
    write(page, "phone", "12")
    editor_of(page).save_pressed.emit()
    assert "telephone number" in editor_of(page).form.frames["phone"].problem()
    grab(seat.shell, "directory-refused")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    write(page, "phone", "+1 758 555 0101")
    write(page, "label", "Duty desk (invented)")
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: bool(table.model.lines))
    assert [line.phone for line in find_duty_numbers(desk)] == ["+17585550101"]
    assert table.table.hasFocus()
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    grab(seat.shell, "directory-numbers")
    schemes(Scheme.DARK)
    grab(seat.shell, "directory-numbers-dark")
    table.table.setFocus()
    press(Qt.Key.Key_Return)
    editor_of(page).trash_pressed.emit()
    qtbot.waitUntil(lambda: not table.model.lines)
    assert find_duty_numbers(desk) == []
    seat.shell.toast._pressed()
    qtbot.waitUntil(lambda: bool(table.model.lines))
    assert len(find_duty_numbers(desk)) == 1


def test_the_trash_is_shown_and_given_back(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """A row in the trash is marked, does not open, and one button takes it out."""
    table = page.tables["DutyNumber"]
    page.opened.emit(table.model.lines[0].subject)
    editor_of(page).trash_pressed.emit()
    qtbot.waitUntil(lambda: not table.model.lines)
    page.trash.click()
    qtbot.waitUntil(lambda: bool(table.model.lines))
    table.table.selectRow(0)
    assert table.model.lines[0].cells[-1] == "In the trash"
    page.opened.emit(table.model.lines[0].subject)
    assert page.editor is None
    grab(seat.shell, "directory-trash")
    page._restore.click()
    qtbot.waitUntil(lambda: table.model.lines[0].cells[-1] == "")
    assert len(find_duty_numbers(world.headquarters.desk)) == 1


def test_what_is_typed_survives_leaving(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """What is typed is a draft in the store: after Escape the same editor shows it, till it is thrown away or saved."""
    turn(page, "Agency", seat, qtbot)
    page.add_pressed.emit()
    write(page, "name", "Safe place A (training)")
    QTest.keyClick(editor_of(page), Qt.Key.Key_Escape)
    assert page.editor is None
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    desk = world.headquarters.desk
    assert get_draft(desk, "directory:Agency/new") == {"name": "Safe place A (training)"}, "a crash now costs nothing"
    page.add_pressed.emit()
    qtbot.waitUntil(lambda: editor_of(page).form.draft() == {"name": "Safe place A (training)"})
    editor_of(page).throw_pressed.emit()
    qtbot.waitUntil(lambda: get_draft(desk, "directory:Agency/new") is None)
    QTest.keyClicks(editor_of(page).form.frames["name"].editor.faces[0], "Safe place A (training)")
    qtbot.waitUntil(lambda: get_draft(desk, "directory:Agency/new") is not None)
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: page.editor is None and not seat.lanes.is_busy)
    assert [line.cells[0] for line in page.tables["Agency"].model.lines] == ["Safe place A (training)"]
    assert get_draft(desk, "directory:Agency/new") is None


def test_posts_and_officers(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """Headquarters' code is not offered; an officer's roles change; the last administrator cannot be disabled."""
    desk = world.headquarters.desk
    posts = turn(page, "Post", seat, qtbot)
    assert [cells[:2] for cells in posts] == [("HQ", "Counter-TIP Unit"), ("VFT", "Vieux Fort")]
    page.opened.emit(pick_directory_row(desk, BY_NAME["Post"], "HQ").id)
    assert "code" not in editor_of(page).form.frames
    editor_of(page).left.emit()
    assert [cells[0] for cells in turn(page, "Officer", seat, qtbot)] == ["admin", "joan"]
    assert not page.add.isVisible()
    grab(seat.shell, "directory-officers")
    page.opened.emit(pick_directory_row(desk, BY_NAME["Officer"], "joan").id)
    editor_of(page).form.frames["roles"].set_value({"frontline", "supervisor"})
    grab(seat.shell, "directory-officer")
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: page.editor is None and not seat.lanes.is_busy)
    assert pick_directory_row(desk, BY_NAME["Officer"], "joan")["roles"] == frozenset({"frontline", "supervisor"})
    page.opened.emit(pick_directory_row(desk, BY_NAME["Officer"], "admin").id)
    editor_of(page).form.frames["disabled"].set_value(True)
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(editor_of(page).save.isEnabled)
    assert pick_directory_row(desk, BY_NAME["Officer"], "admin")["disabled"] is None
    grab(seat.shell, "directory-last")
