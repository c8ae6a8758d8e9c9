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
from tipdesk.services.drafts import get_draft, keep_draft
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.rows import pick_directory_row
from tipdesk.ui.headquarters.directory.view import RECORDS, DirectoryPage
from tipdesk.ui.headquarters.page import DIRECTORY_PAGE
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.records.section_form import SectionForm
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


def form_of(page: DirectoryPage) -> SectionForm:
    """Return the form that is open in the pane in front."""
    form = page.in_front.pane.form
    assert form is not None
    return form


def write(page: DirectoryPage, name: str, text: str) -> None:
    """Type into the line of a field."""
    line = form_of(page).form.frames[name].editor
    assert isinstance(line, ParsedEdit)
    line.line.clear()
    QTest.keyClicks(line.line, text)


def titles(page: DirectoryPage, record: str) -> list[str]:
    """Return the titles of the rows in the list of a record."""
    model = page.boards[record].list.model
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def turn(page: DirectoryPage, record: str, seat: Seat, qtbot: QtBot) -> list[str]:
    """Press a chip; return the titles in its list."""
    page._chips[record].click()
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    return titles(page, record)


def change(page: DirectoryPage, row: Row, field: str) -> SectionForm:
    """Open the section of a row in which a field stands."""
    board = page.in_front
    assert board.choose(row.id, is_read=True)
    section = board.pane.body.section_of([field], row.id)
    assert section is not None
    section.change.click()
    return form_of(page)


def test_a_duty_number_comes_and_goes(
    world: World, seat: Seat, page: DirectoryPage, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """The empty list says what that means; a bad number is refused beside its field; undo and trash work."""
    desk = world.headquarters.desk
    board = page.boards["DutyNumber"]
    grab(seat.shell, "directory-empty")
    assert page.in_front.add.hasFocus()
    press(Qt.Key.Key_Space)
    kind = form_of(page).form.frames["kind"].editor
    assert isinstance(kind, CodeCombo)
    assert kind.box.hasFocus()
    kind.set_value("duty_officer")
    write(page, "phone", "12")
    QTest.keyClick(form_of(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "telephone number" in form_of(page).form.frames["phone"].problem()
    grab(seat.shell, "directory-refused")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    write(page, "phone", "+1 758 555 0101")
    write(page, "label", "Duty desk (invented)")
    form_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: len(titles(page, "DutyNumber")) == 1)
    assert [line.phone for line in find_duty_numbers(desk)] == ["+17585550101"]
    assert board.list.view.hasFocus()
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    grab(seat.shell, "directory-numbers")
    schemes(Scheme.DARK)
    grab(seat.shell, "directory-numbers-dark")
    board.pane.head.trash_pressed.emit()
    qtbot.waitUntil(lambda: not titles(page, "DutyNumber"))
    assert find_duty_numbers(desk) == []
    seat.shell.toast._pressed()
    qtbot.waitUntil(lambda: len(titles(page, "DutyNumber")) == 1)
    assert len(find_duty_numbers(desk)) == 1


def test_a_change_is_taken_back(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """A section of a number is changed in place by keyboard; undo writes what stood there before."""
    board = page.boards["DutyNumber"]
    board.list.focus_list()
    press(Qt.Key.Key_Return)
    if board.pane.form is None:
        board.change_asked.emit()
    write(page, "label", "Another desk (invented)")
    QTest.keyClick(form_of(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: board.pane.form is None and not seat.lanes.is_busy)
    [line] = find_duty_numbers(world.headquarters.desk)
    assert line.label == "Another desk (invented)"
    seat.shell.toast._pressed()
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    [line] = find_duty_numbers(world.headquarters.desk)
    assert line.label == "Duty desk (invented)"


def test_the_trash_is_shown_and_given_back(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """A row in the trash is marked, cannot be changed, and its head takes it out."""
    board = page.boards["DutyNumber"]
    board.pane.head.trash_pressed.emit()
    qtbot.waitUntil(lambda: not titles(page, "DutyNumber"))
    page.trash.click()
    qtbot.waitUntil(lambda: len(titles(page, "DutyNumber")) == 1)
    told = board.list.model.index(0, 0).data(WordsRole)
    assert told.pills == (("In the trash", "neutral"),)
    assert [view for view in board.pane.body.sections if not view.change.isHidden()] == []
    grab(seat.shell, "directory-trash")
    board.pane.head.restore_pressed.emit()
    qtbot.waitUntil(lambda: board.list.model.index(0, 0).data(WordsRole).pills == ())
    assert len(find_duty_numbers(world.headquarters.desk)) == 1


def test_what_is_typed_survives_leaving(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """What is typed is a draft in the store: after Escape the same form shows it, till it is thrown away or saved."""
    turn(page, "Agency", seat, qtbot)
    page.in_front.add.click()
    write(page, "name", "Safe place A (training)")
    QTest.keyClick(form_of(page), Qt.Key.Key_Escape)
    assert page.in_front.pane.form is None
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    desk, key = world.headquarters.desk, "directory:Agency/new"
    kept = get_draft(desk, key)
    assert kept is not None
    assert kept["answers"] == {"name": "Safe place A (training)"}, "a crash now costs nothing"
    page.in_front.add.click()
    qtbot.waitUntil(lambda: form_of(page).form.draft() == {"name": "Safe place A (training)"})
    form_of(page).throw_pressed.emit()
    qtbot.waitUntil(lambda: get_draft(desk, key) is None)
    QTest.keyClicks(form_of(page).form.frames["name"].editor.faces[0], "Safe place A (training)")
    qtbot.waitUntil(lambda: get_draft(desk, key) is not None)
    form_of(page).save_pressed.emit()
    qtbot.waitUntil(lambda: page.in_front.pane.form is None and not seat.lanes.is_busy)
    assert titles(page, "Agency") == ["Safe place A (training)"]
    assert get_draft(desk, key) is None


def test_a_draft_of_an_older_page_is_read(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """What the page of an older release kept, which was answers alone, is shown in the form that has replaced it."""
    desk, key = world.headquarters.desk, "directory:Agency/new"
    keep_draft(desk, key, {"name": "Safe place B (training)"})
    turn(page, "Agency", seat, qtbot)
    page.in_front.add.click()
    qtbot.waitUntil(lambda: form_of(page).form.frames["name"].value() == "Safe place B (training)")
    form_of(page).throw_pressed.emit()
    qtbot.waitUntil(lambda: get_draft(desk, key) is None)


def test_posts_and_officers(world: World, seat: Seat, page: DirectoryPage, qtbot: QtBot) -> None:
    """Headquarters' code is not offered; an officer's roles change; the last administrator cannot be disabled."""
    desk = world.headquarters.desk
    assert turn(page, "Post", seat, qtbot) == ["HQ Counter-TIP Unit", "VFT Vieux Fort"]
    form = change(page, pick_directory_row(desk, BY_NAME["Post"], "HQ"), "name")
    assert "code" not in form.form.frames
    form.left.emit()
    form = change(page, pick_directory_row(desk, BY_NAME["Post"], "VFT"), "name")
    assert list(form.form.frames)[-1] == "code", "the code comes last"
    form.left.emit()
    assert turn(page, "Officer", seat, qtbot) == ["admin", "joan Joan Invented"]
    assert not page.in_front.add.isVisible()
    grab(seat.shell, "directory-officers")
    form = change(page, pick_directory_row(desk, BY_NAME["Officer"], "joan"), "roles")
    form.form.frames["roles"].set_value({"frontline", "supervisor"})
    grab(seat.shell, "directory-officer")
    form.save_pressed.emit()
    qtbot.waitUntil(lambda: page.in_front.pane.form is None and not seat.lanes.is_busy)
    assert pick_directory_row(desk, BY_NAME["Officer"], "joan")["roles"] == frozenset({"frontline", "supervisor"})
    form = change(page, pick_directory_row(desk, BY_NAME["Officer"], "admin"), "disabled")
    form.form.frames["disabled"].set_value(True)
    form.save_pressed.emit()
    qtbot.waitUntil(form.save.isEnabled)
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
    """Its list has the declared order, says what it is for, and marks what was put away; its pane has its sections."""
    page = DirectoryPage(seat.wording, (*RECORDS, INTERPRETER))
    qtbot.addWidget(page)
    page.resize(1100, 600)
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
    page.show_rows(rows, Speaker(INTERPRETER, seat.wording), can_change=True)
    assert titles(page, "Interpreter") == ["Bea", "Zoe", "Ann"]
    board = page.in_front
    assert [board.list.model.index(at, 0).data(WordsRole).pills for at in range(3)] == [
        (), (), (("In the trash", "neutral"),)
    ]  # fmt: skip
    assert board.add.text() == "Add interpreter"
    assert [view.title for view in board.pane.body.sections] == ["Interpreter", "How to reach them"]
    shows: list[object] = []
    board.row_shown.connect(shows.append)
    board.list.view.setFocus()
    QTest.keyClick(board.list.view, Qt.Key.Key_Down)
    assert shows == [rows[0]]


def test_whoever_may_not_change_the_directory_is_offered_nothing(seat: Seat, qtbot: QtBot) -> None:
    """Neither below the list nor in its place while it is empty."""
    page = DirectoryPage(seat.wording)
    qtbot.addWidget(page)
    page.show()
    speaker = Speaker(page.record, seat.wording)
    page.show_rows([], speaker, can_change=False)
    assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "Add" in one.text()] == []
    page.show_rows([], speaker, can_change=True)
    assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and "Add" in one.text()] == [
        "Add duty number", "Add duty number"
    ]  # fmt: skip
