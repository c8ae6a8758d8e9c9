"""A save that tells what has happened, past a rule: it is kept, and its officer hears the sentence at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.invented import amber
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


def test_the_foot_says_why_a_save_stands_past_a_rule(desk: CasesDesk) -> None:
    """That a stay is not of their own choice is saved as it is told, and the foot of the window says what it may be."""
    made = amber(desk.store)
    desk.open(made.id)
    person = desk.workspace().people[0].person
    amend_record(desk.store, person, {"birth_date": "1990", "age_basis": "document"})
    told = {"person": person.id, "place_code": "Safe place A", "voluntary": "yes", "may_leave": True}
    add_record(desk.store, made.id, BY_NAME["ShelterStay"], {**told, "arrived_at": "2026-11-20T10:00-04:00"})
    desk.open(made.id)
    [stay] = desk.workspace().view.of("ShelterStay")
    page = desk.edit(stay, "may_leave")
    page.form.frames["may_leave"].set_value(value=False)
    page.save_pressed.emit()
    desk.settle()
    [stay] = desk.workspace().view.of("ShelterStay")
    assert stay["may_leave"] is False
    assert desk.said.toasts[-1].startswith("Saved. Look: Staying in a safe place must be their own choice")
    assert desk.said.undo is not None
