"""The page of cooperation: a call that becomes a case, a caller rung back, an action of a meeting, what is overdue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.linked import show, shown_window, until
from tests.ui.probes import in_sight, unnamed_widgets, unreached_widgets
from tests.ui.registers.test_register_pages import COOPERATION, form_of, opened, plugged, saved
from tipdesk.domain.records import BY_NAME
from tipdesk.services.drafts import find_drafts
from tipdesk.services.look import look
from tipdesk.services.registers.reading import list_register
from tipdesk.services.registers.writing import add_row
from tipdesk.ui.clocks.registers import open_register
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.registers.actions import cooperation_actions
from tipdesk.ui.registers.call_dialog import NUMBER, UNDER_18, WORDS, CallDialog
from tipdesk.ui.registers.calls import CallTools
from tipdesk.ui.registers.meetings import MeetingTools
from tipdesk.ui.saved.page import make_page
from tipdesk.ui.shell import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.registers.view import RegisterPage
    from tipdesk.ui.seat import Seat

CALL, MEETING, ACTION = (BY_NAME[name] for name in ("HotlineCall", "TaskForceMeeting", "PlanAction"))
SAID = "Invented: the door is locked at noon."
LOW_PAGE = 522
"""The height of the page in a window of 700 lines with the mark of a training home above."""
LOW_SCREEN = 640
"""The pixels of a screen of 700 lines that are left under the frame of a window and its bar."""


@pytest.fixture
def seat(world: World, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """Headquarters' window."""
    with shown_window(world.headquarters, qtbot) as window:
        seat = plugged(window, world)
        seat.shell.add_page(Page("saved", "Saved", "circle-check", partial(make_page, seat)))
        for action in cooperation_actions(seat):
            seat.shell.actions_known.add(action)
        yield seat


def is_read(page: RegisterPage, row: bytes | None) -> bool:
    """Tell whether this action of the plan is in front."""
    return page.record is ACTION and page.row is not None and page.row.id == row


def marks(page: RegisterPage) -> list[list[str]]:
    """Return the pills of each row of the list in front."""
    model = page.in_front.list.model
    return [[word for word, _tone in model.index(at, 0).data(WordsRole).pills] for at in range(model.rowCount())]


def test_a_call_becomes_a_case_by_keys(world: World, seat: Seat, qtbot: QtBot) -> None:
    """A new call from anywhere begins at its first empty field; danger says what to do; one key opens the case."""
    known, desk = seat.shell.actions_known, world.headquarters.desk
    known.run("note-call")
    page = opened(seat, COOPERATION, qtbot)
    tools = page.calls
    assert isinstance(tools, CallTools)
    frames = form_of(page).form.frames
    assert frames["language"].isAncestorOf(seat.shell.focusWidget())
    known.run("call-case")
    assert tools.dialog is None
    frames["about"].set_value("possible_trafficking")
    frames["danger"].editor.setFocus()
    QTest.keyClick(seat.shell.focusWidget(), Qt.Key.Key_3)
    until(qtbot, lambda: tools.strip.is_grave)
    frames["outcome"].set_value("referred")
    show(seat, "cooperation-call")
    saved(page, seat, qtbot)
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    known.run("call-case")
    dialog = tools.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.field(WORDS).editor.faces[0], SAID)
    QTest.keyClicks(dialog.field(NUMBER).editor.faces[0], "five five five")
    dialog.reject()
    until(qtbot, lambda: tools.dialog is None and not seat.lanes.is_busy)
    assert any(draft.key.startswith("hotline-call:") for draft in find_drafts(desk))
    known.run("call-case")
    again = tools.dialog
    assert again is not None
    until(qtbot, lambda: again.field(WORDS).value() == SAID)
    again.deed.click()
    until(qtbot, lambda: known.page == "saved" and not seat.lanes.is_busy)
    [call] = list_register(desk, CALL)
    assert isinstance(call["case"], bytes)
    [report], [source] = (look(desk, call["case"]).of(name) for name in ("Report", "Source"))
    assert (report["own_words"], report["danger_now"], source["kind"]) == (SAID, "unsure", "caller")
    assert not any(draft.key.startswith("hotline-call:") for draft in find_drafts(desk))


def test_a_caller_waits_and_is_rung_back_by_one_key(world: World, seat: Seat, qtbot: QtBot) -> None:
    """Overdue is said in words, the key notes the time, and undo takes it back."""
    given = {"about": "information", "outcome": "call_back", "at": "2026-01-05T10:00-04:00"}
    row = add_row(world.headquarters.desk, CALL, {**given, "call_back_due": "2026-01-05T12:00-04:00"}).row or b""
    seat.go(COOPERATION, (CALL.name, row))
    page = opened(seat, COOPERATION, qtbot)
    until(qtbot, lambda: page.row is not None and page.row.id == row)
    assert ["Call back: overdue"] in marks(page)
    seat.shell.actions_known.run("call-back")
    until(qtbot, lambda: ["Call back: overdue"] not in marks(page) and not seat.lanes.is_busy)
    assert page.row is not None
    assert page.row["called_back_at"] is not None
    seat.shell.toast._pressed()
    until(qtbot, lambda: ["Call back: overdue"] in marks(page))


def test_an_action_is_begun_from_the_meeting_that_decided_it(world: World, seat: Seat, qtbot: QtBot) -> None:
    """The meeting stands in it without being asked for; an action whose day has gone says by how many days."""
    desk = world.headquarters.desk
    meeting = add_row(desk, MEETING, {"on": "2026-02-03", "decisions": "Invented: leaflets."}).row or b""
    seat.go(COOPERATION, (MEETING.name, meeting))
    page = opened(seat, COOPERATION, qtbot)
    assert isinstance(page.meetings, MeetingTools)
    until(qtbot, lambda: page.row is not None and page.row.id == meeting)
    seat.shell.actions_known.run("meeting-action")
    until(qtbot, lambda: page.record is ACTION and not seat.lanes.is_busy and page.in_front.pane.form is not None)
    frames = form_of(page).form.frames
    assert "meeting" not in frames
    for name, value in (("action", "Print leaflets"), ("due", "2026-03-01"), ("status", "planned")):
        frames[name].editor.retype(value) if name == "due" else frames[name].set_value(value)
    saved(page, seat, qtbot)
    [action] = list_register(desk, ACTION)
    assert action["meeting"] == meeting
    until(qtbot, lambda: marks(page) != [[]])
    [[mark]] = marks(page)
    assert mark.endswith(" days overdue")
    show(seat, "cooperation-plan")


def test_a_line_of_my_work_opens_its_very_row(world: World, seat: Seat, qtbot: QtBot) -> None:
    """The tab of the action comes to the front and the cursor stands on it, whatever was in front before."""
    desk, given = world.headquarters.desk, {"due": "2026-03-01", "status": "planned"}
    first, other = (add_row(desk, ACTION, {"action": words, **given}).row for words in ("One", "Other"))
    page = opened(seat, COOPERATION, qtbot)
    for row in (first, other):
        seat.go(COOPERATION, (CALL.name, None))
        open_register(seat, next(one for one in list_register(desk, ACTION) if one.id == row))
        until(qtbot, partial(is_read, page, row))


def test_a_caller_stands_beside_their_words_on_a_low_screen(world: World, seat: Seat, qtbot: QtBot) -> None:
    """All is in sight on a screen of 700 lines, no box cut; Tab goes by the questions; Ctrl+Enter is its button."""
    desk = world.headquarters.desk
    row = add_row(desk, CALL, {"about": "information", "outcome": "ended", "at": "2026-01-05T10:00-04:00"}).row or b""
    dialog = CallDialog(seat, row, seat.shell)
    dialog.open()
    until(qtbot, lambda: dialog.isVisible() and not seat.lanes.is_busy)
    box = dialog.field(WORDS).editor.faces[0]
    assert dialog.height() < LOW_SCREEN
    assert dialog.field(WORDS).rect().contains(box.mapTo(dialog.field(WORDS), box.rect().bottomRight()))
    last = dialog.field(UNDER_18).editor.faces[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.field(NUMBER).editor.faces[0], "the caller comes before the button"
    heard: list[dict[str, object]] = []
    dialog.agreed.connect(heard.append)
    QTest.keyClicks(box, SAID)
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [answers[WORDS] for answers in heard] == [SAID]
    dialog.reject()


def test_three_questions_of_a_call_are_in_sight_on_a_low_screen(world: World, seat: Seat, qtbot: QtBot) -> None:
    """Whoever writes while somebody talks sees what comes next, with the rule and the numbers below; nothing is cut."""
    page = opened(seat, COOPERATION, qtbot)
    page.setFixedHeight(LOW_PAGE)
    until(qtbot, lambda: page.height() == LOW_PAGE)
    seat.shell.actions_known.run("note-call")
    until(qtbot, lambda: page.record is CALL and page.in_front.pane.form is not None)
    tools, form = page.calls, form_of(page)
    assert isinstance(tools, CallTools)
    names = list(form.form.frames)
    first = names.index("language")
    until(qtbot, lambda: all(in_sight(form.form.frames[name].editor) for name in names[first : first + 3]))
    assert in_sight(tools.strip)
