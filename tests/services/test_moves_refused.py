"""Bad input of moving and sharing: each is refused in a sentence, keeps nothing, and leads to what satisfies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.determined import gates_in_breach, put
from tests.services.gates_scenes import approve
from tests.services.moving_scenes import (
    SAFE_NUMBER,
    TODAY,
    agreed,
    change,
    kept_from,
    known,
    last,
    referral,
    safe_number,
    transfer,
    victim,
    without_agreement,
)
from tests.services.rooms import COORDINATOR, OWNER, SUPERVISOR, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.note_call import note_call
from tipdesk.services.gates.find_approvals import find_case_approvals
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor
    from tipdesk.services.results import Changed


def send(room: Room, record: str = "Transfer", by: Actor = SUPERVISOR) -> Changed:
    """Send the last row of a record."""
    seen = look(room.desk(by), room.case).get_row(last(room, record).id)
    assert seen is not None
    return amend_record(room.desk(by), seen, {"status": "sent"})


def refused(room: Room, record: str = "Transfer") -> StoppedByGateError:
    """Return how the sending is refused; nothing is kept of it."""
    before = len(room.store.held)
    with pytest.raises(StoppedByGateError) as raised:
        send(room, record)
    kept = [held for held in room.store.held[before:] if held.entry.head.scope.name == "CASE"]
    assert kept == []
    return raised.value


def needs(problem: StoppedByGateError) -> list[tuple[str, tuple[str, ...], bytes | None]]:
    """Return what satisfies it: record, fields, and of whom."""
    return [(one.record, one.fields, one.person) for failed in problem.failed for one in failed.needs]


def test_what_goes_with_a_referral_needs_agreement() -> None:
    """The sentence names nobody; the person's consent for this agency is what it asks for, and then it goes."""
    room = a_room(status="open")
    known(room)
    transfer(room)
    problem = refused(room)
    assert problem.code == "transfer-consent"
    assert "unless the person agreed" in str(problem.text())
    assert ("Consent", ("scope", "agency", "status"), victim(room)) in needs(problem)
    agreed(room)
    assert send(room).row == last(room, "Transfer").id


def test_a_referral_is_not_sent_by_a_status_alone() -> None:
    """What goes with it is chosen and looked at first; nobody is asked for what the person declined."""
    room = a_room(status="open")
    known(room)
    referral(room)
    problem = refused(room, "Referral")
    assert problem.code == "referral-proposed"
    assert needs(problem)[0][0] == "Transfer"
    put(room, "Need", {"person": victim(room), "kind": "medical_general", "priority": "normal", "wish": "declined"})
    change(room, "Referral", need=last(room, "Need").id)
    assert needs(refused(room, "Referral"))[0] == ("Need", ("wish",), victim(room))


def test_an_agency_whose_agreement_ended_promises_in_writing_or_a_supervisor_answers() -> None:
    """Each of the two is offered, and each is enough."""
    room = a_room(status="open")
    without_agreement(room)
    problem = refused(room)
    assert problem.code == "recipient-known"
    assert "agreement" in str(problem.text())
    assert [one[:2] for one in needs(problem)] == [("Transfer", ("safeguards",)), ("Approval", ("ask",))]
    change(room, "Transfer", safeguards="They sign for it, and burn it.")
    send(room)
    other = a_room(status="open")
    without_agreement(other)
    approve(other, "recipient-known", COORDINATOR, last(other, "Transfer").id)
    send(other)


def test_a_call_to_a_number_that_the_suspect_uses_is_kept_and_told() -> None:
    """It has been made: it is saved, said at once and stands as a breach, whatever is noted of her own number."""
    room = a_room(status="open")
    known(room)
    safe_number(room)
    told = {"of_person": victim(room), "whom": "Her", "answer": "answered", "number": SAFE_NUMBER}
    assert note_call(room.desk(OWNER), room.case, told).warned == ()
    put(room, "Person", {"given_names": "Pretend", "birth_date": PartialDate.parse("1980")})
    suspect = room.rows("Person")[-1].id
    put(room, "CaseRole", {"person": suspect, "role": "suspect"})
    put(room, "ContactPoint", {"person": suspect, "kind": "mobile", "number": SAFE_NUMBER, "safe": "not_safe"})
    [warned] = note_call(room.desk(OWNER), room.case, told).warned
    assert warned.gate == "safe-contact"
    assert "uses this number" in warned.text()
    assert [(one.record, one.person) for one in warned.needs] == [("ContactPoint", victim(room))]
    assert len(room.rows("Call")) == 2
    assert gates_in_breach(room).count("safe-contact") == 2  # the first one too: it was his number already


def test_a_contact_that_was_not_wanted_is_answered_for_by_a_supervisor() -> None:
    """The question is about the call as it was noted; whoever answers sees what of it, and the breach ends there."""
    room = a_room(status="open")
    kept_from(room)
    told = {"of_person": room.rows("Person")[-1].id, "whom": "Pretend", "answer": "answered"}
    [warned] = note_call(room.desk(OWNER), room.case, told).warned
    [need] = warned.needs
    assert (need.record, need.gate, need.row) == ("Approval", "no-contact-kept", last(room, "Call").id)
    assert gates_in_breach(room) == ["no-contact-kept"]
    approve(room, "no-contact-kept", SUPERVISOR, need.row)
    assert gates_in_breach(room) == []
    [line] = find_case_approvals(room.desk(SUPERVISOR), room.case)
    assert set(line.fields) == {"agency", "way", "whom", "of_person"}


def test_a_proposal_to_an_agency_that_may_not_receive_leads_to_another() -> None:
    """Nothing of the referral is kept, and the agency is the answer to change."""
    room = a_room(status="open")
    known(room, may_receive=False)
    given = {"person": victim(room), "direction": "out", "service": "legal_aid", "on": TODAY, "status": "proposed"}
    given |= {"agency": last(room, "Agency").id, "reason": "Other"}
    with pytest.raises(UserError) as raised:
        add_record(room.desk(OWNER), room.case, BY_NAME["Referral"], given)
    assert [one.path for one in raised.value.fields] == ["Referral.agency"]
    assert room.rows("Referral") == []
