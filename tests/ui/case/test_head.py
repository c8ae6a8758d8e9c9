"""The head of a case, in the real window and by keys alone: stage, risk and officer, parts, pages and Escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.services.arrived import arrived_case
from tests.ui.invented import amber, open_desk, other_officer
from tests.ui.keyboard import Keyboard, keyboard_window
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.look import look
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.invented import CasesDesk, Said
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.case.header import CaseHeader

CTRL = Qt.KeyboardModifier.ControlModifier
TRIAGED = {"urgency": "now", "danger_now": "no", "under_18": "unsure"}


@pytest.fixture
def window(post: Session, qtbot: QtBot, theme: object) -> Iterator[tuple[Keyboard, Said]]:
    """The window with the page of cases alone."""
    with keyboard_window(post.desk, qtbot) as (keys, said):
        yield keys, said


def begun(post: Session, status: str, **case: object) -> bytes:
    """Make a case on this stage, with a report that answers what is wanted of an open one."""
    records = [{"record": "Report", "fields": TRIAGED}]
    document = {"case": {"title": "Blue heron 12", "status": status, **case}, "records": records}
    return arrived_case(post.desk, document).id


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
    assert (head.risk.text(), head.charge.text()) == ("Imminent", "You")


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
    """Rail, head, page and round again; Ctrl+PgDown and Ctrl+PgUp turn the pages; Escape goes back to the list."""
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
    keys.press(Qt.Key.Key_PageUp, CTRL)
    keys.press(Qt.Key.Key_PageUp, CTRL)
    assert view.tabs.current_name() == "history"
    keys.press(Qt.Key.Key_Escape)
    assert keys.screen.is_list_shown()


def test_the_actions_are_offered_while_a_case_is_in_sight(post: Session, window: tuple[Keyboard, Said]) -> None:
    """The palette finds them by other words; on the list they are not offered, and all stand in the shortcut sheet."""
    keys, _said = window
    known = keys.shell.actions_known
    assert not [one for one in known.find_offered("risk") if one.id == "case-risk"]
    keys.open(amber(post.desk).id)
    for asked, found in (("danger level", "case-risk"), ("close", "case-stage"), ("assign", "case-charge")):
        assert found in [one.id for one in known.find_offered(asked)]
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


def spots(head: CaseHeader) -> dict[QWidget, tuple[int, int]]:
    """Return where each part of the head stands, from its left edge."""
    parts = (*head.stage.steps, head.risk, head.charge, head.people)
    return {part: (part.mapTo(head, QPoint(0, 0)).x(), part.width()) for part in parts}


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_no_change_moves_a_part_of_the_head(post: Session, qtbot: QtBot, theme: object, size: tuple[int, int]) -> None:
    """Another stage and risk, a dispute and more children leave every part of the head where it stands."""
    with open_desk(post.desk, qtbot, size=size) as desk:
        case = begun(post, "reported", risk_level="low")
        head = desk.open(case).header
        before = spots(head)
        row = look(post.desk, case).case
        amend_record(post.desk, row, {"risk_level": "imminent", "status": "screening"})
        amend_record(post.desk, row, {"risk_level": "medium", "status": "open"})
        for _person in range(12):
            add_record(post.desk, case, BY_NAME["Person"], {"about_age": 9})
        desk.screen.case._ask()
        desk.settle()
        assert spots(head) == before
        assert "disputed" in head.risk.accessibleName()
        assert (head.people.text(), head.child_pill.text()) == ("12", "12 children")


def test_the_head_is_the_same_on_every_page(desk: CasesDesk) -> None:
    """It stands outside whatever scrolls, at one place, over each page and over the page of one row."""
    view = desk.open(amber(desk.store).id)
    at = view.header.mapTo(view, QPoint(0, 0))
    for name in view.tabs.names():
        view.show_tab(name)
        desk.settle()
        assert (name, view.header.mapTo(view, QPoint(0, 0)), view.header.isVisible()) == (name, at, True)
    desk.edit(desk.workspace().case, "title")
    assert (view.header.mapTo(view, QPoint(0, 0)), view.header.isVisible()) == (at, True)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST], ids=lambda scheme: scheme.value)
@pytest.mark.parametrize("percent", [100, 150])
def test_the_head_fits_and_is_named(post: Session, qtbot: QtBot, theme: Theme, scheme: Scheme, percent: int) -> None:
    """In each scheme and size of letters, in the smallest window: nothing past the edge, all named, reached by Tab."""
    try:
        with open_desk(post.desk, qtbot, size=(936, 620)) as desk:
            theme.apply(scheme, text_percent=percent)
            view = desk.open(begun(post, "closed_referred", risk_level="imminent"))
            QApplication.processEvents()
            head = view.header
            for part in (*head.stage.steps, head.risk, head.charge, head.people, head._print):
                assert part.mapTo(head, QPoint(part.width(), 0)).x() <= head.width(), part.accessibleName()
            assert [label.text() for label in head.stage.findChildren(QLabel) if label.isVisible()][
                -1
            ] == "Closed · 5/5"
            assert unnamed_widgets(view) == []
            assert unreached_widgets(desk.screen) == []
            grab(desk.screen, f"head-{scheme.value}-{percent}")
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)
