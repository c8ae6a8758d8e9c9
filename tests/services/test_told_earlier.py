"""What older releases asked of a person is moved where it is told now: one entry, one undo, one row from two PCs."""

from __future__ import annotations

from functools import partial

from tests.fakes.desk import CODES, make_desk, make_store
from tests.services.refusals import refusal
from tests.services.rooms import COLLEAGUE, OWNER, Room
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.told_earlier import find_earlier
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.move_told_earlier import move_told_earlier, take_back_move
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.look import look

SAFE = {"safe": "safe_at_times"}


def test_every_later_field_has_its_place() -> None:
    """What went elsewhere names a record, a field and codes that are there, and belongs to it by its parent."""
    for record in BY_NAME.values():
        for field in record.fields:
            if field.later is None:
                continue
            home = BY_NAME[field.later.record]
            assert {field.later.field, *(name for name, _code in field.later.having)} <= home.by_name.keys()
            assert field.later.whose in {"", *home.by_name}
            assert home.parent
            assert not field.is_asked


def test_one_entry_makes_the_rows_and_empties_the_fields(room: Room) -> None:
    """Document and telephone go over in one entry, which the history tells; undo brings all of it back."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    before = len(room.store.held)
    moved = move_told_earlier(desk, person, {**SAFE, "kind": "passport"})
    assert len(room.store.held) == before + 1
    view = look(desk, room.case)
    [paper] = view.of("IdentityDocument")
    assert (paper["kind"], paper["number"], paper["person"]) == ("passport", "R0123456", person.id)
    [way] = view.of("ContactPoint")
    assert (way["kind"], way["number"], way["safe"]) == ("mobile", "+17584520000", "safe_at_times")
    assert (view.of("Person")[0]["document_number"], view.of("Person")[0]["phone"]) == (None, None)
    take_back_all(desk, moved.deeds)
    view = look(desk, room.case)
    assert (view.of("IdentityDocument"), view.of("ContactPoint")) == ((), ())
    assert (view.of("Person")[0]["document_number"], view.of("Person")[0]["phone"]) == ("R0123456", "+17584520000")
    again = move_told_earlier(desk, view.of("Person")[0], {"kind": "id_card"}, only="IdentityDocument")
    take_back_move(desk, again.changed, view.of("Person")[0])
    assert look(desk, room.case).of("Person")[0]["document_number"] == "R0123456"


def test_codes_are_told_anew(room: Room) -> None:
    """*Unsure* whether a telephone is safe is not safe; what is given goes before what was told."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    amend_record(desk, person, {"phone_safe": "unsure"})
    [person] = look(desk, room.case).of("Person")
    move_told_earlier(desk, person, {"belongs_to": "Her sister"}, only="ContactPoint")
    [way] = look(desk, room.case).of("ContactPoint")
    assert (way["kind"], way["safe"], way["belongs_to"]) == ("mobile", "not_safe", "Her sister")


def test_two_pcs_make_one_row(room: Room) -> None:
    """The same move on two PCs apart is one paper after they meet, with no dispute."""
    other = make_store(2)
    other.take_in(room.store)
    for store in (room.store, other):
        desk = make_desk(store, OWNER)
        move_told_earlier(desk, look(desk, room.case).of("Person")[0], {"kind": "passport"}, only="IdentityDocument")
    room.store.take_in(other)
    view = look(room.desk(OWNER), room.case)
    assert [row.siblings for row in view.of("IdentityDocument")] == [{}]


def test_what_is_refused(room: Room) -> None:
    """Nothing to move, what the new row needs, an answer that is hidden, one in dispute, and a field that is none."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    lacking = refusal(partial(move_told_earlier, desk, person))
    assert lacking.code == "bad-fields"
    assert {one.path for one in lacking.fields} == {"IdentityDocument.kind", "ContactPoint.safe"}
    assert refusal(partial(move_told_earlier, desk, person, {"colour": "red"})).code == "bad-fields"
    assert refusal(partial(move_told_earlier, desk, person, only="Address")).code == "nothing-earlier"
    [hidden] = look(room.desk(COLLEAGUE), room.case).of("Person")
    assert refusal(partial(move_told_earlier, room.desk(COLLEAGUE), hidden, {"kind": "other"})).code == "hidden-answer"
    for told in ("A1", "B2"):
        amend_record(desk, person, {"document_number": told})
    [person] = look(desk, room.case).of("Person")
    disputed = partial(move_told_earlier, desk, person, {"kind": "passport"}, only="IdentityDocument")
    assert refusal(disputed).code == "settle-first"


def test_who_was_not_allowed_contact_is_kept_away(room: Room) -> None:
    """From whom is asked; somebody who was allowed it tells nothing of that, and nor does who was never asked."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    other = add_record(desk, room.case, BY_NAME["Person"], {"family_name": "Roe"}).row
    for allowed in (True, None, False):
        add_record(
            desk, room.case, BY_NAME["CaseRole"], {"person": other, "role": "family", "contact_allowed": allowed}
        )
    told = [find_earlier(one) for one in look(desk, room.case).of("CaseRole")[1:]]
    assert [len(one) for one in told] == [0, 0, 1]
    role = told[2][0].row
    needs = refusal(partial(move_told_earlier, desk, role))
    assert {one.path for one in needs.fields} == {"NoContact.person", "NoContact.asked_by"}
    move_told_earlier(desk, role, {"person": person.id, "asked_by": "officer"})
    [kept] = look(desk, room.case).of("NoContact")
    assert (kept["person"], kept["not_person"]) == (person.id, other)
    assert kept["what"] == {code.code for code in CODES.list_of("no_contact_of")}
    assert look(desk, room.case).of("CaseRole")[3]["contact_allowed"] is None


def test_a_role_tells_of_relationship_and_status(room: Room) -> None:
    """In whose relation somebody stood makes a relationship of the same person; grounds wait for the stage."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    other = add_record(desk, room.case, BY_NAME["Person"], {"family_name": "Roe"}).row
    given = {
        "person": other,
        "role": "witness",
        "related_to": person.id,
        "relationship": "Familial",
        "grounds": "Seen.",
    }
    add_record(desk, room.case, BY_NAME["CaseRole"], given)
    role = look(desk, room.case).of("CaseRole")[1]
    assert {one.home.record.name for one in find_earlier(role)} == {"Relationship", "SuspectStatus"}
    move_told_earlier(desk, role, only="Relationship")
    [family] = look(desk, room.case).of("Relationship")
    assert (family["person"], family["other"], family["relationship"]) == (other, person.id, "Familial")
    needs = refusal(partial(move_told_earlier, desk, role, only="SuspectStatus"))
    assert {one.path for one in needs.fields} == {"SuspectStatus.stage"}
