"""A novice at the counter, by keyboard alone: unlock, one page, a call noted. Nothing else has to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.desktops import Program, make_home, press, tab_to, type_keys
from tipdesk.services.drafts import find_drafts
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.saved.view import SavedView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.services.desk import Desk
    from tipdesk.ui.theme import Theme


def test_a_novice_saves_a_worry_by_keyboard(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    """From the passphrase to a saved worry with a call logged, and on to the list of its people, without a mouse."""
    program = Program(theme, make_home(tmp_path / "home"))
    shell = program.unlock(qtbot)
    tab_to("I am worried about someone")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.top.title.text() == "I am worried about someone")
    tab_to("Where are they now?: Here with me")
    press(Qt.Key.Key_Space)
    tab_to("Is anybody in danger now?: Not sure")
    press(Qt.Key.Key_Space)
    tab_to("How many people?")
    type_keys("2")
    tab_to("Someone else answers for them")
    press(Qt.Key.Key_Space)
    tab_to("In my own words")
    type_keys("She looked at the floor")
    tab_to("Send to duty officer")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    saved = program.page(SavedView)
    tab_to("Whom I rang")
    type_keys("Duty officer")
    tab_to("Answer: Answered")
    press(Qt.Key.Key_Space)
    tab_to("Note the call")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Duty officer" in "".join(saved.calls.texts()))
    expect_all_kept(program.desktop.window.session.desk)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Line list")
    qtbot.waitUntil(lambda: saved.reference in program.page(LineListView).title.text())
    program.end()


def expect_all_kept(desk: Desk) -> None:
    """Every answer and the call stand in the report, and no draft is left."""
    [line] = my_work(desk).cases
    view = look(desk, line.summary.id)
    [report] = view.of("Report")
    assert report["where_now"] == "here"
    assert report["danger_now"] == "unsure"
    assert report["persons_count"] == 2
    assert report["what_seen"] == {"spoken_for"}
    assert report["own_words"] == "She looked at the floor"
    [call] = view.of("Call")
    assert (call["whom"], call["answer"], call["report"]) == ("Duty officer", "answered", report.id)
    assert call["at"]
    assert find_drafts(desk) == []
