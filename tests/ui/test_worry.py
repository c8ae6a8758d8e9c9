"""The page of a worry over a real store: kept each second, recovered, urgent, refused beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui.desktops import Program, press, tab_to, type_keys
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import Sealed
from tipdesk.services.drafts import get_draft
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.people_dialog import PeopleDialog
from tipdesk.ui.wording import Wording
from tipdesk.ui.worry.draft import DRAFT_KEY
from tipdesk.ui.worry.page import URGENT
from tipdesk.ui.worry.rule_slot import Rule
from tipdesk.ui.worry.view import WorryView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell


@pytest.fixture
def page(program: Program, shell: Shell, qtbot: QtBot) -> WorryView:
    """The page, empty: each test of the one program begins with it."""
    shell.open_page("home")
    shell.open_page("worry")
    view = program.page(WorryView)
    view.fill({}, is_urgent=False)
    view.empty_pressed.emit()
    qtbot.waitUntil(view.questions.fields["where_now"].editor.faces[0].hasFocus)
    return view


def kept(program: Program) -> dict[str, object]:
    """Return the draft in the store."""
    return get_draft(program.desktop.window.session.desk, DRAFT_KEY) or {}


@pytest.mark.parametrize("answer", ["Yes", "Not sure"])
def test_danger_says_whom_to_ring_first(page: WorryView, answer: str) -> None:
    """Yes and unsure count: the number to ring first is marked in the same moment, and no more with a no."""
    assert (page.ring.first, page.ring.slot.rule) == ("", Rule.REST)
    tab_to(f"Is anybody in danger now?: {answer}")
    press(Qt.Key.Key_Space)
    assert (page.ring.first, page.ring.slot.rule) == ("duty_officer", Rule.DANGER)
    tab_to("Is anybody in danger now?: No")
    press(Qt.Key.Key_Space)
    assert (page.ring.first, page.ring.slot.rule) == ("", Rule.REST)


@pytest.mark.parametrize("answer", ["Yes", "Not sure"])
def test_a_child_is_not_questioned(page: WorryView, answer: str) -> None:
    """Yes and unsure both show the rule for children."""
    assert "Do not question" not in page.ring.slot.accessibleName()
    tab_to(f"Is anybody under 18?: {answer}")
    press(Qt.Key.Key_Space)
    assert page.ring.slot.rule is Rule.CHILD
    assert page.ring.first == "child_protection"
    assert "Do not question" in page.ring.slot.accessibleName()


def test_the_page_is_kept_and_recovered(program: Program, page: WorryView, qtbot: QtBot) -> None:
    """A second after typing the store holds it, also what cannot be read yet; a fresh page shows it again."""
    tab_to("How many people?")
    type_keys("two or so")
    qtbot.waitUntil(lambda: kept(program).get("persons_count") == "two or so")
    page.fill({}, is_urgent=False)
    page.fill(kept(program), is_urgent=False)
    assert page.questions.answers()["persons_count"] == "two or so"


def test_an_unreadable_answer_is_sent_all_the_same(
    program: Program, page: WorryView, shell: Shell, qtbot: QtBot
) -> None:
    """“two” goes as it was typed, shown as such in the line of the report, and My work asks for it."""
    shell.resize(1024, 700)
    tab_to("How many people?")
    type_keys("two")
    assert "kept as you typed it" in words(page)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    desk = program.desktop.window.session.desk
    work = my_work(desk)
    [report] = look(desk, work.cases[0].summary.id).of("Report")
    assert report["as_typed"] == {"persons_count: two"}
    assert report["sent_at"]
    assert any("How many people?" in str(line.task["title"]) for line in work.tasks)
    assert "How many people? — as typed: two" in line_of(report, Wording(desk.codes), most=4)


def test_an_empty_page_can_be_saved(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """No answer is needed; the page after it says to ring, and the draft is gone."""
    desk = program.desktop.window.session.desk
    before = {line.summary.id for line in my_work(desk).cases}
    tab_to("Save and stop")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    [line] = [line for line in my_work(desk).cases if line.summary.id not in before]
    saved = program.page(SavedView)
    qtbot.waitUntil(lambda: saved.reference == line.summary.reference)
    assert "please ring" in saved.state
    assert kept(program) == {}


def test_what_is_urgent_is_sent_first(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """From “Someone needs help now” the page says whom to ring first, and the entry is marked urgent."""
    page.turn_to(URGENT)
    assert page.ring.first == "duty_officer"
    tab_to("Save and stop")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    desk = program.desktop.window.session.desk
    newest = my_work(desk).cases[0].summary.id
    [report] = look(desk, newest).of("Report")
    assert report["received_at"]
    assert report["sent_at"]


def test_emptying_can_be_undone(page: WorryView, shell: Shell) -> None:
    """The toast brings back what was thrown away."""
    tab_to("Flight, vessel or place")
    type_keys("Ferry, gate 2")
    tab_to("Empty the page")
    press(Qt.Key.Key_Space)
    assert page.questions.answers() == {}
    [undo] = [button for button in shell.toast.findChildren(QPushButton) if button.text() == "Undo"]
    undo.click()
    assert page.questions.answers()["travel"] == "Ferry, gate 2"


def test_the_page_is_named_and_reached(page: WorryView, shell: Shell, schemes: Callable[[Scheme], None]) -> None:
    """Every control has a name and Tab reaches it, in the smallest window, in each scheme."""
    shell.resize(1024, 700)
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST):
        schemes(scheme)
        grab(shell, f"worry-{scheme.value}")


def focus_window() -> QWidget | None:
    """Return the window in which the focus is."""
    focus = QApplication.focusWidget()
    return focus.window() if focus else None


def test_for_these_people_only(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """By keyboard: cancelling leaves the page as it was; sending keeps the words sealed, for the officer to read."""
    tab_to("Who is with them?")
    type_keys("Invented Companion")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        tab_to("Send to these people only")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(focus_window(), PeopleDialog))
        press(key)
        shell.activateWindow()  # as a window manager does when a dialog goes
        qtbot.waitUntil(lambda: focus_window() is shell)
    qtbot.waitUntil(lambda: program.page(SavedView).isVisible())
    desk = program.desktop.window.session.desk
    with desk.read() as reader:
        restricted = reader.find_rows(BY_NAME["Case"], where={"sealing": "restricted"})
        [report] = reader.find_rows(BY_NAME["Report"], case=restricted[-1].id)
    assert isinstance(report["who_is_with_them"], Sealed)
    assert look(desk, restricted[-1].id).of("Report")[0]["who_is_with_them"] == "Invented Companion"
