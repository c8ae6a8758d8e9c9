"""A place is begun from the field that names it, and nothing of the form around it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.probes import unnamed_widgets
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.records.beginning_beside import RowDialog
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.ui.records.section_form import SectionForm


def editor_of(form: SectionForm, name: str) -> ReferenceEdit:
    """Return the editor of a reference."""
    editor = form.form.frames[name].editor
    assert isinstance(editor, ReferenceEdit)
    return editor


def opened(desk: CasesDesk, form: SectionForm, name: str = "from_at") -> RowDialog:
    """Press the button beside a field by keyboard, and return the dialog."""
    desk.press(editor_of(form, name).last_face)
    [dialog] = [one for one in form.findChildren(RowDialog) if one.isVisible()]
    return dialog


def test_a_new_place_is_chosen_where_it_was_begun(desk: CasesDesk) -> None:
    """Escape keeps a draft; saved, it stands in its field and is offered in the next; what was half typed stays."""
    people = [{"record": "Person", "key": "p1", "fields": {"given_names": "Example"}}]
    legs = [{"record": "JourneyLeg", "fields": {"person": "p1", "leg_type": "Transit"}}]
    case = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": [*people, *legs]}).id
    desk.open(case)
    form = desk.edit(look(desk.store, case).of("JourneyLeg")[0], "from_at")
    half = next(frame.editor for frame in form.form.frames.values() if isinstance(frame.editor, ParsedEdit))
    QTest.keyClicks(half.line, "half typ")
    dialog = opened(desk, form)
    assert unnamed_widgets(dialog) == []
    line = dialog.page.form.frames["name"].editor
    assert isinstance(line, ParsedEdit)
    QTest.keyClicks(line.line, "The yellow house")
    QTest.keyClick(line.line, Qt.Key.Key_Escape)
    desk.settle()
    dialog = opened(desk, form)
    kind, name = (dialog.page.form.frames[one] for one in ("kind", "name"))
    assert name.value() == "The yellow house"
    dialog.page.save.click()
    desk.settle()
    assert kind.problem()
    kind.set_value("establishment")
    dialog.page.save.click()
    desk.settle()
    [place] = look(desk.store, case).of("Place")
    assert (editor_of(form, "from_at").value(), half.line.text()) == (place.id, "half typ")
    assert editor_of(form, "to_at").box.findData(place.id.hex()) > 0
    half.line.clear()
    form.save.click()
    desk.settle()
    assert look(desk.store, case).of("JourneyLeg")[0]["from_at"] == place.id


def test_a_guardian_who_is_nobody_of_the_case_yet_is_begun_from_the_form(desk: CasesDesk) -> None:
    """*New…* beside *Guardian* asks who that is; saved, they are chosen, and the guardian is written with them."""
    people = [{"record": "Person", "key": "p1", "fields": {"given_names": "Example", "about_age": 9}}]
    case = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": people}).id
    desk.open(case)
    [child] = look(desk.store, case).of("Person")
    desk.screen.case_view.add_asked.emit("Guardian", {"person": child.id})
    desk.settle()
    form = desk.form()
    dialog = opened(desk, form, "who")
    assert unnamed_widgets(dialog) == []
    assert "given_names" in dialog.page.form.frames
    assert "sex" not in dialog.page.form.frames, "a new person is begun with the name, as everywhere"
    dialog.page.form.frames["given_names"].set_value("Ruth")
    dialog.page.form.frames["given_names"].editor.changed.emit()
    dialog.page.save.click()
    desk.settle()
    [ruth] = [one for one in look(desk.store, case).of("Person") if one.id != child.id]
    assert (ruth["given_names"], editor_of(form, "who").value()) == ("Ruth", ruth.id)
    for name, value in {"kind": "parent", "independent": "yes", "independence": "She lives apart."}.items():
        form.form.frames[name].set_value(value)
        form.form.frames[name].editor.changed.emit()
    form.save.click()
    desk.settle()
    assert [one["who"] for one in look(desk.store, case).of("Guardian")] == [ruth.id]
