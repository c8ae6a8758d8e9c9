"""Asking somebody else before a deed is done: who asks, who answers, and what makes an answer worthless."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrive
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, REASON, SUPERVISOR
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.name_suspect import name_suspect
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval, withdraw_approval
from tipdesk.services.gates.find_approvals import find_approvals, find_case_approvals
from tipdesk.services.gates.note_spoken import note_spoken
from tipdesk.services.gates.review_breach import find_owed, review_breach
from tipdesk.services.look import look
from tipdesk.services.signatures.verify_signature import find_signatures

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.rooms import Room

GATE = "closure-approved"
CLOSING = {"closure_reason": "completed", "closure_words": "All are home, and well looked after."}


def code_of(deed: Callable[[], object]) -> str:
    """Return the code of the refusal."""
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value.code


def ask(room: Room, ask: str = REASON) -> bytes:
    """Let the officer in charge ask for the closing, with its words; return the question."""
    desk = room.desk(OWNER)
    asked = ask_approval(desk, room.case, GATE, ask, seen=look(desk, room.case).case, given=CLOSING)
    assert asked.row is not None
    return asked.row


def counts(room: Room) -> bool:
    """Tell whether the closing of the room's case is approved, as rules read it."""
    desk = room.desk(SUPERVISOR)
    with desk.read() as reader:
        view = freeze(reader, desk, room.rows("Case")[0])
        return is_approved(view, GATES[GATE], view.case)


def test_a_closing_is_asked_and_approved(room: Room) -> None:
    """What is asked stands with its words in one unit; the supervisor owes the answer, signs it, and then it counts."""
    asked = ask(room)
    assert room.rows("Case")[0]["closure_words"] == CLOSING["closure_words"]
    [line] = find_approvals(room.desk(SUPERVISOR))
    assert (line.id, line.gate, line.ask, line.asked_by) == (asked, GATE, REASON, OWNER.officer)
    assert find_approvals(room.desk(OWNER)) == find_approvals(room.desk(COLLEAGUE)) == []
    assert not counts(room)
    answer_approval(room.desk(SUPERVISOR), asked, is_approved=True, words="Ring her once more in May.")
    assert counts(room)
    [told] = find_case_approvals(room.desk(OWNER), room.case)
    assert (told.decision, told.words, told.is_stale) == ("approved", "Ring her once more in May.", False)
    [signed] = find_signatures(room.desk(OWNER), room.case)
    assert (signed.use, signed.officer, signed.row["subject"]) == ("approval", SUPERVISOR.officer, asked)
    again = partial(answer_approval, room.desk(COORDINATOR), asked, is_approved=False, words=REASON)
    assert code_of(again) == "answered-already"
    assert code_of(partial(withdraw_approval, room.desk(OWNER), asked)) == "answered-already"


def test_what_has_changed_since_is_asked_again(room: Room) -> None:
    """An answer to a closing that reads otherwise by now is refused, and an approval of it counts no more."""
    asked, desk = ask(room), room.desk(OWNER)
    amend_record(desk, look(desk, room.case).case, {"closure_words": "Something else altogether."})
    stale = partial(answer_approval, room.desk(SUPERVISOR), asked, is_approved=True)
    assert code_of(stale) == "approval-stale"
    assert room.rows("Approval")[0]["decision"] is None
    second = ask_approval(desk, room.case, GATE, REASON).row or b""
    answer_approval(room.desk(SUPERVISOR), second, is_approved=True)
    assert counts(room)
    amend_record(desk, look(desk, room.case).case, {"closure_reason": "other"})
    assert not counts(room)


def test_who_may_not_ask_or_answer(room: Room) -> None:
    """One blank is no reason, and nobody answers what they asked, wrote or have no role for; nothing is half saved."""
    assert code_of(partial(ask, room, " ")) == "reason-needed"
    assert room.rows("Case")[0]["closure_words"] is None
    assert code_of(lambda: ask_approval(room.desk(OWNER), room.case, "closure-needs-reason", REASON)) == (
        "gate-takes-no-approval"
    )
    assert code_of(lambda: ask_approval(room.desk(OWNER), room.case, "no-gate", REASON)) == "no-such-gate"
    asked = ask(room)
    assert code_of(partial(ask, room)) == "asked-already"
    for actor in (OWNER, COLLEAGUE, CARER):
        assert code_of(partial(answer_approval, room.desk(actor), asked, is_approved=True)) == "not-allowed"
    assert code_of(partial(answer_approval, room.desk(SUPERVISOR), asked, is_approved=False, words=".")) == (
        "reason-needed"
    )
    assert code_of(partial(withdraw_approval, room.desk(SUPERVISOR), asked)) == "not-yours"
    withdraw_approval(room.desk(OWNER), asked)
    chief = room.desk(SUPERVISOR)
    own = ask_approval(chief, room.case, GATE, REASON).row or b""
    assert find_approvals(chief) == []
    assert code_of(partial(answer_approval, chief, own, is_approved=True)) == "not-yourself"
    there = room.headquarters()
    assert [line.id for line in find_approvals(there.desk(COORDINATOR))] == [own]


def test_what_came_in_past_a_rule_is_reviewed_in_words(room: Room) -> None:
    """A closing that arrived without reason or approver stands as breaches until others review each in words."""
    arrive(room.desk(OWNER), room.case, status="closed")
    chief = room.desk(SUPERVISOR)
    declare_interest(chief, room.case, knows_somebody=False)
    told = find_owed(chief, room.case).breaches
    assert [line.gate for line in told][-3:] == ["closure-needs-reason", "closure-people-settled", GATE]
    assert {line.officer for line in told} == {OWNER.officer}
    assert all(line.can_review for line in told)
    review = partial(review_breach, is_upheld=False)
    assert code_of(partial(review, chief, room.case, GATE, words=" ")) == "reason-needed"
    assert code_of(partial(review, room.desk(OWNER), room.case, GATE, words=REASON)) == "not-allowed"
    assert code_of(partial(review, chief, room.case, "suspect-named", words=REASON)) == "no-such-breach"
    review(chief, room.case, GATE, words=REASON)
    [row] = room.rows("Review")
    assert (row["ground"], row["gate"], row["decision"], row["words"]) == ("breach", GATE, "not_upheld", REASON)
    assert GATE not in [line.gate for line in find_owed(chief, room.case).breaches]
    assert code_of(partial(review, chief, room.case, GATE, words=REASON)) == "no-such-breach"


def test_nobody_reviews_what_they_wrote(room: Room) -> None:
    """A supervisor whose own PC closed the case past the rules is told to ask another; nothing of it is kept."""
    chief = room.desk(SUPERVISOR)
    arrive(chief, room.case, status="closed")
    declare_interest(chief, room.case, knows_somebody=False)
    assert not any(line.can_review for line in find_owed(chief, room.case).breaches)
    assert code_of(partial(review_breach, chief, room.case, GATE, is_upheld=True, words=REASON)) == "not-yourself"
    assert room.rows("Review") == []


def test_a_suspect_is_named_in_one_sitting(room: Room) -> None:
    """Role and grounds are one entry; of somebody who may be a victim and a child, headquarters agrees first."""
    desk = room.desk(OWNER)
    adult = add_record(desk, room.case, BY_NAME["Person"], {"birth_date": "1980", "age_basis": "document"}).row
    role = {"person": adult, "role": "suspect"}
    grounds = {"stage": "suspected", "grounds": "He held all of their passports.", "review_due": "2026-12-10"}
    assert code_of(lambda: add_record(desk, room.case, BY_NAME["CaseRole"], role)) == "suspect-named"
    assert code_of(lambda: name_suspect(desk, room.case, role, {"stage": "suspected"})) == "bad-fields"
    before = len(room.store.held)
    name_suspect(desk, room.case, role, grounds)
    assert len(room.store.held) == before + 1
    [status] = room.rows("SuspectStatus")
    assert (status["person"], status["investigator"]) == (adult, OWNER.officer)
    child = add_record(desk, room.case, BY_NAME["Person"], {"birth_date": "2012", "age_basis": "document"}).row
    add_record(desk, room.case, BY_NAME["CaseRole"], {"person": child, "role": "potential_victim"})
    named = {**role, "person": child}
    assert code_of(lambda: name_suspect(desk, room.case, named, grounds)) == "suspect-is-victim"
    asked = ask_approval(desk, room.case, "suspect-is-victim", REASON, subject=id_text(child or b"")).row or b""
    assert code_of(partial(answer_approval, room.desk(SUPERVISOR), asked, is_approved=True)) == "not-allowed"
    there = room.headquarters()
    assert [line.id for line in find_approvals(there.desk(COORDINATOR))] == [asked]
    answer_approval(room.desk(COORDINATOR), asked, is_approved=True)
    name_suspect(desk, room.case, named, grounds)
    assert len(room.rows("SuspectStatus")) == 2


def test_an_answer_by_telephone_holds_for_a_day(room: Room) -> None:
    """Somebody on the roster agreed: it counts for 24 hours and then no more; some rules take no telephone call."""
    asked, desk = ask(room), room.desk(OWNER)
    given = {"whom": "Sgt Fablewell", "duty": "duty_officer", "words": "Close it, I have read the words."}
    assert code_of(partial(note_spoken, desk, asked, given)) == "not-on-duty"
    room.write_directory("DutyNumber", b"d" * 16, {"kind": "duty_officer", "phone": "+17585550101"})
    assert code_of(partial(note_spoken, desk, asked, {**given, "words": " "})) == "reason-needed"
    assert code_of(partial(note_spoken, room.desk(COLLEAGUE), asked, given)) == "not-yours"
    note_spoken(desk, asked, given)
    assert counts(room)
    [call] = room.rows("Call")
    assert (call["answer"], call["words"]) == ("answered", given["words"])
    room.store.clock.pass_minutes(24 * 60)
    assert not counts(room)
    answer_approval(room.desk(SUPERVISOR), asked, is_approved=True)
    assert counts(room), "signed, it holds for good"
    person = room.rows("Person")[0].id
    named = ask_approval(desk, room.case, "suspect-is-victim", REASON, subject=id_text(person)).row or b""
    assert code_of(partial(note_spoken, desk, named, given)) == "not-by-telephone"
