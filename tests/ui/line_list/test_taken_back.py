"""Undo in a line list: the row that was saved last goes, with all that was typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.line_list.conftest import CONTROL
from tipdesk.services.line_list.ordering import Order

if TYPE_CHECKING:
    from tests.ui.line_list.conftest import Sheet

KEY = Qt.Key


def test_undo_takes_the_last_row_back(sheet: Sheet) -> None:
    """Ctrl+Z puts the last row into the trash with role and needs; its place says so, and nothing moves."""
    sheet.write_row(0, "", "", "Ana")
    sheet.write_row(1, "", "", "Bo")
    sheet.press(KEY.Key_Z, held=CONTROL)
    sheet.settle()
    assert [line.person["given_names"] for line in sheet.lines()] == ["Ana"]
    assert [entry.is_gone for entry in sheet.presenter.model.entries] == [False, True, False]
    sheet.go(1, "given_names")
    assert sheet.view.about.text() == "Somebody put this person into the trash."


def test_what_could_not_be_read_goes_with_its_row(sheet: Sheet) -> None:
    """Undo of a new row takes its refused words too, and a row that is emptied before it is saved is blank again."""
    sheet.write_row(0, "", "", "Ana", "", "x")
    sheet.press(KEY.Key_Z, held=CONTROL)
    sheet.settle()
    sheet.go(1, "given_names")
    for words in ("Bo", ""):
        sheet.presenter.model.type(1, "given_names", words)
    sheet.presenter.model.type(1, "tag_number", "")
    sheet.presenter.saving.leave_all()
    sheet.view.sort_asked.emit(Order.TAG)
    assert sheet.lines() == []
    assert [entry.is_blank for entry in sheet.presenter.model.entries] == [True]
