"""What older releases asked of a person: read in its new home, moved by keyboard, at once or with what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.invented import amber
from tests.ui.probes import grab, unnamed_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.ui.records.earlier_view import EarlierView
    from tipdesk.ui.records.pane import RecordPane


def read_person(desk: CasesDesk, case: bytes) -> tuple[Row, RecordPane]:
    """Open a case at the person who has a passport, and return person and pane."""
    desk.open(case)
    person = next(row for row in look(desk.store, case).of("Person") if row["document_number"])
    return person, desk.read(person)


def told_in(pane: RecordPane, record: str) -> list[EarlierView]:
    """Return what is told earlier in the thing of a record."""
    thing = pane.body.thing_of(record)
    assert thing is not None
    return [view for view in thing.earlier if not view.isHidden()]


def test_a_paper_is_moved_by_one_key_and_back_by_one(desk: CasesDesk) -> None:
    """Kind and number stand under Papers, in no section that asks; Move makes the paper, and Undo brings both back."""
    made = amber(desk.store)
    person, pane = read_person(desk, made.id)
    assert pane.body.section_of(["document_number"], person.id) is None
    [view] = told_in(pane, "IdentityDocument")
    assert view.words() == ["Identity document: Passport", "Document number: X1234567"]
    assert not unnamed_widgets(view)
    desk.press(view.to_move)
    case = look(desk.store, made.id)
    [paper] = case.of("IdentityDocument")
    assert (paper["kind"], paper["number"], paper["person"]) == ("passport", "X1234567", person.id)
    assert case.get_row(person.id)["document_number"] is None  # type: ignore[index] # the person is there
    assert told_in(pane, "IdentityDocument") == []
    assert desk.said.toasts[-1] == "Moved"
    desk.said.undo()  # type: ignore[misc] # what was moved can be taken back
    desk.settle()
    case = look(desk.store, made.id)
    assert (case.of("IdentityDocument"), case.get_row(person.id)["document_number"]) == ((), "X1234567")  # type: ignore[index] # the person is there
    assert len(told_in(pane, "IdentityDocument")) == 1


def test_what_the_new_row_needs_is_asked(desk: CasesDesk) -> None:
    """A telephone of which nobody told whether it is safe opens its form, filled in; saved, the old answer is gone."""
    made = amber(desk.store)
    person, pane = read_person(desk, made.id)
    [view] = told_in(pane, "ContactPoint")
    desk.press(view.to_move)
    form = desk.form().form
    assert (form.frames["kind"].value(), form.frames["number"].value()) == ("mobile", "+17584520000")
    form.frames["safe"].set_value("safe_at_times")
    desk.form().save_pressed.emit()
    desk.settle()
    case = look(desk.store, made.id)
    [way] = case.of("ContactPoint")
    assert (way["number"], way["safe"], way["kind"]) == ("+17584520000", "safe_at_times", "mobile")
    assert case.get_row(person.id)["phone"] is None  # type: ignore[index] # the person is there
    desk.said.undo()  # type: ignore[misc] # what was moved can be taken back
    desk.settle()
    case = look(desk.store, made.id)
    assert (case.of("ContactPoint"), case.get_row(person.id)["phone"]) == ((), "+17584520000")  # type: ignore[index] # the person is there


def test_grounds_of_a_role_open_the_form_of_a_status(desk: CasesDesk) -> None:
    """The stage is asked; the grounds are filled in, and what stands as told is not taken back by a key."""
    made = amber(desk.store)
    person = next(row for row in look(desk.store, made.id).of("Person") if row["document_number"])
    role = {"person": person.id, "role": "witness", "grounds": "He held all of their passports."}
    add_record(desk.store, made.id, BY_NAME["CaseRole"], role)
    _person, pane = read_person(desk, made.id)
    [view] = told_in(pane, "SuspectStatus")
    desk.press(view.to_move)
    form = desk.form().form
    assert form.frames["grounds"].value() == "He held all of their passports."
    assert form.frames["stage"].value() is None


def test_from_whom_somebody_is_kept_is_asked(desk: CasesDesk) -> None:
    """Who was not allowed contact stands filled in, and both of them may be changed before it is saved."""
    made = amber(desk.store)
    person = next(row for row in look(desk.store, made.id).of("Person") if row["document_number"])
    role = {"person": person.id, "role": "witness", "contact_allowed": False}
    add_record(desk.store, made.id, BY_NAME["CaseRole"], role)
    _person, pane = read_person(desk, made.id)
    [view] = told_in(pane, "NoContact")
    assert view.words() == ["Contact allowed: No"]
    desk.press(view.to_move)
    form = desk.form().form
    assert (form.frames["not_person"].value(), form.frames["person"].value()) == (person.id, None)
    grab(desk.screen, "no-contact-moved")
