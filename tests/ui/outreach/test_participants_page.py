"""Participants, certificates and skills at headquarters' window, by the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.services.courses import a_sheet
from tests.ui.linked import shown_window, until
from tests.ui.probes import unnamed_widgets
from tipdesk.adapters.system.files import write_whole_file
from tipdesk.domain.pages import registers_in
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.homes.printing import print_training_certificates
from tipdesk.services.audit import moment_now
from tipdesk.services.headquarters.directory.registry import find_officer
from tipdesk.services.outreach.save_person import open_people
from tipdesk.services.registers.reading import list_register
from tipdesk.services.registers.writing import add_row
from tipdesk.ui.headquarters.directory.presenter import DirectoryPresenter
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.outreach.dialogs import CheckDialog
from tipdesk.ui.outreach.people_model import AT
from tipdesk.ui.outreach.people_presenter import PeoplePresenter
from tipdesk.ui.outreach.skills import SKILLS, SkillsTool
from tipdesk.ui.outreach.tools import PARTICIPANTS_PAGE, OutreachTools
from tipdesk.ui.registers.page import make_page
from tipdesk.ui.shell import Page
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.domain.rows import Row
    from tipdesk.ui.seat import Seat

TRAINING, SESSION, PERSON = (BY_NAME[name] for name in ("Training", "TrainingSession", "Participation"))


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window."""
    with shown_window(world.headquarters, qtbot) as window:
        window.write_file, window.choosing = write_whole_file, world.choosing
        window.print_certificates = print_training_certificates
        for one in registers_in(RECORDS):
            window.shell.add_page(Page(one.name, one.label, one.icon, partial(make_page, window, one)))
        yield window


@pytest.fixture
def sheet(world: World, seat: Seat, qtbot: QtBot) -> PeoplePresenter:
    """The sheet of the one session, which is made for the first test."""
    desk = world.headquarters.desk
    if not list_register(desk, SESSION):
        course = add_row(desk, TRAINING, {"title": "First response", "topics": ["referral"]}).row
        add_row(desk, SESSION, {"training": course, "on": "2020-11-10"})
    presenter = PeoplePresenter(seat)
    seat.shell.add_page(Page(PARTICIPANTS_PAGE, "Participants", "users", lambda: presenter.view))
    seat.go(PARTICIPANTS_PAGE, list_register(desk, SESSION)[0].id)
    until(qtbot, lambda: not seat.lanes.is_busy and bool(presenter.model.entries))
    presenter.view.grid.enter()
    return presenter


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the focus is."""
    for key in keys:
        QTest.keyClick(focus(), key, held)


def focus() -> QWidget:
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def people(world: World) -> dict[str, Row]:
    """Return the participants that are saved, by name."""
    return {str(row["name"]): row for row in list_register(world.headquarters.desk, PERSON)}


def test_keys_in_a_sheet_without_rows_do_nothing(seat: Seat) -> None:
    """Before its rows have come, and where nobody may add one, no key of a sheet leads anywhere; Tab leads out."""
    presenter = PeoplePresenter(seat)
    seat.shell.add_page(Page(PARTICIPANTS_PAGE, "Participants", "users", lambda: presenter.view))
    seat.shell.open_page(PARTICIPANTS_PAGE)
    grid = presenter.view.grid
    assert (presenter.model.rowCount(), grid.has_focus()) == (0, True)
    keys = Qt.Key
    press(keys.Key_Down, keys.Key_Up, keys.Key_PageDown, keys.Key_Return, keys.Key_Home, keys.Key_End, keys.Key_Right)
    press(keys.Key_Home, keys.Key_End, keys.Key_D, held=Qt.KeyboardModifier.ControlModifier)
    assert (grid.has_focus(), grid.selection.currentIndex().isValid()) == (True, False)
    press(keys.Key_Tab)
    assert not grid.has_focus()


def test_a_sheet_is_pasted_and_put_right_before_it_is_saved(
    world: World, seat: Seat, sheet: PeoplePresenter, qtbot: QtBot
) -> None:
    """A mark of 140 % is told beside its line and nothing is saved; put right, Ctrl+Enter saves all twenty-five."""
    good = a_sheet()
    QGuiApplication.clipboard().setText(good.replace("\t30\t", "\t140 %\t"))
    QTest.keyClick(focus(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = sheet.paste
    assert dialog is not None
    until(qtbot, lambda: "1 line cannot be taken" in dialog.told.text())
    assert "0 to 100" in dialog.table.model.words(0, 2)
    assert (dialog.deed.isEnabled(), people(world), unnamed_widgets(dialog)) == (False, {}, [])
    dialog.text.box.setPlainText(good)
    until(qtbot, dialog.deed.isEnabled)
    QTest.keyClick(dialog.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: sheet.paste is None and not seat.lanes.is_busy and len(sheet.model.entries) == 26)
    assert len(people(world)) == 25
    assert "25 participants · 24 attended · 23 passed" in sheet.view.figures.text()
    assert seat.shell.toast._button.text() == "Undo"


def test_marks_are_typed_and_attendance_ticked_in_place(
    world: World, seat: Seat, sheet: PeoplePresenter, qtbot: QtBot
) -> None:
    """Enter goes down a column, the space bar ticks; what cannot be read stays typed, says why, and is there again."""
    sheet.view.grid.go(0, AT["before"])
    QTest.keyClicks(focus(), "4")
    QTest.keyClicks(focus(), "1")
    press(Qt.Key.Key_Return)
    assert sheet.view.grid.selection.currentIndex().row() == 1
    QTest.keyClicks(focus(), "1")
    QTest.keyClicks(focus(), "40")
    press(Qt.Key.Key_Return, Qt.Key.Key_Up)
    until(qtbot, lambda: not seat.lanes.is_busy and "0 to 100" in sheet.view.about.text())
    sheet.view.grid.go(24, AT["attended"])
    press(Qt.Key.Key_Space, Qt.Key.Key_Down)
    until(qtbot, lambda: not seat.lanes.is_busy and "25 attended" in sheet.view.figures.text())
    saved = people(world)
    assert (saved["Invented Person 01"]["before"], saved["Invented Person 02"]["before"]) == (41, 40)
    assert saved["Invented Person 25"]["attended"] is True
    sheet.open(sheet.model.entries[0].line.row["session"])  # type: ignore[union-attr, arg-type] # the first row is saved
    until(qtbot, lambda: not seat.lanes.is_busy)
    assert sheet.model.words(1, AT["before"]) == "140"
    assert "0 to 100" in sheet.model.told(1, AT["before"])


def test_a_new_row_leaves_nothing_behind_once_it_is_saved(
    world: World, seat: Seat, sheet: PeoplePresenter, qtbot: QtBot
) -> None:
    """A mark without a name waits, and is there again; with the name it is saved, and no longer stands as typed."""
    session, last = list_register(world.headquarters.desk, SESSION)[0].id, len(sheet.model.entries) - 1
    before = open_people(world.headquarters.desk, session).typed
    sheet.model.type(last, "before", "50")
    sheet.view.grid.go(0, AT["name"])
    until(qtbot, lambda: not seat.lanes.is_busy and open_people(world.headquarters.desk, session).typed != before)
    sheet.open(session)
    until(qtbot, lambda: not seat.lanes.is_busy and sheet.model.words(last, AT["before"]) == "50")
    sheet.view.grid.go(last, AT["name"])
    sheet.model.type(last, "name", "Invented Person 99")
    sheet.view.grid.go(0, AT["name"])
    until(qtbot, lambda: not seat.lanes.is_busy and "Invented Person 99" in people(world))
    assert people(world)["Invented Person 99"]["before"] == 50
    assert open_people(world.headquarters.desk, session).typed == before


def test_certificates_are_given_checked_and_withdrawn(
    world: World, seat: Seat, sheet: PeoplePresenter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The dialog says to how many; then each row has its number, the paper is written, and a wrong letter is told."""
    first = f"HQ-{moment_now(world.headquarters.desk).year}-0001"
    sheet.view.certificates.click()
    until(qtbot, lambda: isinstance(sheet.certificates.dialog, AskDialog))
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: not seat.lanes.is_busy and sheet.model.words(0, AT["certificate_no"]) == first)
    world.choosing.answer = tmp_path / "all.pdf"
    sheet.certificates.print(first)
    until(qtbot, (tmp_path / "all.pdf").is_file)
    code = str(people(world)["Invented Person 01"]["check_code"])
    sheet.certificates.check()
    dialog = sheet.certificates.dialog
    assert isinstance(dialog, CheckDialog)
    dialog.code.set_value(code[:-1] + ("0" if code[-1] != "0" else "1"))
    dialog.deed.click()
    until(qtbot, lambda: "One letter is wrong" in dialog.code.problem())
    dialog.code.set_value(code)
    dialog.name.set_value("Somebody Else")
    dialog.deed.click()
    until(qtbot, lambda: "another name" in dialog.verdict.accessibleName())
    dialog.accept()
    sheet.certificates.withdraw(first)
    withdrawal = sheet.certificates.dialog
    assert isinstance(withdrawal, AskDialog)
    withdrawal.field("reason").set_value("Given by mistake")
    withdrawal.deed.click()
    until(qtbot, lambda: not seat.lanes.is_busy and not sheet.model.words(0, AT["certificate_no"]))


def test_the_page_tells_what_a_training_came_to(world: World, seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    """The line under the list has the figures of the row under the cursor; refreshers and all certificates, too."""
    page = seat.shell.open_page("outreach")
    until(qtbot, lambda: not seat.lanes.is_busy)
    tools = page.findChild(OutreachTools)
    assert tools is not None
    until(qtbot, lambda: "25 attended" in tools.figures.label.text())
    tools.show_refreshers()
    until(qtbot, lambda: tools.refreshers is not None)
    assert tools.refreshers is not None
    assert unnamed_widgets(tools.refreshers) == []
    tools.refreshers.accept()
    assert tools.paper.isEnabled()
    world.choosing.answer = tmp_path / "course.pdf"
    tools.print_here()
    until(qtbot, (tmp_path / "course.pdf").is_file)


def test_skills_are_given_from_the_directory(world: World, seat: Seat, qtbot: QtBot) -> None:
    """A skill without a certificate is refused in the dialog; with one on paper it stands in the officer's row."""
    page = DirectoryPage(seat.wording)
    presenter = DirectoryPresenter(page, seat)
    tool = SkillsTool(page, seat)
    seat.shell.add_page(Page("directory", "Directory", "id", lambda: page))
    seat.shell.open_page("directory")
    presenter.turn(BY_NAME["Officer"])
    until(qtbot, lambda: not seat.lanes.is_busy and page.row is not None)
    login = str(page.row["login"]) if page.row is not None else ""
    tool.ask()
    dialog = tool.dialog
    assert dialog is not None
    dialog.field(SKILLS).set_value(frozenset({"exhibits"}))
    dialog.deed.click()
    until(qtbot, lambda: dialog.deed.isEnabled() and not seat.lanes.is_busy)
    for name, words in (("number", "GB 77"), ("training", "Exhibits"), ("on", "3 2020")):
        dialog.field(name).set_value(words)
    dialog.deed.click()
    until(qtbot, lambda: tool.dialog is None and not seat.lanes.is_busy)
    with world.headquarters.desk.read() as reader:
        officer = find_officer(reader, login)
    assert officer is not None
    assert officer["skills"] == {"exhibits"}
