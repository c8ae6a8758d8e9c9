"""Finding a row of the open case by words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.invented import CasesDesk, amber
from tests.ui.keyboard import keyboard_window
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.ui.case.finding import MOST, entries_of, find_rows_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_row_is_found_within_the_case(post: Session, qtbot: QtBot, theme: object) -> None:
    """Ctrl+Shift+F, a word without its accent, Enter: its row is in front; where there is none it says so."""
    with keyboard_window(post.desk, qtbot) as (keys, _said):
        made = amber(post.desk, "Found heron 5")
        other = amber(post.desk, "Other heron 6")
        add_record(post.desk, other.id, BY_NAME["Note"], {"text": "Zebrawood elsewhere"})
        add_record(post.desk, made.id, BY_NAME["Note"], {"text": "She spoke of a Zébrawood box."})
        keys.open(made.id)
        keys.press(Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
        finder = keys.screen.case._finder
        assert finder is not None
        keys.write("zebrawood")
        keys.qtbot.waitUntil(lambda: len(finder.texts()) == 1)
        assert "She spoke of a Zébrawood box." in finder.texts()[0]
        keys.press(Qt.Key.Key_Return)
        keys.settle()
        assert keys.screen.case_view.tabs.current_name() == "notes"
        keys.press(Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
        keys.write("odalys")
        keys.qtbot.waitUntil(lambda: any("Odalys" in text for text in finder.texts()))
        keys.press(Qt.Key.Key_Return)
        keys.settle()
        assert keys.screen.case_view.tabs.current_name() == "people"
        keys.press(Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
        keys.write("nowhere")
        keys.qtbot.waitUntil(lambda: [one[:16] for one in finder.headings()] == ["Nothing is found"])
        keys.press(Qt.Key.Key_Return)
        keys.screen.case.leave()
        assert finder._entries == []


def test_titles_come_first_and_no_more_than_fit(desk: CasesDesk) -> None:
    """A row that is called so stands before one that only tells of it; what has no words is not searched."""
    made = amber(desk.store)
    for number in range(MOST + 5):
        add_record(desk.store, made.id, BY_NAME["Note"], {"text": f"Marisol came by, {number}"})
    desk.open(made.id)
    entries = entries_of(desk.workspace(), desk.screen.case._wording)
    found = find_rows_in(entries, "marisol")
    assert len(found) == MOST
    assert found[0][0].record.name == "Person"
    assert find_rows_in(entries, "  ") == []
    assert find_rows_in(entries, "marisol nowhere") == []
