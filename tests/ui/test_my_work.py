"""My work: groups by time, each line done where it stands, by keys alone, over a real store and window."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.desktops import PATIENCE_MS, Program, focused, press, type_keys
from tests.ui.invented import amber
from tests.ui.probes import doubled_keys, grab, moved, places, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import Duty, Span, my_work
from tipdesk.services.results import Changed
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.entry_delegate import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.shell import Shell


@pytest.fixture
def desk(program: Program, shell: Shell) -> LinkDesk:
    """The desk of the open window."""
    assert shell is program.front
    return program.desktop.window.session.desk


def open_page(program: Program, shell: Shell) -> MyWorkView:
    """Leave the page and come back, so that it shows everything anew."""
    shell.open_page("home")
    shell.open_page("my-work")
    return program.page(MyWorkView)


def add_task(desk: LinkDesk, case: bytes, title: str, **given: object) -> bytes:
    """Add a task to a case and return its id."""
    changed = add_record(desk, case, BY_NAME["Task"], {"title": title, **given})
    assert changed.row is not None
    return changed.row


def find(view: MyWorkView, text: str) -> Entry | None:
    """Return the entry that says this, None while there is none."""
    return next((one for one in view.list.entry_model.entries() if text in f"{one.what} {one.below}"), None)


def choose(view: MyWorkView, qtbot: QtBot, text: str) -> Entry:
    """Wait for the entry that says this, and move the cursor to it."""
    qtbot.waitUntil(lambda: find(view, text) is not None, timeout=PATIENCE_MS)
    entry = find(view, text)
    assert entry is not None
    view.list.choose(entry.key)
    view.list.setFocus()
    return entry


def test_an_empty_page_says_what_to_do(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """With nothing to do and no case, one button leads on and has the focus; nothing else can be pressed on it."""
    view = open_page(program, shell)
    qtbot.waitUntil(lambda: "Nothing waits for you." in words(view))
    qtbot.waitUntil(lambda: focused() in view.findChildren(QPushButton))
    assert "I am worried about someone" in [
        button.text() for button in view.findChildren(QPushButton) if button.hasFocus()
    ]
    assert view.count_shown() == "Nothing waits for you"
    assert shell.rail._buttons["my-work"].accessibleName() == "My work"
    assert not view.pane.isVisible()
    grab(shell, "my-work-empty")


def test_lines_stand_under_when_they_are_due(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """Overdue first, then today, later and undated; what is overdue or has nobody says so in words."""
    made = new_case(desk, {"case": {"title": "Amber heron 42"}})
    now = day_of(desk.clock.now_ms())
    days = {"Ring the shelter": "2020-01-05", "Fetch the papers": str(now), "Ask again": str(now + timedelta(400))}
    for title, day in days.items():
        add_task(desk, made.id, title, due=day, assigned_to=desk.actor.officer)
    add_task(desk, made.id, "Find an interpreter")
    view = open_page(program, shell)
    qtbot.waitUntil(lambda: find(view, "Find an interpreter") is not None)
    rows = view.list.entry_model.rows
    heads = [row.words for row in rows if isinstance(row, Head)]
    assert heads == ["Overdue", "Today", "Later", "Without a date", "My open cases"]
    said = {row.what: [words for words, _tone in row.pills] for row in rows if isinstance(row, Entry)}
    assert said["Ring the shelter"] == ["Overdue"]
    assert said["Find an interpreter"] == ["Nobody has this yet"]
    assert view.count_shown() == "4 to do · 1 overdue"
    grab(shell, "my-work")


def test_a_task_is_done_by_one_key_and_undone(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """D marks the line where it stands and moves nothing; Undo brings it back; no other list is needed for it."""
    made = new_case(desk, {"case": {"title": "Amber heron 43"}})
    add_task(desk, made.id, "Ring the clinic", due="2020-01-06", assigned_to=desk.actor.officer)
    view = open_page(program, shell)
    entry = choose(view, qtbot, "Ring the clinic")
    order, before = [one.key for one in view.list.entry_model.entries()], places(view)
    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: bool((found := find(view, "Ring the clinic")) and found.is_gone), timeout=PATIENCE_MS)
    assert [one.key for one in view.list.entry_model.entries()] == order
    assert moved(before, places(view)) == []
    assert view.list.hasFocus()
    [overdue] = [row for row in view.list.entry_model.rows if isinstance(row, Head) and row.words == "Overdue"]
    assert f"{overdue.count} overdue" in view.count_shown()
    assert [row["status"] for row in look(desk, made.id).of("Task")] == ["done"]
    press(Qt.Key.Key_Return)
    assert shell.actions_known.page == "my-work", "Enter on what is done stays"
    assert "This waits no more." in words(view.pane)
    [undo] = [button for button in shell.toast.findChildren(QPushButton) if button.text() == "Undo"]
    undo.click()
    qtbot.waitUntil(lambda: bool((found := find(view, "Ring the clinic")) and not found.is_gone), timeout=PATIENCE_MS)
    assert entry.key in [line.key for line in my_work(desk).lines]


def test_what_nobody_has_is_taken(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """T gives the officer a task that nobody has; the button is off for one that they have."""
    made = new_case(desk, {"case": {"title": "Amber heron 44"}})
    add_task(desk, made.id, "Ask for the cameras")
    view = open_page(program, shell)
    choose(view, qtbot, "Ask for the cameras")
    assert view.pane.buttons["take"].isEnabled()
    press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not view.pane.buttons["take"].isEnabled() and view.pane.buttons["done"].isEnabled())
    assert [row["assigned_to"] for row in look(desk, made.id).of("Task")] == [desk.actor.officer]


def test_what_changed_meanwhile_is_not_taken(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """The press is answered with a sentence, and nothing is in dispute."""
    made = new_case(desk, {"case": {"title": "Amber heron 45"}})
    add_task(desk, made.id, "Ask the driver")
    view = open_page(program, shell)
    choose(view, qtbot, "Ask the driver")
    [task] = look(desk, made.id).of("Task")
    amend_record(desk, task, {"status": "done"})
    press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "Somebody has changed this task meanwhile" in words(view.pane), timeout=PATIENCE_MS)
    assert not look(desk, made.id).of("Task")[0].siblings


def test_enter_opens_the_row(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """Enter on a task opens its case at that task."""
    made = new_case(desk, {"case": {"title": "Amber heron 46"}})
    add_task(desk, made.id, "Fetch the ledger", assigned_to=desk.actor.officer)
    view = open_page(program, shell)
    choose(view, qtbot, "Fetch the ledger")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.actions_known.page == "cases")
    screen = program.page(CasesScreen)
    qtbot.waitUntil(lambda: "Fetch the ledger" in words(screen.case_view), timeout=PATIENCE_MS)


def test_a_dispute_is_settled_where_it_stands(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """A shows both answers, no answer is preferred, and “Keep this” by keyboard settles it."""
    made = amber(desk, "Amber heron 47")
    row = look(desk, made.id).of("Person")[0]
    for answer in ("Sailor", "Cook"):
        amend_record(desk, row, {"occupation": answer})
    view = open_page(program, shell)
    choose(view, qtbot, "To settle: Person")
    assert "Sailor" not in words(view), "answers are shown when they are asked for, which is audited"
    press(Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "Sailor" in words(view.pane), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: focused().accessibleName().startswith("Occupation: keep"))
    grab(shell, "my-work-dispute")
    kept = focused().accessibleName().removeprefix("Occupation: keep ")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not look(desk, made.id).of("Person")[0].siblings, timeout=PATIENCE_MS)
    assert look(desk, made.id).of("Person")[0]["occupation"] == kept
    qtbot.waitUntil(lambda: bool((found := find(view, "To settle: Person")) and found.is_gone), timeout=PATIENCE_MS)


def test_what_comes_is_offered_and_moves_nothing(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """While somebody reads, a new task stands behind “new: show”; pressed, it is in its place."""
    made = new_case(desk, {"case": {"title": "Amber heron 48"}})
    add_task(desk, made.id, "First of two", assigned_to=desk.actor.officer)
    view = open_page(program, shell)
    choose(view, qtbot, "First of two")
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    order, before = [one.key for one in view.list.entry_model.entries()], places(view)
    add_task(desk, made.id, "Second of two", due="2020-01-01", assigned_to=desk.actor.officer)
    program.desktop.window.seat.notices.announce(Changed.of("Task", made.id, None))
    qtbot.waitUntil(view.more.isVisible, timeout=PATIENCE_MS)
    assert [one.key for one in view.list.entry_model.entries()] == order
    assert moved(before, places(view)) == []
    view.more.click()
    assert find(view, "Second of two") is not None
    current = view.list.current()
    assert current is not None
    assert current.what == "First of two"


def test_reports_wait_until_somebody_has_read_them(
    program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot
) -> None:
    """My report is among what waits, with danger said first; what cannot be done by me is off."""
    saved = record_worry(desk, {"danger_now": "yes"})
    note_outcome(desk, saved.case, saved.report, "safe_place")
    view = open_page(program, shell)
    qtbot.waitUntil(lambda: find(view, "Nobody has read your report yet") is not None, timeout=PATIENCE_MS)
    entry = choose(view, qtbot, "Nobody has read your report yet")
    assert ("Danger now", "danger") in entry.pills
    assert not view.pane.buttons["have"].isEnabled()
    [line] = [one for one in my_work(desk).lines if one.duty is Duty.REPORT and one.case == saved.case]
    assert line.span is Span.TODAY


def test_keys_go_through_groups(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """Ctrl+Down goes to the next group and Ctrl+Up back; arrows, Home, End and pages pass over headings."""
    made = new_case(desk, {"case": {"title": "Amber heron 49"}})
    add_task(desk, made.id, "Past", due="2020-01-01", assigned_to=desk.actor.officer)
    add_task(desk, made.id, "Undated", assigned_to=desk.actor.officer)
    view = open_page(program, shell)
    choose(view, qtbot, "Past")
    view.list.choose(None)
    heads = sum(isinstance(row, Head) for row in view.list.entry_model.rows)
    reached = {view.list.currentIndex().row()}
    for _press in range(heads + 1):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        reached.add(view.list.currentIndex().row())
    assert len(reached) == heads
    for _press in range(len(view.list.entry_model.rows)):
        press(Qt.Key.Key_Up)
    assert view.list.currentIndex().row() == 1
    for back in (Qt.Key.Key_Home, Qt.Key.Key_PageUp):
        press(Qt.Key.Key_End)
        assert view.list.currentIndex().row() == len(view.list.entry_model.rows) - 1
        for _press in range(len(view.list.entry_model.rows)):
            press(back)
        assert view.list.currentIndex().row() == 1


def test_the_palette_offers_what_can_be_done_here(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """With a task chosen, Ctrl+K begins with “Here: My work” and its deeds; Enter does the first of them."""
    made = new_case(desk, {"case": {"title": "Amber heron 50"}})
    add_task(desk, made.id, "Ring the harbour", assigned_to=desk.actor.officer)
    view = open_page(program, shell)
    choose(view, qtbot, "Ring the harbour")
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.palette_box.headings()[:2] == ["Here: My work", "Actions"]
    assert shell.palette_box.headings()[-1] == "Help"
    assert shell.palette_box.texts()[0] == "Done: the chosen task     D"
    grab(shell, "palette-here")
    type_keys("done")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row["status"] for row in look(desk, made.id).of("Task")] == ["done"], timeout=PATIENCE_MS)


def test_the_page_is_named_reached_and_fits(
    program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot, schemes: Callable[[Scheme], None]
) -> None:
    """Every control has a name and Tab reaches it, in the smallest window, in each scheme; no two keys are alike."""
    amber(desk, "Amber heron 51")
    shell.resize(1024, 700)
    view = open_page(program, shell)
    qtbot.waitUntil(lambda: bool(view.list.entry_model.rows))
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    assert doubled_keys(view) == []
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST):
        schemes(scheme)
        grab(shell, f"my-work-{scheme.value}")


def test_keys_pressed_at_random_break_nothing(program: Program, shell: Shell, desk: LinkDesk, qtbot: QtBot) -> None:
    """Whatever is pressed in the list, with lines of every kind: no crash, no word from Qt, the focus is never lost."""
    made = amber(desk, "Amber heron 52")
    for answer in ("Sailor", "Cook"):
        amend_record(desk, look(desk, made.id).of("Person")[0], {"birth_place": answer})
    dice = random.Random(76)
    keys = [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
            Qt.Key.Key_D, Qt.Key.Key_T, Qt.Key.Key_I, Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Space]  # fmt: skip
    modifiers = [Qt.KeyboardModifier.NoModifier] * 3 + [Qt.KeyboardModifier.ControlModifier]
    view = open_page(program, shell)
    qtbot.waitUntil(lambda: bool(view.list.entry_model.rows))
    for _event in range(300):
        view.list.setFocus()
        press(dice.choice(keys), dice.choice(modifiers))
        assert view.isAncestorOf(focused())
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy, timeout=PATIENCE_MS)
    assert program.crashes == []
