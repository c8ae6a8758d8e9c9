"""Naming a suspect in the section Role: grounds and a day of review in the same sitting, and approval of a victim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import NamedRow, PartialDate
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.gates.offers import Step
from tipdesk.ui.widgets.code_combo import CodeCombo

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.ui.records.section_form import SectionForm

GROUNDS = "He held all of their passports."


def today(desk: CasesDesk) -> PartialDate:
    """Return the day on the officer's clock."""
    now = desk.seat.now()
    return PartialDate(now.year, now.month, now.day)


def a_role_of(desk: CasesDesk, *, is_victim: bool) -> tuple[Row, SectionForm]:
    """Open the form of a further role of somebody, and choose that of a suspect."""
    born = {"birth_date": "2012" if is_victim else "1980", "age_basis": "document", "given_names": "Example"}
    role = "potential_victim" if is_victim else "accompanying"
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                {"record": "Person", "key": "p1", "fields": born},
                {"record": "CaseRole", "fields": {"person": "p1", "role": role}},
            ],
        },
    )
    desk.open(made.id)
    person = look(desk.store, made.id).of("Person")[0]
    desk.read(person)
    writing = desk.screen.case.boards.writing()
    assert writing is not None
    writing.add(BY_NAME["CaseRole"], {"person": person.id})
    desk.settle()
    form = desk.form()
    form.form.frames["role"].set_value("suspect")
    form.form.changed.emit()
    return person, form


def test_grounds_are_asked_with_the_role(desk: CasesDesk) -> None:
    """Without grounds nothing is saved and the focus is on them; then both rows are there, in one entry."""
    person, form = a_role_of(desk, is_victim=False)
    assert form.also is not None
    assert form.also.isVisible()
    assert unnamed_widgets(form) == []
    frames = form.also.form.frames
    frames["stage"].set_value("suspected")
    frames["review_due"].set_value(today(desk))
    form.save.click()
    desk.settle()
    assert frames["grounds"].problem() == "Grounds is needed."
    assert look(desk.store, person.case or b"").of("SuspectStatus") == ()
    frames["grounds"].set_value(GROUNDS)
    grab(desk.screen.window(), "suspect-named")
    form.save.click()
    desk.settle()
    view = look(desk.store, person.case or b"")
    assert [row["grounds"] for row in view.of("SuspectStatus")] == [GROUNDS]
    assert "suspect" in [row["role"] for row in view.of("CaseRole")]


def test_a_role_that_is_half_typed_names_no_suspect(desk: CasesDesk) -> None:
    """While the role is typed letter by letter nothing breaks, and grounds are asked once the word stands there."""
    _person, form = a_role_of(desk, is_victim=False)
    role = form.form.frames["role"].editor
    assert form.also is not None
    assert isinstance(role, CodeCombo)
    line = role.box.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "suspec")
    assert form.also.isHidden()
    QTest.keyClicks(line, "t")
    assert form.also.isVisible()


def test_of_a_child_who_may_be_a_victim_headquarters_is_asked(desk: CasesDesk) -> None:
    """The refusal stands in the form with its button; what is asked names the rule, and what was typed is kept."""
    person, form = a_role_of(desk, is_victim=True)
    assert form.also is not None
    for name, value in (("stage", "suspected"), ("grounds", GROUNDS)):
        form.also.form.frames[name].set_value(value)
    form.also.form.frames["review_due"].set_value(today(desk))
    form.save.click()
    desk.settle()
    assert form.rules is not None
    assert "may be a victim: somebody else agrees" in words(form.rules)
    grab(desk.screen.window(), "suspect-victim")
    form.rules.buttons["suspect-is-victim", Step.ASK].click()
    form.rules.words.set_value("He was made to watch the others.")
    desk.press(form.rules.go)
    assert form.isAncestorOf(desk.screen.window().focusWidget()), "nothing more can be done there: on with the answers"
    view = look(desk.store, person.case or b"")
    [asked] = view.of("Approval")
    assert (asked["gate"], asked["subject"]) == ("suspect-is-victim", NamedRow(person.record.number, person.id))
    assert view.of("SuspectStatus") == ()
    assert "Asked: waiting for an answer" in words(form.rules)
    assert form.also.form.frames["grounds"].value() == GROUNDS


def test_a_status_is_written_on_its_own_page(desk: CasesDesk) -> None:
    """The page Investigation asks the day of review with the grounds, and its writer is who looks into it."""
    person, _role = a_role_of(desk, is_victim=False)
    writing = desk.screen.case.boards.writing()
    assert writing is not None
    desk.screen.case.boards.add("SuspectStatus", {"person": person.id})
    desk.settle()
    form = desk.form()
    assert form.form.frames["investigator"].value() == desk.store.actor.officer
    for name, value in {"stage": "arrested", "grounds": GROUNDS}.items():
        form.form.frames[name].set_value(value)
    form.save.click()
    desk.settle()
    assert "day of review" in form.form.frames["review_due"].problem()
    form.form.frames["review_due"].set_value(today(desk))
    form.save.click()
    desk.settle()
    assert [row["stage"] for row in look(desk.store, person.case or b"").of("SuspectStatus")] == ["arrested"]
