"""Writing a row by its sections: each kind of field, saving what differs, drafts, conflicts, undo."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.invented import CasesDesk, amber, open_desk, other_officer
from tipdesk.domain.kinds import Octets
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.homes.sessions import Session
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.drafts import find_drafts, get_draft, keep_draft
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.hidden_answer import HiddenAnswer
from tipdesk.ui.records.rows_model import DraftRole
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import sections_of
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.siblings_view import SiblingsView


def person(desk: CasesDesk) -> Row:
    """Return the person with a passport."""
    return next(view.person for view in desk.workspace().people if view.person["document_number"])


def write(desk: CasesDesk, page: SectionForm, name: str, text: str) -> None:
    """Type into the line of a field."""
    editor = page.form.frames[name].editor
    assert isinstance(editor, ParsedEdit)
    editor.line.clear()
    QTest.keyClicks(editor.line, text)


@pytest.mark.parametrize("record", PLAIN_RECORDS, ids=lambda record: record.name)
def test_every_declared_field_has_an_editor(desk: CasesDesk, record: RecordType) -> None:
    """The sections of any declaration of a case show all its answerable fields, and an empty form gives nothing."""
    form = RecordForm(record, desk.seat.wording)
    desk.qtbot.addWidget(form)
    asked = {one.name for one in record.fields if type(one) is not Octets and not one.by_program and not one.later}
    assert set(form.frames) == asked
    assert {name for section in sections_of(record) for name in section.names} == asked
    assert form.given() == {}
    assert form.check()


def test_what_is_filled_in_reads_back_the_same(desk: CasesDesk) -> None:
    """Opening any section of any row changes nothing: no kind of editor loses or rewrites its value."""
    desk.open(amber(desk.store).id)
    workspace = desk.workspace()
    opened = 0
    for row in (workspace.case, *(row for rows in workspace.view.rows.values() for row in rows)):
        for section in sections_of(row.record):
            form = RecordForm(row.record, desk.screen.case._wording, names=section.names, label_width=172)
            form.fill(row)
            assert (row.record.name, section.heading, form.given(), form.draft()) == (
                row.record.name, section.heading, {}, {},
            )  # fmt: skip
            form.deleteLater()
            opened += 1
    assert opened > 30


def test_only_what_differs_is_saved_and_undo_takes_it_back(desk: CasesDesk) -> None:
    """One field changed is one line of history; undo writes the old answer again."""
    view = desk.open(amber(desk.store).id)
    view.show_tab("history")
    lines = view.history.page.model.rowCount()
    page = desk.edit(person(desk), "occupation")
    write(desk, page, "occupation", "Seamstress")
    page.save_pressed.emit()
    desk.settle()
    assert person(desk)["occupation"] == "Seamstress"
    view.show_tab("history")
    assert view.history.page.model.rowCount() == lines + 1
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert person(desk)["occupation"] is None


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(desk: CasesDesk) -> None:
    """A needed answer that was emptied is named beside the field and in the summary; the section stays open."""
    desk.open(amber(desk.store).id)
    page = desk.edit(desk.workspace().notes[0], "text")
    page.form.frames["text"].set_value(None)
    page.save_pressed.emit()
    desk.settle()
    assert page.form.frames["text"].problem() == "Text is needed."
    assert page.form.summary.accessibleDescription() == "Text is needed."
    assert desk.form() is page
    with desk.qtbot.waitSignal(page.save_pressed):  # also from a button, which Enter alone presses
        QTest.keyClick(page.cancel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_draft_is_kept_while_typing_and_comes_back(desk: CasesDesk) -> None:
    """Within a second of typing the draft is in the store; opening the section again shows it; saving drops it."""
    desk.open(amber(desk.store).id)
    page = desk.edit(person(desk), "occupation")
    write(desk, page, "occupation", "Cook")
    key = f"{desk.workspace().view.id.hex()}/Person"
    desk.qtbot.waitUntil(lambda: any(key in draft.key for draft in find_drafts(desk.store)), timeout=3000)
    desk.settle()
    assert page._draft.text().startswith("Draft kept ")
    page.left.emit()
    desk.settle()
    page = desk.edit(person(desk), "birth_date")
    write(desk, page, "birth_date", "31 2")
    page.left.emit()
    desk.settle()
    again = desk.edit(person(desk), "birth_date")
    born = again.form.frames["birth_date"].editor
    assert isinstance(born, ParsedEdit)
    assert born.line.text() == "31 2"
    write(desk, again, "birth_date", "2007")
    again.save_pressed.emit()
    desk.settle()
    assert str(person(desk)["birth_date"]) == "2007"
    assert person(desk)["occupation"] is None
    again = desk.edit(person(desk), "occupation")
    assert again.form.frames["occupation"].value() == "Cook", "the draft of another section of the row stays"
    again.save_pressed.emit()
    desk.settle()
    assert person(desk)["occupation"] == "Cook"
    assert not any(key in draft.key for draft in find_drafts(desk.store))


def test_what_was_left_is_thrown_away_when_its_section_is_gone(desk: CasesDesk) -> None:
    """The foot of the window offers it when nothing is left of the form: the draft goes, and its mark."""
    made = amber(desk.store)
    view = desk.open(made.id)
    page = desk.edit(person(desk), "occupation")
    write(desk, page, "occupation", "Half")
    page.left.emit()
    desk.settle()
    board = view.pages.board_of("Person")
    assert board is not None
    line = board.list.view.currentIndex().row()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    assert board.list.model.index(line, 0).data(DraftRole)
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert not board.list.model.index(line, 0).data(DraftRole)
    assert not any(made.id.hex() in draft.key for draft in find_drafts(desk.store))


def test_a_draft_of_an_older_form_is_read_by_sections(desk: CasesDesk) -> None:
    """What a full-page form kept of a whole row is shown section by section; nothing of it is lost by saving one."""
    made = amber(desk.store)
    desk.open(made.id)
    row = person(desk)
    key = f"case:{made.id.hex()}/Person/{row.id.hex()}"
    keep_draft(desk.store, key, {"version": row.version, "answers": {"occupation": "Cook", "main_language": "spa"}})
    page = desk.edit(person(desk), "occupation")
    assert page.form.frames["occupation"].value() == "Cook"
    page.throw_pressed.emit()
    desk.settle()
    assert page.form.frames["occupation"].value() is None
    kept = get_draft(desk.store, key)
    assert kept is not None
    assert kept["answers"] == {"main_language": "spa"}
    page.left.emit()
    page = desk.edit(person(desk), "main_language")
    assert page.form.frames["main_language"].value() == "spa"


def test_a_change_that_came_in_between_shows_as_a_conflict_and_is_settled(desk: CasesDesk) -> None:
    """What another desk saved meanwhile is not overwritten: both answers stand side by side, and one is kept."""
    desk.open(amber(desk.store).id)
    page = desk.edit(person(desk), "occupation")
    desk.seat.notices.announce(amend_record(desk.store, person(desk), {"occupation": "Nurse"}))
    desk.settle()
    write(desk, page, "occupation", "Teacher")
    page.save_pressed.emit()
    desk.settle()
    assert {sibling.value for sibling in person(desk).siblings["occupation"]} == {"Nurse", "Teacher"}
    pane = desk.pane()
    view = pane.body.findChild(SiblingsView)
    assert view is not None
    view.kept.emit("0")
    desk.settle()
    assert person(desk).siblings == {}
    assert not [one for one in pane.body.findChildren(SiblingsView) if one.isVisible()]
    assert desk.said.toasts[-1] == "Settled"
    assert desk.said.undo is not None


def test_a_hidden_answer_is_shown_in_the_form_and_what_was_typed_stays(post: Session, qtbot: QtBot) -> None:
    """A supervisor sees that a name is hidden, asks for it, and goes on writing where they were."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "supervisor"), qtbot) as desk:
        desk.open(made.id)
        shown = next(view.person for view in desk.workspace().people if view.person["citizenships"])
        page = desk.edit(shown, "person_code")
        name = page.form.frames["family_name"]
        assert not name.isVisible()
        assert "family_name" not in page.form.given()
        write(desk, page, "person_code", "P-9Z9Z")
        page.form.frames["person_code"].set_problem("Refused as typed.")
        press = page.form.findChildren(HiddenAnswer)[0].findChild(QPushButton)
        assert press is not None
        press.click()
        desk.settle()
        assert page.form.frames["person_code"].problem() == "Refused as typed."
        assert name.isVisible()
        assert name.value() == "Testperson"
        assert page.form.given() == {"person_code": "P-9Z9Z"}


def test_what_is_new_for_one_person_is_not_offered_for_another(desk: CasesDesk) -> None:
    """A half-written role of one person comes back for that person alone; saved, it belongs to that person."""
    desk.open(amber(desk.store).id)
    one, other = (view.person for view in desk.workspace().people)
    page = _new_relationship(desk, one)
    write(desk, page, "claimed_by", "Half an account")
    page.left.emit()
    desk.settle()
    page = _new_relationship(desk, other)
    assert page.form.frames["claimed_by"].value() is None
    page.left.emit()
    desk.settle()
    page = _new_relationship(desk, one)
    assert page.form.frames["claimed_by"].value() == "Half an account"
    page.form.frames["other"].set_value(other.id)
    page.save_pressed.emit()
    desk.settle()
    rows = desk.workspace().view.of("Relationship")
    assert [(row["person"], row["claimed_by"]) for row in rows] == [(one.id, "Half an account")]


def _new_relationship(desk: CasesDesk, row: Row) -> SectionForm:
    desk.read(row).body.add_pressed.emit("Relationship")
    desk.settle()
    return desk.form()


def test_the_present_hour_is_no_draft(desk: CasesDesk) -> None:
    """A form that was opened and left leaves no draft; one half typed begins again with the hour of that moment."""
    desk.open(amber(desk.store).id)
    row = person(desk)
    page = _new_status(desk, row)
    key = desk_key(desk)
    begun = page.form.frames["at"].value()
    assert page.form.given()["at"] == begun, "the hour is saved although nobody typed it"
    page.left.emit()
    desk.settle()
    assert get_draft(desk.store, key) is None
    page = _new_status(desk, row)
    QTest.keyClicks(page.form.frames["grounds"].editor.faces[0], "He held the passports")
    page.left.emit()
    desk.settle()
    kept = get_draft(desk.store, key)
    assert kept is not None
    assert kept["answers"] == {"grounds": "He held the passports"}


def test_an_hour_that_was_changed_comes_back(desk: CasesDesk) -> None:
    """Told or emptied, it is kept as the officer left it; thrown away, the form begins with the present hour."""
    desk.open(amber(desk.store).id)
    row = person(desk)
    page = _new_status(desk, row)
    for typed in ("3 11 2026 09:10", ""):
        write(desk, page, "at", typed)
        page.form.frames["at"].editor.changed.emit()  # emptied without a key
        told = page.form.frames["at"].value()
        page.left.emit()
        desk.settle()
        page = _new_status(desk, row)
        assert page.form.frames["at"].value() == told
    page.throw_pressed.emit()
    desk.settle()
    assert page.form.frames["at"].value() is not None
    assert get_draft(desk.store, desk_key(desk)) is None


def desk_key(desk: CasesDesk) -> str:
    """Return the key of the draft of the section that is open."""
    writing = desk.screen.case.boards.writing()
    assert writing is not None
    assert writing.editing is not None
    return writing.editing.key


def _new_status(desk: CasesDesk, row: Row) -> SectionForm:
    desk.read(row).body.add_pressed.emit("SuspectStatus")
    desk.settle()
    return desk.form()
