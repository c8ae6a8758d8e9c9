"""Two officers in one hall: a window each, on two PCs of the post, typed by keyboard and brought together by stick."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.journeys.worlds import add_pc, by_stick, make_world, opened
from tests.ui.line_list.conftest import Sheet, open_sheet
from tipdesk.services.case.new_case import new_case
from tipdesk.services.line_list.columns import FAMILY, TAG
from tipdesk.services.line_list.ordering import Order
from tipdesk.services.line_list.tag_ranges import keep_range
from tipdesk.services.remembered.shapes import TagRange
from tipdesk.ui.line_list.dialogs import FamilyDialog
from tipdesk.ui.line_list.sheet_cells import AT
from tipdesk.ui.line_list.strip import Sift

EACH = 6


def typed(home: Path, case: bytes, taken: TagRange, qtbot: QtBot) -> None:
    """Type six people on a PC, each under the next tag of its range, with Tab from cell to cell."""
    session = opened(home)
    keep_range(session.desk, case, taken)
    sheet = open_sheet(session, case, qtbot)
    sheet.go(len(sheet.presenter.model.entries) - 1, TAG)
    for at in range(EACH):
        sheet.write(
            "",
            "a" if at in (1, 2) else "",
            f"Invented {taken.first + at}",
            "",
            "f",
            str(14 + at),
            "haiti",
            "w",
            "",
            "",
            "",
        )
    sheet.settle()
    close(sheet)
    session.close()


def close(sheet: Sheet) -> None:
    """Close the window of a sheet."""
    sheet.seat.shell.hide()
    sheet.settle()
    sheet.seat.lanes.close()


def _families_are_apart(sheet: Sheet) -> None:
    """By need, the letter of each PC is a family of its own: in its cells, its bracket, its count and its question."""
    sheet.presenter.view.sort_asked.emit(Order.NEED)
    sheet.settle()
    model = sheet.presenter.model
    shown = {
        sheet.words(row, TAG) + sheet.words(row, FAMILY): model.painted(row, AT[FAMILY]) for row in range(2 * EACH)
    }
    assert {key: one.bracket for key, one in shown.items() if one.bracket} == {
        "02A": "first", "03A": "last", "07A-6": "first", "08A-6": "last",
    }  # fmt: skip
    assert sheet.view.strip.buttons[Sift.FAMILIES].text() == "2 families"
    row = next(row for row in range(2 * EACH) if sheet.words(row, FAMILY) == "A-6")
    sheet.go(row, TAG)
    sheet.view.family.click()
    dialog = sheet.view.findChild(FamilyDialog)
    assert dialog is not None
    assert (dialog.windowTitle(), len(dialog.parents)) == ("Family A-6", 2)
    dialog.reject()
    sheet.presenter.view.sort_asked.emit(Order.TAG)
    sheet.settle()


def test_nobody_is_lost(tmp_path: Path, theme: object, qtbot: QtBot) -> None:
    """Both PCs show all twelve; the tag that both gave out stands side by side, marked, and counts as two people."""
    world = make_world(tmp_path)
    session = opened(world.post)
    case = new_case(session.desk, {"case": {"title": "Amber reef 70"}, "records": []}).id
    session.close()
    by_stick(world, world.post)
    other = add_pc(world, "other", "VFT", "--officer", "officer1")
    by_stick(world, other)
    typed(world.post, case, TagRange(1, 35), qtbot)
    typed(other, case, TagRange(6, 70), qtbot)
    by_stick(world, world.post, other)
    for home in (world.post, other):
        session = opened(home)
        sheet = open_sheet(session, case, qtbot)
        rows = range(2 * EACH)
        assert [sheet.words(row, TAG) for row in rows] == [f"{at:02d}" for at in (1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11)]
        assert {sheet.words(row, "given_names") for row in rows} == {f"Invented {at}" for at in range(1, 12)}
        counts = sheet.view.strip.buttons
        assert (counts[Sift.ALL].text(), counts[Sift.TWICE].text()) == ("12 people", "2 with a tag twice")
        _families_are_apart(sheet)
        sheet.go(5, TAG)
        assert "More than one person has the tag 06" in sheet.view.about.text()
        close(sheet)
        session.close()
