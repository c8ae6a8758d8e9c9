"""Below the sheet stands who the person of the row under the cursor could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.line_list.conftest import Sheet

KNOWN = {"given_names": "Ketsia", "family_name": "Exempel", "document_number": "X1200477"}


def test_the_row_under_the_cursor_is_sought(sheet: Sheet, qtbot: QtBot) -> None:
    """While it is typed and when it is saved; *not the same* said before the save is written with it."""
    made = new_case(sheet.desk, {"case": {"title": "Wren"}, "records": [{"record": "Person", "fields": KNOWN}]})
    strip = sheet.view.hints
    sheet.go(0, "given_names")
    sheet.write("Ketsia", "Exempel")
    qtbot.waitUntil(lambda: [hint.reference for hint in strip.hints()] == [made.reference])
    assert sheet.lines() == []
    strip.slots[0].other.setFocus()
    sheet.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip.hints() == [])
    assert sheet.view.grid.isAncestorOf(sheet.focus())
    sheet.go(1, "given_names")
    qtbot.waitUntil(lambda: len(sheet.lines()) == 1)
    sheet.go(0, "given_names")
    qtbot.waitUntil(lambda: strip.state.text() == "Nobody of whom you may know is like this person.")
    assert strip.hints() == []
    with sheet.desk.read() as reader:
        links = reader.find_rows(BY_NAME["PersonLink"])
    told = [(link["result"], link["person"], link["other_person"]) for link in links]
    assert told == [("not_same", sheet.lines()[0].person.id, made.rows[-1])]
