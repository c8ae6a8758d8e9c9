"""Writing a row: each kind of field, saving what differs, drafts, conflicts, undo."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.invented import CasesDesk, amber, open_desk, other_officer
from tipdesk.domain.kinds import Octets
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.homes.sessions import Session
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.drafts import find_drafts
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.hidden_answer import HiddenAnswer
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.siblings_view import SiblingsView


def person(desk: CasesDesk) -> Row:
    """Return the person with a passport."""
    return next(view.person for view in desk.workspace().people if view.person["document_number"])


def write(desk: CasesDesk, page: EditorPage, name: str, text: str) -> None:
    """Type into the line of a field."""
    editor = page.form.frames[name].editor
    assert isinstance(editor, ParsedEdit)
    editor.line.clear()
    QTest.keyClicks(editor.line, text)


@pytest.mark.parametrize("record", PLAIN_RECORDS, ids=lambda record: record.name)
def test_every_declared_field_has_an_editor(desk: CasesDesk, record: RecordType) -> None:
    """A form made from any declaration of a case shows all its answerable fields, and an empty one gives nothing."""
    form = RecordForm(record, desk.seat.wording)
    desk.qtbot.addWidget(form)
    asked = {field.name for field in record.fields if type(field) is not Octets and not field.by_program}
    assert set(form.frames) == asked
    assert form.given() == {}
    assert form.check()


def test_what_is_filled_in_reads_back_the_same(desk: CasesDesk) -> None:
    """Showing a row changes nothing: no kind of editor loses or rewrites its value."""
    desk.open(amber(desk.store).id)
    workspace = desk.workspace()
    for row in (workspace.case, *(row for rows in workspace.view.rows.values() for row in rows)):
        page = desk.edit(row)
        assert (row.record.name, page.form.given()) == (row.record.name, {})
        assert page.form.draft() == {}


def test_only_what_differs_is_saved_and_undo_takes_it_back(desk: CasesDesk) -> None:
    """One field changed is one line of history; undo writes the old answer again."""
    desk.open(amber(desk.store).id)
    lines = len(desk.workspace().history)
    page = desk.edit(person(desk))
    write(desk, page, "occupation", "Seamstress")
    page.save_pressed.emit()
    desk.settle()
    assert person(desk)["occupation"] == "Seamstress"
    assert len(desk.workspace().history) == lines + 1
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert person(desk)["occupation"] is None


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(desk: CasesDesk) -> None:
    """A needed answer that was emptied is named beside the field and at the top; the page stays."""
    desk.open(amber(desk.store).id)
    note = desk.workspace().notes[0]
    page = desk.edit(note)
    page.form.frames["text"].set_value(None)
    page.save_pressed.emit()
    desk.settle()
    assert page.form.frames["text"].problem() == "Text is needed."
    assert "Text is needed." in page.form.summary.accessibleDescription()
    assert desk.screen.case_view.editor is page


def test_a_draft_is_kept_while_typing_and_comes_back(desk: CasesDesk) -> None:
    """Within a second of typing the draft is in the store; opening the row again shows it; saving drops it."""
    desk.open(amber(desk.store).id)
    page = desk.edit(person(desk))
    write(desk, page, "occupation", "Cook")
    write(desk, page, "birth_date", "31 2")
    key = f"{desk.workspace().view.id.hex()}/Person"
    desk.qtbot.waitUntil(lambda: any(key in draft.key for draft in find_drafts(desk.store)), timeout=3000)
    page.left.emit()
    desk.settle()
    again = desk.edit(person(desk))
    born = again.form.frames["birth_date"].editor
    assert again.form.frames["occupation"].value() == "Cook"
    assert isinstance(born, ParsedEdit)
    assert born.line.text() == "31 2"
    write(desk, again, "birth_date", "2007")
    again.save_pressed.emit()
    desk.settle()
    assert not any(key in draft.key for draft in find_drafts(desk.store))
    assert str(person(desk)["birth_date"]) == "2007"


def test_a_change_that_came_in_between_shows_as_a_conflict_and_is_settled(desk: CasesDesk) -> None:
    """What another desk saved meanwhile is not overwritten: both answers stand side by side, and one is kept."""
    desk.open(amber(desk.store).id)
    page = desk.edit(person(desk))
    desk.seat.notices.announce(amend_record(desk.store, person(desk), {"occupation": "Nurse"}))
    desk.settle()
    write(desk, page, "occupation", "Teacher")
    page.save_pressed.emit()
    desk.settle()
    assert {sibling.value for sibling in person(desk).siblings["occupation"]} == {"Nurse", "Teacher"}
    again = desk.edit(person(desk))
    view = again.form.findChild(SiblingsView)
    assert view is not None
    view.kept.emit("0")
    desk.settle()
    kept = person(desk)
    assert kept.siblings == {}
    assert kept["occupation"] == again.form.frames["occupation"].value()
    assert not [view for view in again.form.findChildren(SiblingsView) if view.isVisible()]


def test_a_hidden_answer_is_shown_in_the_editor_and_what_was_typed_stays(post: Session, qtbot: QtBot) -> None:
    """A supervisor sees that a name is hidden, asks for it, and goes on writing where they were."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "supervisor"), qtbot) as desk:
        desk.open(made.id)
        shown = next(view.person for view in desk.workspace().people if view.person["citizenships"])
        page = desk.edit(shown)
        name = page.form.frames["family_name"]
        assert not name.isVisible()
        assert "family_name" not in page.form.given()
        write(desk, page, "occupation", "Gardener")
        page.form.frames["occupation"].set_problem("Refused as typed.")
        press = page.form.findChildren(HiddenAnswer)[0].findChild(QPushButton)
        assert press is not None
        press.click()
        desk.settle()
        assert page.form.frames["occupation"].problem() == "Refused as typed."
        assert name.isVisible()
        assert name.value() == "Testperson"
        assert page.form.given() == {"occupation": "Gardener"}


def test_what_is_new_for_one_person_is_not_offered_for_another(desk: CasesDesk) -> None:
    """A half-written episode of one person comes back for that person alone; saved, it belongs to that person."""
    desk.open(amber(desk.store).id)
    one, other = (view.person.id for view in desk.workspace().people)
    page = _new_episode(desk, one)
    write(desk, page, "promise", "Half an account")
    page.left.emit()
    page = _new_episode(desk, other)
    assert page.form.frames["promise"].value() is None
    page.left.emit()
    page = _new_episode(desk, one)
    assert page.form.frames["promise"].value() == "Half an account"
    page.save_pressed.emit()
    desk.settle()
    episodes = desk.workspace().view.of("Episode")
    assert {row["person"] for row in episodes if row["promise"] == "Half an account"} == {one}


def _new_episode(desk: CasesDesk, person_id: bytes) -> EditorPage:
    desk.screen.case_view.add_asked.emit("Episode", {"person": person_id})
    desk.settle()
    page = desk.screen.case_view.editor
    assert isinstance(page, EditorPage)
    return page
