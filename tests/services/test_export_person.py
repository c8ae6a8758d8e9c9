"""What is handed to a person who asks what a case holds on them: theirs, not another's, and what was left out."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.offices import OFFICERS, PERSON, made_case, make_office, raw
from tests.services.rooms import CARER, OWNER
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.documents.export_person import export_person

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.services.desk import Actor

NOTE, ROLE = BY_NAME["Note"], BY_NAME["CaseRole"]


def asked(room: Room, actor: Actor = OWNER) -> tuple[dict[str, Any], str]:
    """Return the document on Ann as an officer exports it, read back and as it was written."""
    ann = room.rows("Person")[0]
    content = export_person(room.desk(actor), room.reference, ann.id).content
    return json.loads(content), content.decode()


def left_out(document: dict[str, Any], why: str) -> list[dict[str, Any]]:
    """Return what was left out for one reason."""
    return [one for one in document["left_out"] if one["why"] == why]


def test_everything_on_one_person_and_nothing_of_another(room: Room) -> None:
    """Ann's rows, her earlier phone and a deleted note are in it; Bea's name, and that she is Bea's friend, are not."""
    desk, ann = room.desk(OWNER), room.rows("Person")[0]
    bea = add_record(desk, room.case, PERSON, {"given_names": "Beatrix"}).row or b""
    add_record(desk, room.case, ROLE, {"person": ann.id, "role": "witness", "related_to": bea})
    add_record(desk, room.case, ROLE, {"person": bea, "role": "official", "related_to": ann.id, "grounds": "Gravelpit"})
    amend_record(desk, ann, {"phone": "758 452 1111"})
    gone = add_record(desk, room.case, NOTE, {"text": "Wrongly typed", "person": ann.id}).row
    delete_record(desk, next(row for row in room.rows("Note") if row.id == gone))
    document, text = asked(room)
    held = [one["record"] for one in document["records"]]
    assert sorted(held) == ["CaseRole", "CaseRole", "Episode", "Note", "Person"]
    assert all(word in text for word in ("Ann Marie", "4521111", "4520000", "Wrongly typed", "Asked for water"))
    assert [word for word in ("Beatrix", id_text(bea), "Gravelpit", "without their papers") if word in text] == []
    assert left_out(document, "refers_to_others")[0]["fields"] == ["CaseRole.related_to"]
    assert {(one["record"], one["count"]) for one in left_out(document, "other_people")} == {
        ("Person", 1),
        ("CaseRole", 1),
    }
    assert [one["record"] for one in left_out(document, "whole_case")] == ["Case"]
    assert document["read_before_handing_over"] == ["Note.text"]


def test_a_note_moved_from_one_to_another_is_left_out(room: Room) -> None:
    """Whom it was about is not clear from it: neither its words nor its history are handed over, and that is said."""
    desk, ann = room.desk(OWNER), room.rows("Person")[0]
    bea = add_record(desk, room.case, PERSON, {"given_names": "Beatrix"}).row
    moved = add_record(desk, room.case, NOTE, {"text": "Thimblewords", "person": bea}).row
    amend_record(desk, next(row for row in room.rows("Note") if row.id == moved), {"person": ann.id})
    document, text = asked(room)
    assert "Thimblewords" not in text
    assert [(one["record"], one["count"]) for one in left_out(document, "not_settled")] == [("Note", 1)]


def test_a_private_note_is_counted_by_its_kind(room: Room) -> None:
    """A note for counsellors alone is no part of it; that there is one is said."""
    task = {"title": "Work with us", "assigned_to": CARER.officer}
    add_record(room.desk(OWNER), room.case, BY_NAME["Task"], task)
    words = {"text": "Quillfeather", "person": room.rows("Person")[0].id, "privacy": "counselling"}
    add_record(room.desk(CARER), room.case, NOTE, words)
    document, text = asked(room)
    assert "Quillfeather" not in text
    assert [(one["privacy"], one["count"]) for one in left_out(document, "private_notes")] == [("counselling", 1)]


def test_the_look_is_an_export_and_the_bytes_are_signed(room: Room) -> None:
    """The audit log says that somebody exported, and why; the case that exactly these bytes were signed."""
    document, text = asked(room)
    [look] = [row for row in room.rows("AuditEvent") if row["action"] == "export"]
    [signature] = room.rows("Signature")
    assert look["reason"] == "Access request"
    assert signature["digest"] == hashlib.sha256(text.encode()).digest()
    with pytest.raises(UserError) as refused:
        export_person(room.desk(OWNER), document["reference"], room.rows("Note")[0].id)
    assert refused.value.code == "no-such-row"


def test_what_is_sealed_to_others_is_named() -> None:
    """An officer without the key exports no whereabouts; the field is named as sealed."""
    office = make_office()
    made = made_case(office)
    with office.store.read() as reader:
        person = reader.find_rows(PERSON)[0].id
    own = json.loads(export_person(office.desk("maker"), made.reference, person).content)
    assert own["records"][0]["fields"]["whereabouts"] == "Zebraroad 5"
    assert left_out(own, "sealed") == []
    made = made_case(office, "restricted")
    with office.store.read() as reader:
        [sealed_person] = reader.find_rows(PERSON, case=made.id)
    task = {"title": "Look at it", "assigned_to": OFFICERS["other"].officer}
    add_record(office.desk("maker"), made.id, BY_NAME["Task"], task)
    content = export_person(office.desk("other"), made.reference, sealed_person.id).content
    assert b"Zebra" not in content
    [sealed] = left_out(json.loads(content), "sealed")
    assert {"Person.family_name", "Person.whereabouts"} <= set(sealed["fields"])


def test_an_earlier_answer_that_is_sealed_is_named() -> None:
    """An answer that was emptied still stands in the history: who holds no key is told that something is left out."""
    office = make_office()
    made = made_case(office, "restricted")
    amend_record(office.desk("maker"), raw(office), {"whereabouts": None})
    task = {"title": "Look at it", "assigned_to": OFFICERS["other"].officer}
    add_record(office.desk("maker"), made.id, BY_NAME["Task"], task)
    answers = {}
    for login in ("maker", "other"):
        answers[login] = json.loads(export_person(office.desk(login), made.reference, raw(office).id).content)
    assert "Zebraroad 5" in {line["after"] for line in answers["maker"]["history"]}
    assert left_out(answers["maker"], "earlier_answers") == []
    assert "Person.whereabouts" in left_out(answers["other"], "earlier_answers")[0]["fields"]
    assert "Person.whereabouts" not in left_out(answers["other"], "sealed")[0]["fields"]
