"""Hints who somebody could be: what finds them, who is told how much, what is written, what is not asked twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.rooms import (
    ANALYST,
    AUDITOR,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    OWNER,
    PROSECUTOR,
    REASON,
    SUPERVISOR,
    Room,
)
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.domain.similar.why import Why
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.access.serve_case import serve_case
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.same_person.link_person import unlink_person
from tipdesk.services.similar.find_similar import find_all_similar, find_similar
from tipdesk.services.similar.said import Said, answers_told, check_said, write_said
from tipdesk.services.similar.say_not_same import say_not_same

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor, Desk

ANN = {"given_names": "Ann", "family_name": "Doe", "birth_date": "2009-04"}


def person_of(room: Room) -> bytes:
    """Return the row of the person."""
    [row] = room.rows("Person")
    return row.id


def another(desk: Desk, **answers: str) -> bytes:
    """Record another case with one person, and return that row."""
    record = {"record": "Person", "fields": answers}
    return new_case(desk, {"case": {"title": "Wren"}, "records": [record]}).rows[-1]


def test_each_answer_finds_the_person_and_says_why(room: Room) -> None:
    """Names, papers, telephones and addresses of the person's own row and of rows of their own; nobody is named."""
    desk, person = room.desk(OWNER), person_of(room)
    for record, answers in (
        ("IdentityDocument", {"kind": "passport", "number": "X 700-4431"}),
        ("ContactPoint", {"kind": "mobile", "number": "758 555 0199", "email": "ann@example.org", "safe": "safe"}),
        ("Address", {"kind": "home", "line": "14 High Street", "city": "Castries"}),
    ):
        add_record(desk, room.case, BY_NAME[record], {"person": person, **answers})
    for given, why in (
        ({"given_names": "Anne Mary", "family_name": "Dough", "birth_date": "4 2009"}, Why.SAME_BIRTH),
        ({"document_number": "R 0123456"}, Why.SAME_DOCUMENT),
        ({"document_number": "x7004431"}, Why.SAME_DOCUMENT),
        ({"phone": "+1 758 555 0199"}, Why.SAME_PHONE),
        ({"phone": "452 0000"}, Why.SAME_PHONE),
        ({"email": "Ann@Example.org"}, Why.SAME_ACCOUNT),
        ({"family_name": "Doe", "address": "Castries, 14 High St"}, Why.SAME_ADDRESS),
    ):
        [hint] = find_similar(desk, given)
        assert (hint.case, hint.person, hint.reference) == (room.case, person, room.reference), given
        assert why in hint.whys, given
        assert "Doe" not in repr(hint)
    assert find_similar(desk, {"given_names": "", "birth_date": "not yet", "summary": "Doe", "sex": "female"}) == []
    assert [look for look in room.looks() if look[0] == "search"] == []


@pytest.mark.parametrize(
    ("actor", "level"),
    [
        (OWNER, Level.SEALED),
        (COORDINATOR, Level.SEALED),
        (COLLEAGUE, Level.EXISTS),
        (SUPERVISOR, Level.EXISTS),
        (CARER, Level.EXISTS),
        (ANALYST, Level.EXISTS),
        (AUDITOR, Level.EXISTS),
        (PROSECUTOR, None),
    ],
)
def test_whoever_may_not_see_is_told_whom_to_ask(room: Room, actor: Actor, level: Level | None) -> None:
    """A match in what is closed tells reference and whom to ask: no person, score, reason, title or code."""
    hints = find_similar(room.desk(actor), ANN)
    assert [hint.level for hint in hints] == ([] if level is None else [level])
    for hint in hints:
        if level is Level.EXISTS:
            assert hint.to_json().keys() == {"case", "person", "reference", "score", "why"}
            assert (hint.person, hint.score, hint.whys, hint.title, hint.label) == (None, None, (), "", "")
            [told] = hint.reasons()
            assert told.startswith("Exists: ask ")
            assert ("officer1" in told) == (actor in (COLLEAGUE, SUPERVISOR))
    noted = [look for look in room.looks() if look[0] == "search"]
    assert len(noted) == (level is Level.EXISTS)


def test_what_exists_is_noted_once_in_a_while(room: Room) -> None:
    """Keys typed one after the other are one look; after ten minutes it is another."""
    desk = room.desk(COLLEAGUE)
    for minutes, count in ((0, 1), (1, 1), (10, 2)):
        room.store.clock.pass_minutes(minutes)
        assert find_similar(desk, ANN)
        assert [action for action, _result in room.looks()].count("search") == count
    assert {row["case"] for row in room.rows("AuditEvent") if row["action"] == "search"} == {room.case}


def test_a_weak_likeness_in_a_closed_case_is_not_told(room: Room) -> None:
    """Whoever may not see is not told of somebody who merely shares a name, so that nobody is sought by trying."""
    weak = {"family_name": "Doe", "sex": "female"}
    [hint] = find_similar(room.desk(OWNER), weak)
    assert not hint.interrupts
    assert find_similar(room.desk(COLLEAGUE), weak) == []


def test_the_excluded_are_not_told(room: Room) -> None:
    """An excluded officer gets no hint of the case, not even that it exists."""
    exclude_officer(room.desk(SUPERVISOR), room.case, COLLEAGUE.login, REASON)
    assert find_similar(room.desk(COLLEAGUE), ANN) == []


def test_what_was_said_of_two_people_is_remembered(room: Room) -> None:
    """After *not the same* neither is hinted at the other; somebody new still is, and undoing brings the hint back."""
    desk, person = room.desk(OWNER), person_of(room)
    twin = another(desk, given_names="Ann", family_name="Doe")
    assert [hint.person for hint in find_similar(desk, {}, about=twin)] == [person]
    assert [hint.person for hint in find_similar(desk, {}, about=person)] == [twin]
    said = say_not_same(desk, twin, person)
    assert [row["result"] for row in room.rows("PersonLink")] == ["not_same"]
    assert find_similar(desk, {}, about=twin) == []
    assert find_similar(desk, {}, about=person) == []
    assert {hint.person for hint in find_similar(desk, ANN)} == {person, twin}
    assert [hint.person for hint in find_similar(desk, ANN, but=[twin])] == [person]
    assert said.row is not None
    unlink_person(desk, said.row)
    assert [hint.person for hint in find_similar(desk, {}, about=twin)] == [person]


def test_not_the_same_is_refused_where_it_may_not_be_said(room: Room) -> None:
    """Not by somebody who may not write there, not of a person of whom they may not know, not of nobody."""
    desk, person = room.desk(OWNER), person_of(room)
    mine = another(room.desk(CARER), given_names="Ann", family_name="Doe")
    for actor, one, other, code in (
        (COLLEAGUE, b"n" * 16, person, "no-such-row"),
        (ANALYST, person, mine, "not-allowed"),
        (CARER, mine, person, "not-allowed"),
    ):
        with pytest.raises(UserError) as caught:
            say_not_same(room.desk(actor), one, other)
        assert caught.value.code == code, actor.login
    assert room.rows("PersonLink") == []
    assert desk.actor is OWNER


def test_what_is_said_before_a_row_holds_for_whom_was_typed(room: Room) -> None:
    """A draft brings it back as it was; it holds while a name or number of then stands, and is refused at once."""
    desk, person = room.desk(OWNER), person_of(room)
    typed = answers_told("Person", {"given_names": "Ann", "family_name": "Dough", "sex": "female", "birth_date": None})
    said = Said(room.case, person, typed, "likely_same", frozenset({"document"}), "the same scar")
    assert Said.of_json(said.to_json()) == said
    assert said.of & answers_told("Person", {"given_names": "ANN", "family_name": "Doe"})
    assert not said.of & answers_told("Person", {"given_names": "Rose", "sex": "female"})
    check_said(desk, said)
    for actor, one, code in ((OWNER, replace(said, words=" "), "reason-needed"), (CARER, said, "not-allowed")):
        with pytest.raises(UserError) as caught:
            check_said(room.desk(actor), one)
        assert caught.value.code == code
    twin = another(desk, given_names="Ann", family_name="Dough")
    write_said(desk, twin, said)
    [link] = room.rows("PersonLink")
    assert (link["person"], link["other_person"], link["result"]) == (twin, person, "likely_same")
    with pytest.raises(UserError, match="linked already"):
        write_said(desk, twin, said)


def test_what_the_person_tells_already_counts(room: Room) -> None:
    """While one answer of a person is changed their others count with it, and the one that is replaced does not."""
    desk, person = room.desk(OWNER), person_of(room)
    twin = another(desk, given_names="Rose", family_name="Doe", birth_date="2009-04")
    [hint] = find_similar(desk, {"given_names": "Ann"}, about=twin)
    assert (hint.person, set(hint.whys)) == (person, {Why.NAME_IN_PART, Why.SAME_BIRTH})


def test_a_file_of_people_is_asked_in_earnest(room: Room) -> None:
    """Each gets their candidates, what cannot be read is named, and one row of the audit counts the hints."""
    desk = room.desk(OWNER)
    sought = [ANN, {"family_name": "Nobody", "birth_date": "soon"}, {"person": person_of(room).hex(), **ANN}]
    first, second, third = find_all_similar(desk, sought, limit=5)
    assert [hint.person for hint in first.hints] == [person_of(room)]
    assert (second.to_json()["candidates"], second.unread) == ([], ("birth_date",))
    assert third.hints == ()
    assert [row["count"] for row in room.rows("AuditEvent") if row["action"] == "search"] == [1]
    for bad in ({"surname": "Doe"}, ["Doe"], {"person": "no id"}):
        with pytest.raises(UserError):
            find_all_similar(desk, [ANN, bad], limit=5)


def test_served_up_to_a_level(room: Room) -> None:
    """Whoever is served a case learns while searching what the table of levels says: that it exists."""
    serve_case(room.desk(COORDINATOR), room.case, PROSECUTOR.login, "identity", REASON)
    assert [hint.level for hint in find_similar(room.desk(PROSECUTOR), ANN)] == [Level.EXISTS]
