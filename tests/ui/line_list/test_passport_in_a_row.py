"""A passport in the line list: for the row with the cursor, somebody new or known; saved with the row, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.domain.mrz.specimens import LONG_TD1, TD3, age_of_anna
from tipdesk.services.line_list.columns import TAG
from tipdesk.ui.passport.dialog import PassportDialog

if TYPE_CHECKING:
    from tests.ui.line_list.conftest import Sheet

SWEDISH = "\n".join(line.replace("UTO", "SWE") for line in TD3)


def scan(sheet: Sheet, row: int, lines: str) -> PassportDialog:
    """Open the dialog for a row and put a passport into it."""
    sheet.go(row, TAG)
    sheet.view.passport.click()
    QApplication.processEvents()
    [dialog] = [one for one in sheet.view.findChildren(PassportDialog) if one.isVisible()]
    dialog.box.box.insertPlainText(lines)
    return dialog


def test_a_passport_makes_a_row(sheet: Sheet) -> None:
    """In the blank row it writes somebody new under the next tag, with the paper; Undo takes all of it."""
    sheet.write_row(0, "", "a", "Ketsia")
    scan(sheet, 1, SWEDISH).deed.click()
    ketsia, anna = sheet.lines()
    assert (ketsia.tag, anna.tag, anna.person["family_name"]) == ("01", "02", "ERIKSSON")
    assert (anna.papers[0]["number"], anna.papers[0]["name_on_it"]) == ("L898902C3", "ANNA MARIA ERIKSSON")
    assert sheet.words(1, "document_number") == "L898902C3"
    age = age_of_anna(sheet.seat.now().date())
    assert (sheet.words(1, "citizenships"), sheet.words(1, "about_age")) == ("Sweden", str(age))
    assert sheet.presenter.model.entries[2].is_blank
    sheet.view.undo.click()
    assert [line.tag for line in sheet.lines()] == ["01"]


def test_a_row_keeps_what_it_has(sheet: Sheet) -> None:
    """What differs stays; the number that is typed into its cell is the paper's, and another paper stands beside it."""
    sheet.write_row(0, "", "", "Anna", "", "m", "", "", "", "L898902C3")
    [line] = sheet.lines()
    assert (line.person["document_number"], line.papers[0]["number"]) == (None, "L898902C3")
    dialog = scan(sheet, 0, SWEDISH)
    states = {name: row.state.text() for name, row in dialog.differences.rows.items()}
    assert [states[name] for name in ("given_names", "sex", "number", "expires")] == [
        "Differs",
        "Differs",
        "As known",
        "New",
    ]
    dialog.deed.click()
    [line] = sheet.lines()
    assert (line.person["given_names"], line.person["sex"], line.person["family_name"]) == ("Anna", "male", "ERIKSSON")
    [paper] = line.papers
    assert str(paper["expires"]) == "2012-04-15"
    scan(sheet, 0, "\n".join(LONG_TD1)).deed.click()
    [line] = sheet.lines()
    assert [one["number"] for one in line.papers] == ["L898902C3", "D23145890734"]
    sheet.presenter.model.type(0, "document_number", "L898902C4")
    sheet.presenter.saving.leave_all()
    [line] = sheet.lines()
    assert [one["number"] for one in line.papers] == ["L898902C4", "D23145890734"]


def test_pasted_lines_are_read_as_a_passport(sheet: Sheet) -> None:
    """The lines of a card that are pasted into the sheet make no rows: the dialog opens with them, for the row."""
    QApplication.clipboard().setText("\n".join(LONG_TD1) + "\n")
    sheet.go(0, TAG)
    sheet.press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    [dialog] = [one for one in sheet.view.findChildren(PassportDialog) if one.isVisible()]
    dialog.deed.click()
    [line] = sheet.lines()
    assert (line.tag, line.person["family_name"], line.papers[0]["number"]) == ("01", "STEVENSON", "D23145890734")
