"""The head of a case, in the real window and by keys alone: stage, risk and officer, parts, pages and Escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.case.staged import begun
from tests.ui.invented import amber, other_officer
from tests.ui.keyboard import Keyboard, keyboard_window
from tests.ui.probes import words
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.look import look
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.invented import Said
    from tipdesk.homes.sessions import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(post: Session, qtbot: QtBot, theme: object) -> Iterator[tuple[Keyboard, Said]]:
    """The window with the page of cases alone."""
    with keyboard_window(post.desk, qtbot) as (keys, said):
        yield keys, said


def case_of(post: Session, case: bytes) -> dict[str, object]:
    """Return the answers of the Case row as they stand in the store."""
    return dict(look(post.desk, case).case.values)


def dialog_of(keys: Keyboard) -> AskDialog:
    """Return the dialog that is open over the head."""
    dialog = keys.screen.case.deeds.dialog
    assert isinstance(dialog, AskDialog)
    return dialog


def test_the_stage_changes_in_two_keys_and_is_taken_back(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Ctrl+T and the letter of a stage: done at once where nothing is missing, said, and undone."""
    keys, said = window
    case = begun(post, "open")
    keys.open(case)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_F)
    keys.settle()
    assert case_of(post, case)["status"] == "follow_up"
    assert said.toasts == ["Stage: Follow-up"]
    assert keys.screen.case_view.header.stage.place == 3
    assert said.undo is not None
    said.undo()
    keys.settle()
    assert keys.screen.case_view.header.stage.place == 2
    assert case_of(post, case)["status"] == "open"


def test_every_step_is_reached_and_says_what_it_wants(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Tab comes to the step of now, arrows to the others; a step that is no way from here says where the ways lead."""
    keys, _said = window
    keys.open(begun(post, "reported"))
    bar = keys.screen.case_view.header.stage
    bar.focus_here()
    assert keys.focus() is bar.steps[0]
    assert keys.focus().accessibleName() == "Stage 1 of 5: Reported, the case is here"
    keys.press(Qt.Key.Key_End)
    assert keys.focus() is bar.steps[4]
    bar.steps[3].setFocus()
    keys.press(Qt.Key.Key_Return)
    dialog = keys.screen.case.deeds.dialog
    assert dialog is not None
    assert "From where the case is now it goes to: Being screened, Open, Screened out." in words(dialog)
    keys.press(Qt.Key.Key_Escape)
    assert keys.screen.case.deeds.dialog is None
    assert keys.screen.case_view.header.isVisible()


def test_risk_and_officer_change_in_two_keys(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Ctrl+R with a letter sets the risk, Ctrl+I with a letter takes the case; what is so already writes nothing."""
    keys, said = window
    case = begun(post, "open", risk_level="low")
    amend_record(post.desk, look(post.desk, case).case, {"owner": None})
    keys.open(case)
    assert keys.screen.case_view.header.charge.text() == "Nobody yet"
    for key, letter in ((Qt.Key.Key_R, Qt.Key.Key_I), (Qt.Key.Key_R, Qt.Key.Key_I), (Qt.Key.Key_I, Qt.Key.Key_M)):
        keys.press(key, CTRL)
        keys.press(letter)
        keys.settle()
    assert said.toasts == ["Risk: Imminent", "It is so already; nothing was changed.", "In charge: acharles"]
    assert case_of(post, case)["owner"] == post.desk.actor.officer
    head = keys.screen.case_view.header
    assert (head.risk.text(), head.charge.text()) == ("Imminent", "acharles (you)")


def test_a_refusal_stands_beside_the_answer(post: Session, qtbot: QtBot, theme: object) -> None:
    """Whoever may not hand the case on reads why in the dialog, with their choice kept and nothing changed."""
    made = amber(post.desk)
    colleague = other_officer(post, "frontline")
    with keyboard_window(colleague, qtbot) as (keys, _said):
        keys.open(made.id)
        keys.press(Qt.Key.Key_I, CTRL)
        keys.press(Qt.Key.Key_M)
        keys.settle()
        assert case_of(post, made.id)["owner"] == post.desk.actor.officer
        dialog = dialog_of(keys)
        assert dialog.isVisible()
        assert dialog.field("owner").value() == colleague.actor.officer
        assert "decides this" in words(dialog)
        dialog.reject()


def test_f6_goes_round_and_pages_turn(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Rail, head, page and round again; Ctrl+PgDown turns to a list, F6 to what changes it; Escape leads back."""
    keys, _said = window
    keys.open(amber(post.desk).id)
    view = keys.screen.case_view
    keys.shell.rail._buttons["cases"].setFocus()
    parts = []
    for _turn in range(3):
        keys.press(Qt.Key.Key_F6)
        parts.append(keys.focus())
    assert view.header.isAncestorOf(parts[0]) or keys.shell.top.isAncestorOf(parts[0])
    assert view.summary.isAncestorOf(parts[1])
    assert keys.shell.rail.isAncestorOf(parts[2])
    keys.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert keys.focus() is parts[1]
    keys.press(Qt.Key.Key_PageDown, CTRL)
    assert view.tabs.current_name() == "people"
    people = view.pages.front()
    assert people is not None
    assert keys.focus() is people.list.view
    assert people.pane.row is not None
    keys.settle()
    change = people.pane.first_change()
    keys.press(Qt.Key.Key_F6)
    assert keys.focus() is change is not None
    keys.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert keys.focus() is people.list.view
    keys.press(Qt.Key.Key_PageUp, CTRL)
    keys.press(Qt.Key.Key_PageUp, CTRL)
    assert view.tabs.current_name() == "history"
    keys.press(Qt.Key.Key_Escape)
    assert keys.screen.is_list_shown()


def test_the_actions_are_offered_while_a_case_is_in_sight(post: Session, window: tuple[Keyboard, Said]) -> None:
    """The palette finds them by other words; on the list they are not offered, and all stand in the shortcut sheet."""
    keys, _said = window
    known = keys.shell.actions_known
    assert not {"case-risk", "save", "line-list"} & {one.id for one in known.find_offered()}
    keys.open(amber(post.desk).id)
    for asked, found in (("danger level", "case-risk"), ("close", "case-stage"), ("assign", "case-charge")):
        assert found in [one.id for one in known.find_offered(asked)]
    assert {"save", "line-list"} <= {one.id for one in known.find_offered()}
    shortcuts = {one.shortcut for one in known.find_shortcuts()}
    assert {"Ctrl+T", "Ctrl+R", "Ctrl+I", "F6", "Shift+F6", "Ctrl+PgUp", "Ctrl+PgDown"} <= shortcuts


def test_the_top_bar_names_the_case_while_it_is_in_front(post: Session, window: tuple[Keyboard, Said]) -> None:
    """Title, reference and the way back stand in the first line of the window, and the page's name comes back."""
    keys, _said = window
    case = begun(post, "open")
    keys.open(case)
    top, line = keys.shell.top, keys.screen.case_view.header.line
    assert top.isAncestorOf(line)
    assert line.isVisible()
    assert not top.title.isVisible()
    line.back.setFocus()
    keys.press(Qt.Key.Key_Space)
    assert keys.screen.is_list_shown()
    assert top.title.isVisible()
    assert not line.isVisible()
