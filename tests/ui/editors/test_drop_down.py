"""How an answer is typed: a short list is found by any word of it, an open one stops no key, an example fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.case.test_beginning_beside import editor_of
from tests.ui.invented import amber
from tipdesk.domain.kinds import Reference
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.when import Lies, read_date, read_moment
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.editors.moment_edit import MomentEdit
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.invented import CasesDesk
    from tipdesk.ui.records.section_form import SectionForm
    from tipdesk.ui.widgets.drop_down import DropDown

PEOPLE = [
    Choice("a", "P-6GMC Adela Fictionby"),
    Choice("b", "P-9CXK Lucette Fauxbourg"),
    Choice("c", "P-9DDD Luc Made Up"),
]


@pytest.mark.parametrize("is_open", [False, True])
def test_a_word_finds_an_answer(qtbot: QtBot, *, is_open: bool) -> None:
    """Closed or open, letters find the beginning of any word; the same letter again goes on; nothing else is taken."""
    editor = CodeCombo(PEOPLE)
    qtbot.addWidget(editor)
    editor.show()
    for typed, found in (("fau", "b"), ("P-6", "a"), ("ll", "c"), ("luce", "b"), ("made up", "c"), ("zz", "c")):
        editor.box._forget()
        if is_open:
            editor.box.showPopup()
        QTest.keyClicks(editor.box.view() if is_open else editor.box, typed)
        if is_open:
            QTest.keyClick(editor.box.view(), Qt.Key.Key_Return)
        assert editor.value() == found, typed


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_an_open_list_stops_no_key(desk: CasesDesk, held: Qt.KeyboardModifier) -> None:
    """A space opens the list; Tab then goes on to the next field and Ctrl+Enter saves, with the answer marked."""
    desk.open(amber(desk.store).id)
    person = desk.workspace().people[0].person
    page = desk.edit(person, "age_basis")
    box = combo_of(page, "age_basis")
    before = box.currentData()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.view().isVisible()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    marked = box.itemData(box.view().currentIndex().row())
    assert marked != before
    QTest.keyClick(box.view(), Qt.Key.Key_Return if held else Qt.Key.Key_Tab, held)
    assert not box.view().isVisible()
    desk.settle()
    if held:
        assert next(one.person for one in desk.workspace().people if one.person.id == person.id)["age_basis"] == marked
    else:
        assert box.currentData() == marked
        here = desk.screen.window().focusWidget()
        assert here is not box
        assert page.form.isAncestorOf(here)


def combo_of(page: SectionForm, name: str) -> DropDown:
    """Return the box of a field of few answers."""
    editor = page.form.frames[name].editor
    assert isinstance(editor, CodeCombo)
    assert not editor.box.isEditable()
    return editor.box


def test_an_example_lies_where_the_answer_does(qtbot: QtBot) -> None:
    """Of what is due it is a day in the coming weeks, and all of it can be typed; of what was, one that has been."""
    now = datetime(2026, 12, 24, 12, 0, tzinfo=UTC)
    due, was = (PartialDateEdit(lambda: now, lies) for lies in (Lies.AHEAD, Lies.BEHIND))
    at = MomentEdit(lambda: now, Lies.AHEAD)
    for editor in (due, was, at):
        qtbot.addWidget(editor)
    day, _or, other = due.line.placeholderText().partition(" or ")
    for told in (day, other):
        read = read_date(told, now, Lies.AHEAD)
        assert now.date() < read.last_day < now.date() + timedelta(weeks=6)
    assert "2007" in was.line.placeholderText()
    assert read_moment(at.line.placeholderText().partition(",")[0], now, Lies.AHEAD) > now


def test_what_is_half_typed_stays_while_the_same_is_offered(qtbot: QtBot) -> None:
    """A case that comes anew offers its people again; a name half typed is not taken away for that."""
    many = [Choice(f"{at:02}", f"P-{at} Person {at}") for at in range(9)]
    editor = ReferenceEdit(reference(), many)
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.box, "pers")
    editor.offer(many)
    assert editor.typed() == "pers"
    editor.offer(many[:5])
    assert editor.typed() == ""


def reference() -> Reference:
    """Return the field in which a guardian is named."""
    declared = BY_NAME["Guardian"].by_name["who"]
    assert isinstance(declared, Reference)
    return declared


def test_a_person_is_found_by_name_unless_names_are_hidden(desk: CasesDesk) -> None:
    """With F4 the list has codes alone, by which they are found; no name finds anybody then."""
    people = [{"record": "Person", "key": f"p{at}", "fields": {"given_names": name}} for at, name in enumerate("AB")]
    people[1]["fields"] = {"given_names": "Ruth", "family_name": "Samplegood"}
    case = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": people}).id
    desk.open(case)
    ruth = next(one for one in look(desk.store, case).of("Person") if one["given_names"] == "Ruth")
    for is_hidden in (False, True):
        desk.seat.names_switch.turn(is_on=is_hidden)
        desk.screen.case._ask()
        desk.settle()
        desk.screen.case_view.add_asked.emit("Guardian", {})
        desk.settle()
        editor = editor_of(desk.form(), "who")
        editor.set_value(None)
        QTest.keyClicks(editor.box, "samp")
        assert editor.value() == (None if is_hidden else ruth.id)
        editor.box._forget()
        QTest.keyClicks(editor.box, str(ruth["person_code"]))
        assert editor.value() == ruth.id
        desk.press(desk.form().cancel)
