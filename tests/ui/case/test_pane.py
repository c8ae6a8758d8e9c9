"""List and pane of a page by keyboard, over the real store: read, change, draft, refusal, add, settle, frozen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.sources import ROOT
from tests.ui.case.crashing import KILLED, TYPED
from tests.ui.invented import CasesDesk, amber, open_desk, other_officer
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.drafts import find_drafts
from tipdesk.ui.case.people import PeopleSpeaker
from tipdesk.ui.records.rows_model import DraftRole, WordsRole
from tipdesk.ui.records.section_view import DRAFT
from tipdesk.ui.widgets.facts import HIDDEN_DOTS
from tipdesk.ui.widgets.siblings_view import SiblingsView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.records.board import RecordBoard

WIDE = (1240, 760)


def here() -> QWidget:
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(here(), key, held)
    QApplication.processEvents()


def board_of(desk: CasesDesk, record: str) -> RecordBoard:
    """Bring the board of a record to the front, with the focus in its list."""
    desk.screen.resize(*WIDE)
    desk.screen.activateWindow()
    board = desk.screen.case_view.pages.board_of(record)
    assert board is not None
    desk.settle()
    board.list.focus_list()
    desk.qtbot.waitUntil(board.list.view.hasFocus)
    return board


def test_a_section_is_changed_by_keyboard_and_the_rest_is_read(desk: CasesDesk) -> None:
    """E opens the first section with the cursor in its first field; Ctrl+Enter saves; the focus is at Change again."""
    desk.open(amber(desk.store).id)
    board = board_of(desk, "Person")
    press(Qt.Key.Key_E)
    form = desk.form()
    assert here() is form.form.frames["given_names"].editor.faces[0]
    assert [view.form is not None for view in board.pane.body.sections].count(True) == 1
    assert board.pane.body.sections[1].facts.isVisible()
    QTest.keyClicks(here(), " Ann")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert board.pane.form is None
    assert "Ann" in board.list.model.index(board.list.view.currentIndex().row(), 0).data(WordsRole).title
    assert here() is board.pane.body.sections[0].change
    assert desk.said.toasts == ["Saved"]
    before = board.pane.row
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert board.pane.row is not None
    assert before is not None
    assert board.pane.row.id == before.id
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert board.pane.row.id != before.id
    press(Qt.Key.Key_Escape)
    assert here() is board.list.view


def test_going_to_another_row_keeps_the_draft_and_marks_the_row(desk: CasesDesk) -> None:
    """Nothing is asked; the row has a pencil, the section says so, and Change goes on where one was."""
    desk.open(amber(desk.store).id)
    board = board_of(desk, "Person")
    line = board.list.view.currentIndex().row()
    press(Qt.Key.Key_Return)
    QTest.keyClicks(here(), "X")
    board.list.view.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    desk.settle()
    assert board.pane.form is None
    desk.qtbot.waitUntil(lambda: board.list.model.index(line, 0).data(DraftRole) is True)
    assert "a draft is kept" in board.list.model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    desk.settle()
    assert [view.state == DRAFT for view in board.pane.body.sections].count(True) == 1
    grab(desk.screen, "pane-draft")
    press(Qt.Key.Key_Return)
    desk.settle()
    assert str(desk.form().form.frames["given_names"].value()).endswith("X")
    assert "typed before and did not save" in desk.form()._recovered.text()
    desk.form().throw_pressed.emit()
    desk.settle()
    assert find_drafts(desk.store) == []
    desk.qtbot.waitUntil(lambda: board.list.model.index(line, 0).data(DraftRole) is False)


def test_what_was_typed_survives_a_crash_of_the_process(tmp_path: Path) -> None:
    """A window in a process of its own is killed while somebody types; the next shows the words in their section."""
    home = tmp_path / "home"
    typing, reading = (
        subprocess.run(
            [sys.executable, "-m", "tests.ui.case.crashing", what, str(home)],
            cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )
        for what in ("typing", "reading")
    )  # fmt: skip
    assert (typing.returncode, typing.stdout) == (KILLED, "typed and died\n"), typing.stderr
    assert reading.stdout == f"['Who this is'] Marisol{TYPED}\n", reading.stderr


def test_errors_stand_beside_the_field_in_the_words_of_the_line(desk: CasesDesk) -> None:
    """A day that is none keeps the section open, what was typed stays, and the line leads to the field."""
    desk.open(amber(desk.store).id)
    board_of(desk, "Person")
    person = desk.workspace().people[0].person
    form = desk.edit(person, "birth_date")
    face = form.form.frames["birth_date"].editor.faces[0]
    face.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(here(), "31 2 2027")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    problem = form.form.frames["birth_date"].problem()
    assert "real date" in problem
    assert problem in form.form.summary.accessibleDescription()
    assert here() is form.form.summary
    grab(desk.screen, "pane-refused")
    assert unnamed_widgets(desk.screen) == []
    press(Qt.Key.Key_Space)
    assert here() is face
    assert form.form.frames["birth_date"].editor.typed() == "31 2 2027"
    press(Qt.Key.Key_Escape)
    assert desk.pane().form is None


def test_a_row_is_added_by_what_is_needed_first(desk: CasesDesk) -> None:
    """The new row begins with the section in which something is needed, never with a code; saved, it is chosen."""
    desk.open(amber(desk.store).id)
    board = board_of(desk, "Task")
    board.add.setFocus()
    press(Qt.Key.Key_Space)
    desk.settle()
    form = desk.form()
    assert list(form.form.frames) == ["title", "kind", "person"]
    assert form.form.frames["title"].label.text() == "What is to be done *"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert "needed" in form.form.frames["title"].problem()
    form.form.frames["title"].editor.faces[0].setFocus()
    QTest.keyClicks(here(), "Ask for the manifest")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    desk.settle()
    row = board.list.row()
    assert row is not None
    assert row["title"] == "Ask for the manifest"
    assert board.pane.row is not None
    assert board.pane.row.id == row.id
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert len(desk.workspace().tasks) == 2


def test_what_belongs_to_a_person_is_added_and_changed_in_place(desk: CasesDesk) -> None:
    """A relationship is added under Role, in the pane of the person; it is changed where it stands."""
    desk.open(amber(desk.store).id)
    board = board_of(desk, "Person")
    first, second = (one.person for one in desk.workspace().people)
    assert board.choose(first.id)
    thing = board.pane.body.thing_of("Relationship")
    assert thing is not None
    expected = ["CaseRole", "Relationship", "SuspectStatus"]
    assert (thing.title, [record.name for record in thing.records]) == ("Role", expected)
    board.pane.body.add_pressed.emit("Relationship")
    desk.settle()
    form = desk.form()
    assert "person" not in form.form.frames
    form.form.frames["other"].set_value(second.id)
    form.form.frames["family"].set_value("sibling")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    [row] = desk.workspace().view.of("Relationship")
    assert (row["person"], row["other"]) == (first.id, second.id)
    view = thing.view_of(row.id)
    assert view is not None
    view.change.setFocus()
    press(Qt.Key.Key_Space)
    desk.settle()
    desk.form().form.frames["lives_with"].set_value("yes")
    desk.form().save_pressed.emit()
    desk.settle()
    assert desk.workspace().view.of("Relationship")[0]["lives_with"] == "yes"
    grab(desk.screen, "pane-things")


def test_a_dispute_is_settled_where_it_stands(desk: CasesDesk) -> None:
    """Both answers stand side by side with a button each, none preselected; one press settles, and can be undone."""
    made = amber(desk.store)
    desk.open(made.id)
    seen = desk.workspace().people[0].person
    amend_record(desk.store, seen, {"occupation": "Nurse"})
    amend_record(desk.store, seen, {"occupation": "Teacher"})
    desk.open(made.id)
    board = board_of(desk, "Person")
    assert board.choose(seen.id)
    desk.pane()
    [view] = [one for one in board.pane.body.findChildren(SiblingsView) if one.isVisible()]
    said = words(view)
    assert "Nurse" in said
    assert "Teacher" in said
    assert ("Disputed", "danger") in board.list.model.index(board.list.view.currentIndex().row(), 0).data(
        WordsRole
    ).pills
    view.kept.emit("0")
    desk.settle()
    assert desk.workspace().people[0].person.siblings == {}
    assert desk.said.undo is not None


def test_a_frozen_row_says_so_and_offers_the_correction(desk: CasesDesk) -> None:
    """A call that was noted has no Change; its head says that it stands, and leads to a correction beside it."""
    made = amber(desk.store)
    add_record(desk.store, made.id, BY_NAME["Call"], {"whom": "Duty officer", "answer": "answered"})
    desk.open(made.id)
    desk.screen.resize(*WIDE)
    [call] = desk.workspace().view.of("Call")
    pane = desk.read(call)
    assert "It can no longer be changed." in pane.head.words()
    assert [view for view in pane.body.sections if not view.change.isHidden()] == []
    assert not pane.head.more.isVisible()
    pane.head.correct.setFocus()
    press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.form().form.frames["whom"].value() == "Duty officer"
    assert unreached_widgets(desk.screen) == []


def test_an_officer_without_rights_sees_dots_and_no_editor(post: Session, qtbot: QtBot) -> None:
    """Names are dots without a way to them; the open section has no editor for them; without writing nothing opens."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "frontline"), qtbot) as desk:
        desk.open(made.id)
        person = desk.workspace().people[0].person
        pane = desk.read(person)
        said = words(pane)
        assert HIDDEN_DOTS in said
        assert "Testperson" not in said
        assert [line.show for line in pane.body.sections[0].facts.lines if line.show and line.show.isVisible()] == []
        form = desk.edit(person, "person_code")
        shown = [name for name, frame in form.form.frames.items() if frame.isVisible()]
        assert "given_names" not in shown
        assert "person_code" in shown
        form.left.emit()
        told = desk.screen.case.boards.told
        assert told is not None
        shut = replace(
            told, workspace=replace(told.workspace, rights=replace(told.workspace.rights, edit=Level.EXISTS))
        )
        desk.screen.case_view.show_case(shut)
        board = desk.screen.case_view.pages.board_of("Person")
        assert board is not None
        assert not board.add.isVisible()
        pane.show_row(shut.reading(person, PeopleSpeaker(person.record, shut)), shut.wording)
        assert [view for view in pane.body.all_sections() if not view.change.isHidden()] == []
        assert [thing for thing in pane.body.things if not thing.add.isHidden()] == []
        assert not pane.head.more.isVisible()
