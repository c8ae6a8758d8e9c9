"""Changing what a case holds: one entry a deed, dots as seen, conflicts shown and settled, trash and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.documents import a_document
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.document import conflicts_of, row_document
from tipdesk.services.case.dots import parse_dot
from tipdesk.services.case.history import history
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import open_case
from tipdesk.services.case.set_fields import add_fields, delete_row, list_rows, pick_row, set_fields
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.show_case import show_case
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk

COLLEAGUE = make_actor("officer2", frozenset({"frontline"}))


class Two:
    """One case at two PCs of one post, which exchange entries when told."""

    def __init__(self) -> None:
        self.one, self.other = make_store(1), make_store(2)
        self.here, self.there = make_desk(self.one), make_desk(self.other)
        made = new_case(self.here, a_document())
        self.case, self.reference = made.id, made.reference
        self.meet()

    def meet(self) -> None:
        """Exchange everything."""
        self.one.take_in(self.other)
        self.other.take_in(self.one)

    def disagree(self, field: str, here: str, there: str) -> Row:
        """Let both write a field of the person before they exchange; return the person in conflict."""
        amend_record(self.here, self.person(self.here), {field: here})
        amend_record(self.there, self.person(self.there), {field: there})
        self.meet()
        return self.person(self.here)

    def person(self, desk: Desk) -> Row:
        """Return the person as a desk sees it."""
        return look(desk, self.case).of("Person")[0]


def list_of(values: object) -> list[dict[str, str]]:
    """Return the values of a conflict as JSON has them."""
    assert isinstance(values, list)
    return values


def entries(store: FakeStore) -> int:
    """Return how many case entries a store holds."""
    return sum(held.entry.head.case is not None for held in store.held)


def test_an_amendment_writes_only_what_differs() -> None:
    """One entry with the changed field; naming the value that stands writes nothing."""
    two = Two()
    changed = amend_record(two.here, two.person(two.here), {"sex": "female", "occupation": "Cook"})
    assert (changed.kinds, changed.case) == (frozenset({"Person"}), two.case)
    assert set(two.one.held[-1].entry.changes[0].fields) == {18}
    before = entries(two.one)
    assert amend_record(two.here, two.person(two.here), {"occupation": "Cook "}).kinds == frozenset()
    assert entries(two.one) == before


def test_an_amendment_names_every_refused_field() -> None:
    """Bad values, unknown fields and emptied required fields are named together, and nothing is stored."""
    two = Two()
    [role] = look(two.here, two.case).of("CaseRole")
    before = entries(two.one)
    with pytest.raises(UserError) as caught:
        amend_record(two.here, role, {"role": "", "role_from": "soon", "person": "00" * 16, "nosuch": 1})
    assert {problem.path for problem in caught.value.fields} == {
        "CaseRole.role",
        "CaseRole.role_from",
        "CaseRole.person",
        "CaseRole.nosuch",
    }
    assert entries(two.one) == before


def test_a_masked_field_cannot_be_overwritten_blindly() -> None:
    """Who may not see a name cannot replace it; an ordinary field of the same row they can write."""
    two = Two()
    desk = make_desk(two.one, COLLEAGUE)
    with pytest.raises(UserError):
        amend_record(desk, two.person(desk), {"family_name": "Roe"})
    amend_record(desk, two.person(desk), {"occupation": "Cook"})
    assert two.person(two.here)["family_name"] == "Doe"


def test_the_reference_stays() -> None:
    """A post changes neither the reference nor the register number that headquarters gives."""
    two = Two()
    with pytest.raises(UserError) as caught:
        amend_record(two.here, look(two.here, two.case).case, {"reference": "0000000", "register_no": "2026/1"})
    assert {problem.path for problem in caught.value.fields} == {"Case.reference", "Case.register_no"}


def test_two_officers_at_once_make_a_conflict_that_is_settled_once() -> None:
    """Both values stay with their authors; keeping one by its dot settles it at both places."""
    two = Two()
    person = two.disagree("family_name", "Roe", "Poe")
    assert {sibling.value for sibling in person.siblings["family_name"]} == {"Roe", "Poe"}
    [conflict] = conflicts_of(person)
    assert show_case(two.here, two.reference)["conflicts"] == [conflict]
    assert (conflict["record"], conflict["field"]) == ("Person", "family_name")
    kept = next(value["dot"] for value in list_of(conflict["values"]) if value["value"] == "Roe")
    settle_conflict(two.here, person, "family_name", keep=parse_dot(kept))
    two.meet()
    for desk in (two.here, two.there):
        assert two.person(desk)["family_name"] == "Roe"
        assert not two.person(desk).siblings
    assert show_case(two.here, two.reference) == show_case(two.there, two.reference)


def test_a_conflict_can_be_settled_with_a_third_value() -> None:
    """A value given is checked like any other; without a conflict there is nothing to settle."""
    two = Two()
    person = two.disagree("birth_date", "2008", "2007")
    with pytest.raises(UserError) as caught:
        settle_conflict(two.here, person, "birth_date", value="soon")
    assert caught.value.code == "bad-fields"
    settle_conflict(two.here, person, "birth_date", value="2009-05")
    assert str(two.person(two.here)["birth_date"]) == "2009-05"
    with pytest.raises(UserError) as caught:
        settle_conflict(two.here, two.person(two.here), "birth_date", value="2009")
    assert caught.value.code == "no-conflict"


def test_a_value_that_came_later_is_not_settled_away() -> None:
    """Settling replaces what its author saw; a third value from elsewhere shows as a new conflict."""
    two = Two()
    seen = two.disagree("occupation", "Cook", "Guard")
    amend_record(two.there, two.person(two.there), {"occupation": "Driver"})
    settle_conflict(two.here, seen, "occupation", value="Cook")
    two.meet()
    values = {sibling.value for sibling in two.person(two.here).siblings["occupation"]}
    assert values == {"Cook", "Driver"}


def test_trash_hides_and_undo_brings_back() -> None:
    """A deleted row leaves the case and the document, stands in the trash, and comes back as it was."""
    two = Two()
    person = two.person(two.here)
    delete_record(two.here, person, "entered twice")
    assert not look(two.here, two.case).of("Person")
    assert "Person" not in {record["record"] for record in show_case(two.here, two.reference)["records"]}  # type: ignore[attr-defined] # JSON is untyped
    [gone] = list(look(two.here, two.case).trash)
    restore_record(two.here, gone)
    assert two.person(two.here)["family_name"] == "Doe"
    assert [line.after for line in history(two.here, two.case, person.id)][:2] == ["kept", "deleted"]


def test_a_deletion_against_a_change_is_a_conflict() -> None:
    """What was changed elsewhere is not hidden unseen; settling decides for or against the row."""
    two = Two()
    delete_record(two.here, two.person(two.here))
    amend_record(two.there, two.person(two.there), {"occupation": "Cook"})
    two.meet()
    person = two.person(two.here)
    assert "deleted" in person.siblings
    settle_conflict(two.here, person, "deleted", value="deleted")
    assert not look(two.here, two.case).of("Person")


def test_a_case_is_not_deleted() -> None:
    """A whole case is closed with a reason, never put into the trash."""
    two = Two()
    with pytest.raises(UserError) as caught:
        delete_record(two.here, look(two.here, two.case).case)
    assert caught.value.code == "case-not-deleted"


def test_records_are_added_with_their_checks() -> None:
    """A new person gets a code; a reference must lie in the same case; a case row or an officer cannot be added."""
    two = Two()
    added = add_record(two.here, two.case, BY_NAME["Person"], {"family_name": "Poe"})
    assert added.row
    other = new_case(two.here, a_document()).id
    with pytest.raises(UserError) as caught:
        add_record(two.here, other, BY_NAME["CaseRole"], {"person": added.row, "role": "witness"})
    assert [problem.path for problem in caught.value.fields] == ["CaseRole.person"]
    for name in ("Case", "Officer"):
        with pytest.raises(UserError):
            add_record(two.here, two.case, BY_NAME[name], {"title": "A", "login": "a"})


def test_the_command_line_speaks_fields_as_text() -> None:
    """FIELD=VALUE adds, sets, empties and gives reasons; the row may be left out where there is only one."""
    two = Two()
    set_fields(two.here, two.reference.lower(), "person", None, ["birth_date=27 3 2009", "citizenships=LC; GY; BB"])
    assert str(two.person(two.here)["birth_date"]) == "2009-03-27"
    assert two.person(two.here)["citizenships"] == {"LC", "GY", "BB"}
    set_fields(two.here, two.reference, "Person", None, ["birth_date=?refused", "phone="])
    [listed] = map(row_document, list_rows(two.here, two.reference, "Person").rows)
    assert listed["fields"]["birth_date"] == {"missing": "refused"}  # type: ignore[index] # JSON is untyped
    assert "phone" not in listed["fields"]  # type: ignore[operator] # JSON is untyped
    added = add_fields(two.here, two.reference, "case_role", [f"person={listed['key']}", "role=witness"])
    with pytest.raises(UserError) as caught:
        pick_row(two.here, two.reference, "CaseRole", None)
    assert caught.value.code == "which-row"
    assert added.row
    delete_row(two.here, two.reference, "CaseRole", added.row.hex())
    assert len(list_rows(two.here, two.reference, "CaseRole").rows) == 1
    set_fields(two.here, two.reference, "Case", None, ["risk_level=high"])
    assert look(two.here, two.case).case["risk_level"] == "high"
    for bad in (["x"], ["=1"]):
        with pytest.raises(UserError):
            set_fields(two.here, two.reference, "Person", None, bad)


def test_another_case_is_named_by_its_reference() -> None:
    """A link keeps the case; itself, one that is not there, and what is no reference are refused beside the field."""
    two = Two()
    other = new_case(two.here, {"case": {"title": "Green heron 5"}, "records": []})
    assert add_fields(
        two.here, two.reference, "CaseLink", [f"other={other.reference.lower()}", "reason=same_people"]
    ).row
    [link] = look(two.here, two.case).of("CaseLink")
    assert link["other"] == other.id
    assert open_case(two.here, two.case).names.cases == {other.id: other.reference}
    for wrong in (two.reference, "K7Q-42MX", "heron"):
        with pytest.raises(UserError) as caught:
            add_fields(two.here, two.reference, "CaseLink", [f"other={wrong}", "reason=same_people"])
        assert [problem.path for problem in caught.value.fields] == ["CaseLink.other"]


def test_history_tells_from_what_to_what() -> None:
    """A change says what stood before, who wrote it and where."""
    two = Two()
    amend_record(two.here, two.person(two.here), {"family_name": "Roe"}, "passport seen")
    line = history(two.here, two.case, two.person(two.here).id)[0]
    assert (line.before, line.after, line.reason) == (("Doe",), "Roe", "passport seen")
    assert (line.actor, line.device) == (two.here.actor.officer, two.here.place.device)
    shown = show_case(two.there, two.reference, with_history=True)
    assert isinstance(shown["history"], list)
