"""Taking back a consent: what is called off, who is told, and that it holds however the withdrawal came in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.determined import AT, code_of, put
from tests.services.gates_scenes import add, person
from tests.services.rooms import COORDINATOR, OWNER, Room, a_room, an_office
from tests.services.sent import leave
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.withdrawal import to_tell
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.withdraw_consent import ask_back, withdraw_consent
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row


@pytest.fixture
def room() -> Room:
    """A case in which its person agreed to be told of to an agency."""
    made = a_room()
    told: dict[str, Value] = {"person": person(made), "scope": "share_with_agency", "status": "given"}
    put(made, "Consent", {**told, "given_by": "self", "points": frozenset({"how_to_withdraw"}), "given_at": AT})
    return made


def seen(room: Room, record: str = "Consent") -> Row:
    """Return the last row of a record as the officer sees it."""
    return look(room.desk(OWNER), room.case).of(record)[-1]


def owed(room: Room) -> list[bytes]:
    """Return what left and has to be asked back."""
    return [one.id for one in to_tell(seen(room), look(room.desk(OWNER), room.case).of)]


def test_what_is_not_sent_is_called_off_and_who_has_it_is_told(room: Room) -> None:
    """In one entry; what left stands as what left, until its recipient was told, and then it is told when."""
    desk = room.desk(OWNER)
    unsent = leave(desk, room.case, person(room), seen(room).id, status="draft", sent_at=None)
    sent = leave(desk, room.case, person(room), None)
    other = leave(desk, room.case, person(room), None, kind="statistics")
    assert owed(room) == []
    changed = withdraw_consent(desk, seen(room), "in_person", "She is afraid of the house.")
    assert len(changed.dots) == 1
    states = {row.id: (row["status"], row["recalled_at"]) for row in room.rows("Transfer")}
    assert states == {unsent: ("recalled", None), sent: ("sent", None), other: ("sent", None)}
    assert owed(room) == [sent]
    ask_back(desk, next(one for one in look(desk, room.case).of("Transfer") if one.id == sent))
    assert owed(room) == []
    assert next(row for row in room.rows("Transfer") if row.id == sent)["recalled_at"] is not None


def test_what_left_by_its_status_alone_is_asked_back_too(room: Room) -> None:
    """A document, or a paper from another place, tells no hour: it is not called off, and its recipient is told."""
    desk = room.desk(OWNER)
    sent = leave(desk, room.case, person(room), None, sent_at=None)
    withdraw_consent(desk, seen(room))
    assert next(row for row in room.rows("Transfer") if row.id == sent)["status"] == "sent"
    assert owed(room) == [sent]
    ask_back(desk, next(one for one in look(desk, room.case).of("Transfer") if one.id == sent))
    assert owed(room) == []


def test_what_goes_with_a_referral_has_left_with_it(room: Room) -> None:
    """Though it says of itself that it is a draft; and a referral with which nothing is written down counts alone."""
    desk = room.desk(OWNER)
    asked: dict[str, Value] = {"person": person(room), "direction": "out", "agency": b"a" * 16, "service": "shelter"}
    put(room, "Referral", {**asked, "reason": "Other", "status": "accepted"})
    bare = room.rows("Referral")[-1].id
    put(room, "Referral", {**asked, "reason": "Other", "status": "sent"})
    within = leave(desk, room.case, person(room), None, status="draft", sent_at=None,
                   referral=room.rows("Referral")[-1].id)  # fmt: skip
    put(room, "Referral", {**asked, "reason": "Other", "status": "proposed"})
    put(room, "Referral", {**asked, "reason": "Other", "status": "sent", "direction": "in"})
    withdraw_consent(desk, seen(room))
    assert owed(room) == [within, bare]
    with pytest.raises(UserError) as refused:
        ask_back(desk, next(one for one in look(desk, room.case).of("Referral") if one.id == bare))
    assert refused.value.code == "referral-answered", "they are rung first"
    rung: dict[str, Value] = {"agency": b"a" * 16, "whom": "The nurse", "answer": "answered", "way": "telephone"}
    put(room, "Call", {**rung, "direction": "made", "at": AT})
    ask_back(desk, next(one for one in look(desk, room.case).of("Referral") if one.id == bare))
    assert owed(room) == [within]


def test_it_is_taken_back_once(room: Room) -> None:
    """What was withdrawn stands, and what was refused was never given."""
    desk = room.desk(OWNER)
    withdraw_consent(desk, seen(room))
    assert code_of(partial(withdraw_consent, desk, seen(room))) == "nothing-to-withdraw"
    assert (
        code_of(partial(amend_record, desk, seen(room), {"withdrawn_at": "2026-11-01T10:00-04:00"}))
        == "signed-is-frozen"
    )
    add(room, "Consent", {"person": person(room), "scope": "services", "status": "refused", "given_by": "self"})
    assert code_of(partial(withdraw_consent, desk, seen(room))) == "nothing-to-withdraw"


def test_recipients_are_told_however_the_withdrawal_came_in(room: Room) -> None:
    """Filled in by an editor or a command, the hour of the withdrawal asks for the same."""
    desk = room.desk(OWNER)
    sent = leave(desk, room.case, person(room), seen(room).id)
    amend_record(desk, seen(room), {"withdrawn_at": "2026-11-17T12:00-04:00"})
    assert owed(room) == [sent]


def test_a_complaint_is_answered_by_headquarters_alone() -> None:
    """The post notes it and tells the answer; who handles it, and what came of it, only headquarters writes."""
    asked = {"text": "She says that he shouted.", "kind": "complaint", "about": "officer"}
    room, office = a_room(), an_office()
    add(room, "Note", asked)
    answer = {"outcome": "An apology in writing."}
    assert code_of(partial(add, room, "Note", {**asked, **answer})) == "bad-fields"
    assert code_of(partial(amend_record, room.desk(OWNER), seen(room, "Note"), answer)) == "bad-fields"
    add(office, "Note", asked, COORDINATOR)
    noted = look(office.desk(COORDINATOR), office.case).of("Note")[-1]
    amend_record(office.desk(COORDINATOR), noted, answer)
    assert office.rows("Note")[-1]["outcome"] == answer["outcome"]
