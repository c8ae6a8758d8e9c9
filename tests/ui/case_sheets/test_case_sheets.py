"""The page of spreadsheets of cases: a file is read, mapped, checked and taken in, and cases leave as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from tests.ui.linked import show, shown_window, until
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets
from tipdesk.adapters.system.files import write_whole_file
from tipdesk.homes.case_sheets import CaseSheets
from tipdesk.services.desk import CaseQuery
from tipdesk.ui.case_sheets.presenter import CaseSheetsPresenter, make_page
from tipdesk.ui.case_sheets.view import CaseSheetsView
from tipdesk.ui.shell import Page
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.nav_rail import NARROW_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat

LIST = "No.,Surname,First name,Sex,Born,Phone\n1,Sample,Ann,F,3/2/1990,4551234\n2,Trial,Bea,X,12/12/1991,4551235\n"
HTCDS = "prs_FirstName,prs_SecondName,prs_Gender,cas_Status\nAnn,Invented,Feminine,Active\nBob,Made,Blue,Active\n"


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window with the page in it."""
    with shown_window(world.headquarters, qtbot) as window:
        window.case_sheets, window.write_file, window.choosing = CaseSheets(), write_whole_file, world.choosing
        window.shell.add_page(Page("case-sheets", "Cases in spreadsheets", "file-text", lambda: make_page(window)))
        yield window


def opened(seat: Seat) -> tuple[CaseSheetsView, CaseSheetsPresenter]:
    """Return the page in front, with its presenter."""
    page = seat.shell.open_page("case-sheets")
    assert isinstance(page, CaseSheetsView)
    presenter = page.findChild(CaseSheetsPresenter)
    assert presenter is not None
    return page, presenter


def settled(seat: Seat, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    until(qtbot, lambda: not seat.lanes.is_busy)


def given(seat: Seat, world: World, qtbot: QtBot, path: Path, text: str) -> tuple[CaseSheetsView, CaseSheetsPresenter]:
    """Open a file on the page."""
    page, presenter = opened(seat)
    path.write_text(text, encoding="utf-8")
    world.choosing.answer = path
    page.file.click()
    settled(seat, qtbot)
    return page, presenter


def cases(world: World) -> int:
    """Return how many cases headquarters has."""
    with world.headquarters.desk.read() as reader:
        return len(reader.find_case_ids(CaseQuery()))


def test_a_sheet_of_the_standard_is_known_checked_and_taken_in(
    world: World, seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    """Its columns are fixed, a bad cell is marked, the check saves nothing, and the bad rows leave as a file."""
    before = cases(world)
    page, presenter = given(seat, world, qtbot, tmp_path / "cases.csv", HTCDS)
    assert presenter.work.opened is not None
    assert presenter.work.opened.map.standard == "htcds"
    assert not page.fills.isEnabled()
    assert not page.take.isEnabled(), "nothing was checked yet"
    assert [line.tones for line in page.rows.lines] == [{}, {4: "danger"}]
    page.check.click()
    settled(seat, qtbot)
    assert "1 row would be added." in page.said.text()
    assert "1 row cannot be taken." in page.said.text()
    assert cases(world) == before
    show(seat, "case-sheets-checked")
    page.take.click()
    settled(seat, qtbot)
    assert cases(world) == before + 1
    assert not page.take.isEnabled(), "it was taken in: the same file is checked again first"
    world.choosing.answer = tmp_path / "bad.csv"
    page.errors.click()
    settled(seat, qtbot)
    assert "Blue" in (tmp_path / "bad.csv").read_text("utf-8-sig")


def test_any_other_sheet_is_mapped_column_by_column(world: World, seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    """Headings give a first map; fields, key and words are chosen, and the saved map reads the next file."""
    page, presenter = given(seat, world, qtbot, tmp_path / "shelter.csv", LIST)
    page.columns.table.selectRow(5)
    page.field_chosen.emit("ContactPoint.number mobile")
    settled(seat, qtbot)
    page.columns.table.selectRow(0)
    page.uses.press("key")
    settled(seat, qtbot)
    page.columns.table.selectRow(3)
    page.words.click()
    dialog = presenter.mapping.dialog
    assert isinstance(dialog, AskDialog)
    dialog.field("F").set_value("female")
    dialog.field("X").set_value("male")
    dialog.deed.click()
    settled(seat, qtbot)
    assert [line.cells[1] for line in page.rows.lines] == ["", ""]
    assert presenter.work.opened is not None
    found = presenter.work.opened.map
    assert (found.key, found.standard) == ("No.", "")
    world.choosing.answer = tmp_path / "shelter.toml"
    page.keep.click()
    settled(seat, qtbot)
    page, presenter = given(seat, world, qtbot, tmp_path / "next.csv", LIST.replace("Ann", "Cleo"))
    world.choosing.answer = tmp_path / "shelter.toml"
    page.map.click()
    settled(seat, qtbot)
    assert presenter.work.opened is not None
    assert {one.name for one in presenter.work.opened.map.columns} == {one.name for one in found.columns}
    assert presenter.work.opened.map.key == "No."


def test_a_sheet_of_which_nothing_is_known_is_mapped_all_the_same(
    world: World, seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    """Its columns stand there to be filled; until one is a person's, the check says so."""
    page, presenter = given(seat, world, qtbot, tmp_path / "odd.csv", "Alpha,Beta\nAnn,9\n")
    assert presenter.work.opened is not None
    assert [one.heading for one in presenter.work.opened.preview.columns] == ["Alpha", "Beta"]
    page.check.click()
    settled(seat, qtbot)
    assert "Say which one does" in page.said.text()
    page.columns.table.selectRow(0)
    page.field_chosen.emit("Person.given_names")
    settled(seat, qtbot)
    page.check.click()
    settled(seat, qtbot)
    assert "1 row would be added." in page.said.text()


def test_cases_leave_as_the_officers_own_copy(world: World, seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    """It is said what leaves before a file is asked for, and the signature lies beside the sheet."""
    page, presenter = opened(seat)
    page.export.click()
    dialog = presenter.running.dialog
    assert isinstance(dialog, AskDialog)
    world.choosing.answer = tmp_path / "out.csv"
    dialog.deed.click()
    settled(seat, qtbot)
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("prs_Salutation,prs_FirstName")
    assert (tmp_path / "out.signature.txt").exists()


def test_a_file_that_cannot_be_read_is_told_on_the_page(world: World, seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    """What is wrong stands where the next step is, all is named and reached by keys, and it fits at 1024."""
    page, presenter = given(seat, world, qtbot, tmp_path / "broken.xlsx", "no workbook")
    assert "damaged" in page.said.text()
    assert presenter.work.opened is None
    show(seat, "case-sheets-refused")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    assert doubled_keys(seat.shell, labels=True) == []
    seat.shell.resize(1024, 700)
    QTest.qWait(0)
    assert seat.shell.width() < NARROW_BELOW
    assert page.take.isVisible()
    assert page.take.mapTo(seat.shell, page.take.rect().bottomRight()).y() < seat.shell.height()
