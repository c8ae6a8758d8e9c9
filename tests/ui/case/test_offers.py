"""What a rule offers where several things are lacking: a button each, and a field of the form in front is led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.gate import Failed, Need
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.gates.offers import Step, offers_of

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk

OWN, OTHER, THIRD = b"o" * 16, b"p" * 16, b"q" * 16
POINTS = frozenset({
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
})  # fmt: skip


def words_of(*needs: Need) -> list[str]:
    """Return what is offered for these needs of a gate that judges one row."""
    failed = Failed("child-consent", "Consent", OWN, "Somebody agrees for a child.", needs)
    return [one.words for one in offers_of(failed) if one.past is None]


def test_each_thing_that_is_lacking_has_its_button() -> None:
    """The row itself, another row and a new one are told apart; rows that stand elsewhere are opened in turn."""
    own, guardian = Need("Consent", ("given_by",), OWN), Need("Guardian", ("who",), None)
    person = Need("Person", ("languages",), OTHER)
    assert words_of(own) == ["Fill it in"]
    assert words_of(person, own, guardian) == ["Fill in: Person", "Fill it in", "Add: Guardian"]
    assert words_of(Need("Task", ("status",), OTHER), Need("Referral", ("status",), THIRD)) == ["See all 2"]


def test_a_rule_leads_to_the_answer_of_the_form_in_front(desk: CasesDesk) -> None:
    """A child that agrees alone: the press leads to who answered, in the same form, and loses nothing of it."""
    child = {"given_names": "Example", "birth_date": "2012", "age_basis": "document", "languages": ["eng"]}
    made = new_case(
        desk.store, {"case": {"title": "Blue heron 12"}, "records": [{"record": "Person", "fields": child}]}
    )
    desk.open(made.id)
    person = look(desk.store, made.id).of("Person")[0]
    desk.read(person)
    writing = desk.screen.case.boards.writing()
    assert writing is not None
    writing.add(BY_NAME["Consent"], {"person": person.id})
    desk.settle()
    form = desk.form()
    answers = {"scope": "services", "points": POINTS, "language": "eng", "status": "given", "given_by": "self"}
    for name, value in {**answers, "form": "signed_paper"}.items():
        form.form.frames[name].set_value(value)
    form.form.changed.emit()
    form.save.click()
    desk.settle()
    assert form.rules is not None
    ways = [one for (gate, _step), one in form.rules.buttons.items() if gate == "child-consent"]
    assert {"Fill them in", "Add: Guardian"} <= {one.text() for one in ways}
    form.rules.buttons["child-consent", Step.FILL].click()
    desk.settle()
    assert desk.form() is form
    assert form.form.frames["given_by"].editor.isAncestorOf(form.window().focusWidget())
    assert form.form.frames["language"].value() == "eng"
