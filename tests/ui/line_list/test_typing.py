"""The line list by keyboard alone: a dozen people typed with Tab and Enter, put right, taken back, found."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.line_list.conftest import CONTROL, Sheet, open_sheet
from tests.ui.probes import unnamed_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.homes.sessions import Session
from tipdesk.services.line_list.columns import NEEDS
from tipdesk.services.line_list.open_list import open_list
from tipdesk.services.line_list.ordering import Order
from tipdesk.services.line_list.save_line import save_line
from tipdesk.services.line_list.tag_ranges import keep_range
from tipdesk.services.remembered.shapes import TagRange
from tipdesk.ui.line_list.dialogs import FamilyDialog
from tipdesk.ui.line_list.presenter import LineListPresenter
from tipdesk.ui.line_list.strip import Sift
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = Qt.Key
PEOPLE = [
    ("", "a", "Ketsia", "Exempel", "f", "34", "Haiti", "", "X12", "Bay 1", ""),
    ("", "a", "Emile", "Exempel", "m", "8", "HT", "m", "", "Bay 1", ""),
    ("", "", "", "", "m", "6", "", "cw", "", "Bay 2", "Boy, red shirt"),
    ("09", "", "Luis", "Notreal", "male", "19?", "Dominican Republic", "", "", "", ""),
]


def test_a_dozen_by_tab(sheet: Sheet) -> None:
    """Tab alone writes one person after another: each row is saved as it is left, with the next tag by itself."""
    for _round in range(3):
        for person in PEOPLE:
            sheet.write(*person)
    lines = sheet.lines()
    assert [line.tag for line in lines] == ["01", "02", "03", "09", "10", "11", "12", "09", "13", "14", "15", "09"]
    assert sheet.at() == (12, "tag_number")
    assert all(entry.is_blank or not entry.typed for entry in sheet.presenter.model.entries)
    first, second, boy, luis = lines[:4]
    assert (first.person["citizenships"], second.person["citizenships"]) == (frozenset({"HT"}),) * 2
    assert sorted(str(need["kind"]) for need in boy.open_needs) == ["child_protection", "food_clothing_hygiene"]
    assert (boy.person["description"], luis.childhood(date(2026, 11, 24))) == ("Boy, red shirt", Childhood.UNSURE)
    assert sheet.view.strip.buttons[Sift.ALL].text() == "12 people"
    assert sheet.view.strip.buttons[Sift.TWICE].text() == "3 with a tag twice"
    assert unnamed_widgets(sheet.seat.shell) == []


def test_enter_goes_to_the_next_tag(sheet: Sheet) -> None:
    """Enter stays in the column; letters tick needs and untick them; Ctrl+D takes the words from above."""
    sheet.go(0, "given_names")
    for name in ("Ana", "Bo", "Cy"):
        sheet.spell(name)
        sheet.press(KEY.Key_Return)
    assert [line.person["given_names"] for line in sheet.lines()] == ["Ana", "Bo", "Cy"]
    sheet.go(0, NEEDS)
    sheet.press(KEY.Key_H, KEY.Key_W, KEY.Key_Return, KEY.Key_M, KEY.Key_H, KEY.Key_M, KEY.Key_Return)
    lines = sheet.lines()
    assert [[need["kind"] for need in line.open_needs] for line in lines] == [
        ["medical_emergency", "food_clothing_hygiene"], ["medical_emergency"], [],
    ]  # fmt: skip
    sheet.go(1, NEEDS)
    sheet.press(KEY.Key_D, held=CONTROL)
    sheet.press(KEY.Key_Up, KEY.Key_Delete, KEY.Key_Down)
    assert [len(line.open_needs) for line in sheet.lines()] == [0, 2, 0]
    assert sheet.words(1, NEEDS) == "Hurt; Water or food"


def test_what_cannot_be_read_stays(sheet: Sheet) -> None:
    """The cell keeps the words, the foot says why; put right, it is saved; F2 opens one editor, Escape leaves it."""
    sheet.write("5", "", "Ana", "", "x", "old")
    sheet.press(KEY.Key_Down)
    sheet.settle()
    assert (sheet.words(0, "sex"), sheet.words(0, "about_age")) == ("x", "old")
    sheet.go(0, "sex")
    assert sheet.view.about.text() == "“x” is no answer to Sex."
    assert sheet.view.strip.buttons[Sift.OPEN].text() == "1 row to put right"
    assert open_list(sheet.desk, sheet.case).typed == {sheet.lines()[0].key: {"sex": "x", "about_age": "old"}}
    sheet.write("f", "30")
    sheet.press(KEY.Key_F2, KEY.Key_F2)
    sheet.press(KEY.Key_H, KEY.Key_Escape)
    sheet.press(KEY.Key_Down)
    [line] = sheet.lines()
    assert (line.person["sex"], line.person["about_age"], line.person["citizenships"]) == ("female", 30, None)
    assert open_list(sheet.desk, sheet.case).typed == {}


def test_what_was_typed_outlives_the_window(post: Session, case: bytes, qtbot: QtBot, theme: object) -> None:
    """A row that was never left comes back as it was typed; a refused cell still says why; nothing is lost."""
    first = open_sheet(post, case, qtbot)
    first.write("7", "", "Ana", "", "x")
    first.press(KEY.Key_Down)
    first.settle()
    first.go(1, "given_names")
    first.write("Bo")
    first.presenter.saving.keep()
    first.settle()
    first.seat.lanes.close()
    again = open_sheet(post, case, qtbot)
    assert (again.words(0, "sex"), again.words(1, "given_names")) == ("x", "Bo")
    again.go(0, "sex")
    assert again.view.about.text() == "“x” is no answer to Sex."
    again.go(1, "given_names")
    again.press(KEY.Key_Down)
    assert [line.person["given_names"] for line in again.lines()] == ["Ana", "Bo"]
    again.seat.lanes.close()


def test_rows_are_pasted(sheet: Sheet) -> None:
    """A sheet with a heading is placed by its words and saved row by row; one without falls from the cursor."""
    QGuiApplication.clipboard().setText("Surname\tAge\tRoom\nTestova\t34\t12\nMockson\tyoung\t\n")
    sheet.go(0, "tag_number")
    sheet.press(KEY.Key_V, held=CONTROL)
    lines = sheet.lines()
    assert [(line.tag, line.person["family_name"], line.person["description"]) for line in lines] == [
        ("01", "Testova", "Room: 12"), ("02", "Mockson", None),
    ]  # fmt: skip
    assert sheet.words(1, "about_age") == "young"
    QGuiApplication.clipboard().setText("Ana\nBo\nCy\n")
    sheet.go(1, "given_names")
    sheet.press(KEY.Key_V, held=CONTROL)
    assert [line.person["given_names"] for line in sheet.lines()] == [None, "Ana", "Bo", "Cy"]


def test_the_tags_of_this_pc(sheet: Sheet) -> None:
    """A dialog takes a range; the next tag follows it, and the page says when all are given out."""
    sheet.view.range.click()
    dialog = sheet.view.findChild(AskDialog)
    assert dialog is not None
    dialog.field("first").set_value(36)
    dialog.field("last").set_value(37)
    dialog.deed.click()
    sheet.settle()
    assert sheet.view.range.text() == "Ta&gs 36 to 37"
    sheet.seat.shell.activateWindow()
    sheet.qtbot.waitUntil(sheet.view.grid.has_focus)
    sheet.go(0, "given_names")
    for _round in range(3):
        sheet.press(KEY.Key_A, KEY.Key_Return)
    assert [line.tag for line in sheet.lines()] == ["36", "37", ""]
    sheet.view.next.click()
    assert "given out" in sheet.view.problem.accessibleName()


def test_nothing_moves_by_itself(sheet: Sheet) -> None:
    """What another PC writes waits behind a button; a row that is there changes in its place; Sort is pressed."""
    sheet.write("2", "", "Ana", "", "", "40")
    sheet.press(KEY.Key_Down)
    [line] = sheet.lines()
    other = save_line(sheet.desk, sheet.case, None, {"tag_number": "1", "needs": "h", "given_names": "Bo"})
    save_line(sheet.desk, sheet.case, line, {"needs": "w", "about_age": "9"})
    sheet.seat.notices.announce(other.changed)
    sheet.settle()
    assert [sheet.words(row, "tag_number") for row in (0, 1)] == ["2", ""]
    assert (sheet.words(0, "about_age"), sheet.words(0, NEEDS)) == ("9; Child", "Water or food")
    assert (sheet.view.new.text(), sheet.view.new.isEnabled()) == ("Show 1 new", True)
    sheet.view.new.click()
    sheet.settle()
    assert [sheet.words(row, "tag_number") for row in (0, 1)] == ["1", "2"]
    sheet.view.strip.buttons[Sift.CHILDREN].click()
    assert [sheet.view.grid.left.isRowHidden(row) for row in range(3)] == [True, False, False]
    sheet.view.seek.setFocus()
    sheet.spell("Bo")
    sheet.press(KEY.Key_Return)
    assert sheet.at() == (0, "tag_number")
    assert not sheet.view.grid.left.isRowHidden(0)


def test_a_family_is_recorded(sheet: Sheet) -> None:
    """The family at the cursor is asked about; who is a parent becomes a relationship, and Undo is offered."""
    for row, name in enumerate(("Ana", "Bo")):
        sheet.write_row(row, "", "d", name)
    sheet.go(0, "tag_number")
    sheet.view.family.click()
    dialog = sheet.view.findChild(FamilyDialog)
    assert dialog is not None
    next(iter(dialog.parents.values())).setChecked(True)
    dialog.deed.click()
    sheet.settle()
    with sheet.desk.read() as reader:
        rows = reader.find_rows(BY_NAME["Relationship"], case=sheet.case)
    assert [row["family"] for row in rows] == ["parent"]
    assert sheet.presenter.saving.can_undo


def test_a_dispute_shows_the_careful_answer(sheet: Sheet) -> None:
    """Two answers written apart: the cell shows the child's, names both, and typing settles it."""
    sheet.write("1", "", "Ana", "", "", "30")
    sheet.press(KEY.Key_Down)
    [line] = sheet.lines()
    assert keep_range(sheet.desk, sheet.case, TagRange(1, 9)) is not None
    save_line(sheet.desk, sheet.case, line, {"about_age": "40"})
    save_line(sheet.desk, sheet.case, line, {"about_age": "16"})
    sheet.presenter.open(sheet.case)
    sheet.settle()
    assert sheet.words(0, "about_age") == "16?; Child"
    sheet.go(0, "about_age")
    assert sheet.view.about.text().startswith("In dispute: ")
    sheet.write("17")
    sheet.press(KEY.Key_Down)
    [line] = sheet.lines()
    assert (line.person["about_age"], dict(line.person.siblings)) == (17, {})


def test_both_tables_show_the_same_rows(sheet: Sheet) -> None:
    """However the sheet is opened, scrolled, filtered or resized, what stands in one row is one person."""
    for at in range(1, 41):
        save_line(sheet.desk, sheet.case, None, {"tag_number": str(at), "about_age": "9" if at % 2 else "40"})
    left, right = sheet.view.grid.left, sheet.view.grid.right

    def is_level() -> bool:
        return left.rowAt(5) == right.rowAt(5) and left.verticalScrollBar().value() == right.verticalScrollBar().value()

    def show(*, is_narrow: bool) -> None:
        sheet.seat.shell.resize(1024 if is_narrow else 1440, 700 if is_narrow else 900)
        sheet.settle()

    sheet.presenter.open(sheet.case)
    sheet.settle()
    assert sheet.at() == (40, "tag_number")
    assert left.rowAt(5) > 0
    assert is_level()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: show(is_narrow=False),
        lambda: sheet.press(KEY.Key_Home, held=CONTROL),
        sheet.view.strip.buttons[Sift.CHILDREN].click,
        lambda: sheet.press(KEY.Key_PageDown, KEY.Key_PageDown),
        sheet.view.strip.press_all,
        lambda: show(is_narrow=True),
        lambda: right.verticalScrollBar().setValue(100),
    )
    for deed in deeds:
        sheet.view.grid.enter()
        deed()
        sheet.settle()
        assert is_level()


def test_tags_only(sheet: Sheet) -> None:
    """With names hidden the list shows tags, ages and needs, and no name, document or description."""
    sheet.write("1", "", "Ana", "Exempel", "f", "30", "", "h", "X12", "", "Red shirt")
    sheet.settle()
    sheet.presenter.model.hide_names(is_hidden=True)
    shown = " ".join(sheet.words(0, name) for name in sheet.view.grid.columns_in_sight())
    assert not any(word in shown for word in ("Ana", "Exempel", "X12", "shirt"))
    assert "Hurt" in shown
    assert (sheet.words(0, "tag_number"), sheet.words(0, "about_age")) == ("1", "30")
    sheet.presenter.model.hide_names(is_hidden=False)
    assert sheet.words(0, "given_names") == "Ana"


def test_an_empty_list_says_what_to_do(sheet: Sheet) -> None:
    """Before anybody is typed the foot says how to begin; a page without a case says where one is opened."""
    assert "Type the first person here" in sheet.view.about.text()
    alone = LineListPresenter(sheet.seat)
    sheet.qtbot.addWidget(alone.view)
    alone.view.show()
    sheet.qtbot.waitUntil(alone.view.problem.isVisible)
    assert "Open a case first" in alone.view.problem.accessibleName()


def test_sorting_while_rows_are_saved(sheet: Sheet) -> None:
    """A row that is sorted away, or heard of, while its save is under way stands there once, and is not gone."""
    for at in (3, 2, 1):
        sheet.go(len(sheet.presenter.model.entries) - 1, "tag_number")
        sheet.write(str(at), "", "Ana")
        sheet.presenter.saving.leave_all()
        sheet.view.sort_asked.emit(Order.TAG)
    sheet.settle()
    entries = sheet.presenter.model.entries
    assert [sheet.words(row, "tag_number") for row in range(len(entries) - 1)] == ["1", "2", "3"]
    assert not any(entry.is_gone for entry in entries)
    assert len(sheet.lines()) == 3


def test_who_types_fast_types_into_the_next_row(sheet: Sheet) -> None:
    """Alt+N with the next letters right after it: they stand in the row of the next tag, and none in the cell left."""
    sheet.write_row(0, "01", "", "Ana")
    sheet.go(0, NEEDS)
    sheet.press(KEY.Key_N, held=Qt.KeyboardModifier.AltModifier)
    sheet.write("Bo")
    sheet.press(KEY.Key_Up)
    first, second = sheet.lines()
    assert (second.tag, second.person["given_names"]) == ("02", "Bo")
    assert (first.open_needs, sheet.words(0, NEEDS)) == ((), "")
