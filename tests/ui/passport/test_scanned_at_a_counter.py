"""A passport scanned on the page of a worry: a scanner's keys, what is taken over, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.domain.mrz.specimens import TD3, age_of_anna, changed
from tests.ui.desktops import Program, focused, press, tab_to, type_keys
from tests.ui.probes import unnamed_widgets
from tipdesk.services.case.passport import Compared
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.ui.passport.dialog import PassportDialog
from tipdesk.ui.worry.view import WorryView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell

SWEDISH = (TD3[0].replace("UTO", "SWE"), TD3[1].replace("UTO", "SWE"))
SCANS = "Scan or paste passport"


@pytest.fixture
def page(program: Program, shell: Shell, qtbot: QtBot) -> WorryView:
    """The page, empty."""
    shell.activateWindow()
    shell.open_page("home")
    shell.open_page("worry")
    view = program.page(WorryView)
    view.fill({}, is_urgent=False)
    view.empty_pressed.emit()
    qtbot.waitUntil(view.questions.fields["where_now"].editor.faces[0].hasFocus)
    return view


def opened(page: WorryView) -> PassportDialog:
    """Return the dialog that is open over the page."""
    QApplication.processEvents()
    [dialog] = [one for one in page.findChildren(PassportDialog) if one.isVisible()]
    return dialog


def scan(*lines: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type lines as a scanner does, each with its key at the end."""
    for line in lines:
        type_keys(line)
        press(key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scanner_fills_the_person_and_saves_nothing(program: Program, page: WorryView, key: Qt.Key) -> None:
    """Its keys at the ends of the lines press nothing; Ctrl+Enter takes over, and each answer stands in its line."""
    tab_to(SCANS)
    press(Qt.Key.Key_Space)
    dialog = opened(page)
    scan(*SWEDISH, key=key)
    assert dialog.isVisible()
    assert dialog.read.lines == SWEDISH
    assert unnamed_widgets(dialog) == []
    assert "every check digit is right" in dialog.state.accessibleName()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    person = page.questions.people.front()
    assert page.questions.answers()["people"] == [person]
    assert {name: person[name] for name in ("family_name", "given_names", "sex", "birth_date", "citizenships")} == {
        "family_name": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "sex": "female",
        "birth_date": "1974-08-12",
        "citizenships": ["SE"],
    }
    today = program.desktop.window.seat.now().date()
    assert (person["about_age"], person["document_number"]) == (age_of_anna(today), "L898902C3")
    assert page.questions.value("passport") == "scanned"


def test_what_was_seen_is_not_overwritten(page: WorryView) -> None:
    """Another sex than the officer saw, and an age, stay until they are ticked; the dialog says what differs."""
    page.questions.people.show_front({"sex": "male", "about_age": 15, "given_names": "Anna Maria"})
    page.questions.people.scans.click()
    dialog = opened(page)
    scan(*SWEDISH)
    rows = dialog.differences.rows
    assert [rows[name].shown.compared for name in ("sex", "given_names", "family_name")] == [  # type: ignore[union-attr] # all are shown
        Compared.OTHER, Compared.SAME, Compared.NEW,
    ]  # fmt: skip
    assert (rows["sex"].state.text(), rows["sex"].box.isChecked()) == ("Differs", False)
    dialog.deed.click()
    assert page.questions.people.front()["sex"] == "male"
    assert page.questions.people.front()["about_age"] == 15
    page.questions.people.scans.click()
    dialog = opened(page)
    scan(*SWEDISH)
    assert dialog.differences.rows["number"].state.text() == "As known"
    dialog.differences.rows["sex"].box.click()
    dialog.deed.click()
    assert page.questions.people.front()["sex"] == "female"
    assert len(page.questions.people.front()["papers"]) == 1  # type: ignore[arg-type] # a list


def test_a_wrong_sign_is_proposed_and_read_when_pressed(page: WorryView) -> None:
    """A wrong check digit is said in red, its answer is not ticked; *Read it so* reads the line that was proposed."""
    page.questions.people.scans.click()
    dialog = opened(page)
    scan(*changed(SWEDISH, 1, 5, "O"))
    assert "the check digit is wrong of: Document number" in dialog.state.accessibleName()
    assert not dialog.differences.rows["number"].box.isChecked()
    tab_to("Read it so: Document number: the check digit would be right with “0” in place of “O” (line 2, place 6).")
    press(Qt.Key.Key_Space)
    assert dialog.read.lines == SWEDISH
    assert focused() is dialog.box.box
    dialog.reject()


def test_a_state_that_is_none_is_said_in_the_row_of_the_citizenship(page: WorryView) -> None:
    """Somebody without a State is called so and can be taken; a code that no list has is shown as it is written."""
    for state, words, can_be_taken in (("XXA", "Stateless", True), ("UNO", "UNO", False)):
        page.questions.people.scans.click()
        dialog = opened(page)
        scan(TD3[0], TD3[1].replace("UTO", state))
        row = dialog.differences.rows["citizenships"]
        assert (row.told.text(), not row.box.isHidden()) == (words, can_be_taken)
        assert dialog.differences.rows["country"].told.text() == "UTO"
        dialog.reject()


def test_where_no_name_is_recorded_no_passport_is(page: WorryView) -> None:
    """“Do not record a name” shuts the button; *Take names off* takes what a passport told, and sex and looks stay."""
    page.questions.people.scans.click()
    dialog = opened(page)
    scan(*SWEDISH)
    dialog.deed.click()
    page.questions.fields["passport"].editor.faces[2].click()  # type: ignore[attr-defined] # a segment is a button
    assert not page.questions.people.scans.isEnabled()
    assert not page.questions.companion.scans.isEnabled()
    page.questions.people.drops.click()
    assert set(page.questions.people.front()) == {"sex", "about_age"}


def test_papers_reach_the_case(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """Saved, the person has name and day of birth, the paper is a row of its own, and so has who is with them."""
    page.questions.people.scans.click()
    dialog = opened(page)
    scan(*SWEDISH)
    dialog.deed.click()
    page.questions.companion.scans.click()
    dialog = opened(page)
    scan(*changed(SWEDISH, 1, 20, "M"))
    dialog.deed.click()
    page.send_pressed.emit(page.questions.answers())
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    desk = program.desktop.window.session.desk
    view = look(desk, my_work(desk).cases[0].summary.id)
    people = {row.id: row for row in view.of("Person")}
    papers = view.of("IdentityDocument")
    assert [(people[row["person"]]["sex"], row["number"], row["country"]) for row in papers] == [  # type: ignore[index] # a reference is bytes
        ("female", "L898902C3", "SE"), ("male", "L898902C3", "SE"),
    ]  # fmt: skip
    assert all(row["age_basis"] == "document" for row in people.values())
