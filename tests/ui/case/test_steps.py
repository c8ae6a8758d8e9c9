"""Taking a case to a step: the rules say what is missing, and it is satisfied from where it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.invented import amber, other_officer
from tests.ui.keyboard import Keyboard, keyboard_window
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.new_case import new_case
from tipdesk.services.drafts import keep_draft
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.find_approvals import find_approvals
from tipdesk.services.look import look
from tipdesk.ui.case.step_dialog import StepDialog
from tipdesk.ui.editors.drafted import HALF_TYPED, draft_of, key_of
from tipdesk.ui.gates.offers import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.invented import Said
    from tests.ui.linked import World
    from tipdesk.domain.kinds import Value
    from tipdesk.homes.sessions import Session
    from tipdesk.services.link_desk import LinkDesk

CTRL = Qt.KeyboardModifier.ControlModifier
TRIAGED = {"urgency": "now", "danger_now": "no", "under_18": "unsure"}
WORDS = "All of them are home, and a nurse has seen each."


@pytest.fixture
def window(post: Session, qtbot: QtBot, theme: object) -> Iterator[tuple[Keyboard, Said]]:
    """The window with the page of cases alone."""
    with keyboard_window(post.desk, qtbot) as (keys, said):
        yield keys, said


def known_colleague(office: Session) -> LinkDesk:
    """Return the desk of another coordinator at headquarters, who stands in the directory."""
    desk = other_officer(office, "coordinator")
    values: dict[str, Value] = {"login": desk.actor.login, "roles": desk.actor.roles}
    with office.store.work(desk.actor) as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME["Officer"], desk.actor.officer, values)])
    return desk


def dialog_of(keys: Keyboard) -> StepDialog:
    """Return the dialog of the step that is open."""
    dialog = keys.screen.case.deeds.dialog
    assert isinstance(dialog, StepDialog)
    return dialog


def test_a_closing_is_refused_satisfied_asked_approved_and_closed(world: World, qtbot: QtBot, theme: object) -> None:
    """Without a reason the focus is on it; then somebody else is asked from the same dialog, and what it is stands."""
    post = world.headquarters
    chief = known_colleague(post)
    with keyboard_window(post.desk, qtbot) as (keys, said):
        close_with(keys, said, post.desk, chief)


def close_with(keys: Keyboard, said: Said, desk: LinkDesk, chief: LinkDesk) -> None:
    """Close a case, with somebody else to agree."""
    case = new_case(
        desk,
        {"case": {"title": "Blue heron 12", "status": "open"}, "records": [{"record": "Report", "fields": TRIAGED}]},
    ).id
    keys.open(case)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_C)
    keys.settle()
    dialog = dialog_of(keys)
    assert dialog.field("status").value() == "closed"
    dialog.deed.click()
    keys.settle()
    assert "give the reason" in dialog.field("closure_reason").problem()
    assert keys.focus() in dialog.field("closure_reason").editor.faces
    dialog.field("closure_reason").set_value("completed")
    dialog.field("closure_words").set_value(WORDS)
    dialog.deed.click()
    keys.settle()
    assert "Somebody else agrees before a case is closed" in words(dialog)
    ask = dialog.rules.buttons["closure-approved", Step.ASK]
    assert keys.focus() is ask
    assert unnamed_widgets(dialog) == []
    keys.press(Qt.Key.Key_Space)
    keys.write(".")
    dialog.rules.go.click()
    keys.settle()
    assert "Say why" in dialog.rules.words.problem(), "one dot asks nothing"
    keys.write(" They wish it, and nothing is left to do.")
    dialog.rules.go.click()
    keys.settle()
    assert "Asked: waiting for an answer since" in words(dialog)
    assert ("closure-approved", Step.ASK) not in dialog.rules.buttons
    grab(keys.shell, "step-asked")
    keys.press(Qt.Key.Key_Escape)
    keys.shell.activateWindow()
    close_agreed(keys, said, desk, chief, case)


def close_agreed(keys: Keyboard, said: Said, desk: LinkDesk, chief: LinkDesk, case: bytes) -> None:
    """Let the colleague agree, and close the case."""
    [asked] = find_approvals(chief)
    assert look(desk, case).case["closure_words"] == WORDS
    answer_approval(chief, asked.id, is_approved=True)
    keys.open(case)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_C)
    keys.settle()
    assert "Nothing stands in the way." in words(dialog_of(keys))
    dialog_of(keys).deed.click()
    keys.settle()
    kept = look(desk, case).case
    assert (kept["status"], kept["closure_reason"]) == ("closed", "completed")
    assert said.toasts[-1] == "Stage: Closed"


def test_what_is_missing_is_reached_or_gone_past(post: Session, window: tuple[Keyboard, Said]) -> None:
    """A case without a report: the rule names it; with a ground and a reason the officer goes past, to be reviewed."""
    keys, _said = window
    made = amber(post.desk)
    keys.open(made.id)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_O)
    keys.settle()
    dialog = dialog_of(keys)
    dialog.rules.buttons["triage-complete", Step.REVIEW].click()
    dialog.rules.words.set_value("They are in danger, and nobody answers.")
    dialog.rules.go.click()
    keys.settle()
    assert dialog.rules.ground.problem(), "a ground is needed"
    dialog.rules.ground.set_value("danger")
    dialog.rules.go.click()
    keys.settle()
    view = look(post.desk, made.id)
    assert view.case["status"] == "open"
    [review] = view.of("Review")
    assert (review["gate"], review["ground"], review["decision"]) == ("triage-complete", "danger", None)


def test_a_rule_leads_to_what_is_missing(post: Session, window: tuple[Keyboard, Said]) -> None:
    """What stands elsewhere is opened from the dialog, and what was typed in it is there again afterwards."""
    keys, _said = window
    records = [{"record": "Task", "fields": {"title": "Ring the clinic", "status": "open"}}]
    case = new_case(post.desk, {"case": {"title": "Blue heron 14", "status": "open"}, "records": records}).id
    keys.open(case)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_C)
    keys.settle()
    dialog = dialog_of(keys)
    dialog.field("closure_words").set_value(WORDS)
    dialog.field("closure_words").changed.emit()
    dialog.deed.click()
    keys.settle()
    assert "Task: Ring the clinic" in words(dialog)
    end = dialog.rules.buttons["closure-open-work", Step.FILL]
    assert end.text() == "End it"
    assert "Ring the clinic" in end.accessibleName()
    end.click()
    keys.shell.activateWindow()
    case_page = keys.screen.case
    keys.qtbot.waitUntil(lambda: (front := case_page.boards.writing()) is not None and front.editing is not None)
    keys.settle()
    assert keys.screen.case.deeds.dialog is None
    writing = keys.screen.case.boards.writing()
    assert writing is not None
    assert writing.editing is not None
    assert writing.editing.target.record.name == "Task"
    keys.shell.activateWindow()
    keys.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert keys.focus().window() is keys.shell, "one goes on by keys where the rule has led"
    board = keys.screen.case_view.pages.board_of("Task")
    assert board is not None
    assert board.pane.form is not None
    assert board.pane.form.isAncestorOf(keys.focus())
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_C)
    keys.settle()
    assert dialog_of(keys).field("closure_words").value() == WORDS


def test_what_was_half_typed_elsewhere_is_in_the_dialog(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Letters that are no answer yet, kept by a section of the case, stand in the dialog; the others are left out."""
    keys, _said = window
    case = new_case(post.desk, {"case": {"title": "Blue heron 15", "status": "open"}, "records": []}).id
    row = look(post.desk, case).case
    typed = {"closure_reason": {HALF_TYPED: "soon"}, "closure_words": {HALF_TYPED: WORDS}, "status": ["?"]}
    keep_draft(post.desk, key_of(case, row.record, row, {}), draft_of(row.version, typed))
    keys.open(case)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_C)
    keys.settle()
    dialog = dialog_of(keys)
    assert dialog.field("closure_reason").editor.typed() == "soon"
    assert dialog.field("status").value() == "closed"
