"""Headquarters' page of the directory: a number is added, refused, thrown away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.kinds import Phone, Text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers
from tipdesk.services.drafts import get_draft
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.rows import pick_directory_row
from tipdesk.ui.headquarters.directory.view import RECORDS, DirectoryPage
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
    return [line.cells for line in page.lists[record].page.model.lines]


def test_a_duty_number_comes_and_goes(
    world: World, seat: Seat, page: DirectoryPage, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """The empty table says what that means; a bad number is refused beside its field; undo and trash work."""
    desk = world.headquarters.desk
    table = page.lists["DutyNumber"].page
    grab(seat.shell, "directory-empty")
    assert page.in_front.add.hasFocus()
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
    table = page.lists["DutyNumber"].page
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
    assert [line.cells[0] for line in page.lists["Agency"].page.model.lines] == ["Safe place A (training)"]
    assert get_draft(desk, "directory:Agency/new") is None


def test_posts_and_officers(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """Headquarters' code is not offered; an officer's roles change; the last administrator cannot be disabled."""
    desk = world.headquarters.desk
    posts = turn(page, "Post", seat, qtbot)
    assert [cells[:2] for cells in posts] == [("HQ", "Counter-TIP Unit"), ("VFT", "Vieux Fort")]
    page.opened.emit(pick_directory_row(desk, BY_NAME["Post"], "HQ"))
    assert "code" not in editor_of(page).form.frames
    editor_of(page).left.emit()
    assert [cells[0] for cells in turn(page, "Officer", seat, qtbot)] == ["admin", "joan"]
    assert not page.in_front.add.isVisible()
    grab(seat.shell, "directory-officers")
    page.opened.emit(pick_directory_row(desk, BY_NAME["Officer"], "joan"))
    editor_of(page).form.frames["roles"].set_value({"frontline", "supervisor"})
    grab(seat.shell, "directory-officer")
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: page.editor is None and not seat.lanes.is_busy)
    assert pick_directory_row(desk, BY_NAME["Officer"], "joan")["roles"] == frozenset({"frontline", "supervisor"})
    page.opened.emit(pick_directory_row(desk, BY_NAME["Officer"], "admin"))
    editor_of(page).form.frames["disabled"].set_value(True)
    editor_of(page).save_pressed.emit()
    qtbot.waitUntil(editor_of(page).save.isEnabled)
    assert pick_directory_row(desk, BY_NAME["Officer"], "admin")["disabled"] is None
    grab(seat.shell, "directory-last")


@record(
    number=996,
    scope=Scope.DIRECTORY,
    label="Interpreter",
    plural="Interpreters",
    page="Directory",
    icon="users",
    help="Who speaks for those who do not speak our languages.",
    title="{name}",
    sorted_by=("name",),
)
class Interpreter:
    """A record that is declared here, with the decorator that the product uses, and in no list of the product."""

    name: Annotated[str | None, Text(1, "Name of the interpreter", required=True, column=True)] = None
    phone: Annotated[str | None, Phone(2, "Rung at", section="How to reach them", column=True)] = None
    remark: Annotated[str | None, Text(3, "Remark")] = None


INTERPRETER = next(one for one in declared_within("tests.ui") if one.cls is Interpreter)


def test_a_record_declared_tomorrow_is_one_more_tab(seat: Seat, qtbot: QtBot) -> None:
    """Its list has the declared columns and order, says what it is for, and marks what was put away; Enter opens."""
    page = DirectoryPage((*RECORDS, INTERPRETER))
    qtbot.addWidget(page)
    page.show()
    chosen: list[object] = []
    page.tab_chosen.connect(chosen.append)
    page._chips["Interpreter"].click()
    assert chosen == [INTERPRETER]
    page.show_tab(INTERPRETER)
    assert "Who speaks for those" in words(page)
    told = [("Zoe", False), ("Ann", True), ("Bea", False)]
    rows = [
        Row(INTERPRETER, bytes([at]) * 16, None, {"name": name}, deleted=gone) for at, (name, gone) in enumerate(told)
    ]
    listed = page.lists["Interpreter"].page
    state = listed.model.columnCount() - 1
    page.show_rows(rows[::2], seat.wording, can_change=True)
    assert [listed.model.headerData(at, Qt.Orientation.Horizontal) for at in range(state + 1)] == [
        "Name of the interpreter", "Rung at", "State"
    ]  # fmt: skip
    assert listed.table.isColumnHidden(state)
    page.show_rows(rows, seat.wording, can_change=True)
    assert [line.cells for line in listed.model.lines] == [
        ("Bea", "", ""),
        ("Zoe", "", ""),
        ("Ann", "", "In the trash"),
    ]
    assert not listed.table.isColumnHidden(state)
    assert page.in_front.add.text() == "Add interpreter"
    page.opened.connect(chosen.append)
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    assert chosen[1:] == [rows[2]]


def test_whoever_may_not_change_the_directory_is_offered_nothing(seat: Seat, qtbot: QtBot) -> None:
    """Neither beside the list nor in its place while it is empty."""
    page = DirectoryPage()
    qtbot.addWidget(page)
    page.show()
    page.show_rows([], seat.wording, can_change=False)
    assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "Add" in one.text()] == []
    page.show_rows([], seat.wording, can_change=True)
    assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "Add" in one.text()] == [
        "Add duty number", "Add duty number"
    ]  # fmt: skip
