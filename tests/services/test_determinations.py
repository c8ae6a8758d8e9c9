"""Signing decisions on people and assessments of ages: by whom, on what, for good; and what counts of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.desk import make_actor
from tests.services.determined import (
    ACTUAL,
    AT,
    NOT,
    POSSIBLE,
    age_of,
    agreed_final,
    amend,
    code_of,
    counting,
    decision,
    draft,
    elements_shown,
    final,
    finding,
    first_decision,
    gates_in_breach,
    put,
    row_of,
    sign,
    victim,
    with_words,
)
from tests.services.gates_scenes import add, approve, person
from tests.services.rooms import (
    ANALYST,
    CARER,
    COORDINATOR,
    COORDINATOR2,
    OWNER,
    PASSPHRASE,
    REASON,
    SUPERVISOR,
    Room,
    a_room,
    an_office,
    confirm,
)
from tests.services.test_disputes import dispute
from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.gates.elements import ChildRule
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.domain.rules.gates.victims import CountsAs
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.elements.read_elements import read_elements
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look
from tipdesk.services.signatures.verify_signature import find_signatures

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.desk import Actor


@pytest.fixture
def room() -> Room:
    """A post with one case."""
    return a_room(status="open")


@pytest.fixture
def office() -> Room:
    """Headquarters with one case."""
    return an_office(status="open")


def test_a_final_decision_from_its_draft_to_its_signature(room: Room) -> None:
    """A post prepares and asks, a second officer agrees, headquarters signs; missing elements are written beside."""
    draft(room, "final", POSSIBLE)
    elements_shown(room)
    with pytest.raises(StoppedByGateError) as stopped:
        sign_record(room.desk(OWNER), "Determination", decision(room))
    [need] = stopped.value.failed[0].needs
    assert (stopped.value.code, need.record, need.gate, need.roles) == (
        "final-by-two", "Approval", "final-by-two", ("coordinator",),
    )  # fmt: skip
    assert row_of(room, "Determination")["signed_at"] is None
    assert room.rows("Signature") == []
    ask_approval(room.desk(OWNER), room.case, "final-by-two", REASON, subject=id_text(decision(room)))
    room.store.clock.pass_minutes(1)
    office = room.headquarters()
    answer_approval(office.desk(COORDINATOR2), row_of(office, "Approval").id, is_approved=True)
    sign(office)
    signed = row_of(office, "Determination")
    assert signed["decided_by"] == COORDINATOR.officer
    assert signed["signed_at"] == signed["decided_at"] is not None
    assert signed["missing"] is None, "the age is open, and it is decided as of a child"
    signature, _answer = find_signatures(office.desk(COORDINATOR), office.case)
    assert (signature.use, signature.officer) == ("determination", COORDINATOR.officer)
    assert (counting(office), gates_in_breach(office)) == (CountsAs.FINAL, [])


def agreed_and_changed(room: Room) -> None:
    """Let a second officer agree, and change the reasons afterwards."""
    agreed_final(room)
    amend(room, "Determination", reasons="Other reasons.")


def agreed_and_added(room: Room) -> None:
    """Let a second officer agree, and add a finding afterwards."""
    agreed_final(room)
    finding(room, "means")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda room: approve(room, "final-by-two", COORDINATOR, decision(room)), "final-by-two"),
        (agreed_and_changed, "final-by-two"),
        (agreed_and_added, "final-by-two"),
        (agreed_final, ""),
    ],
    ids=["the one who signs", "changed since", "a finding since", "a second officer"],
)
def test_nobody_decides_alone_or_on_what_was_not_agreed(office: Room, how: Callable[[Room], object], code: str) -> None:
    """Who signs is not the second, under whatever question; what changed since the answer is asked again."""
    draft(office, "final", POSSIBLE)
    how(office)
    assert code_of(partial(sign, office)) == code


@pytest.mark.parametrize(
    ("outcome", "prepared", "is_still"),
    [(NOT, True, False), (NOT, False, True), (POSSIBLE, True, True)],
    ids=["decided that she is none", "came in past the rules", "decided that she may be"],
)
def test_who_was_found_to_be_no_victim_is_none(office: Room, outcome: str, *, prepared: bool, is_still: bool) -> None:
    """A no for good ends it, but not one past the rules, which counts as a first one; some things stay for ever."""
    draft(office, "final", outcome)
    if prepared:
        with_words(office)
        sign(office)
    else:
        told = {"signed_at": row_of(office, "Determination")["decided_at"], "decided_by": COORDINATOR.officer}
        put(office, "Determination", told, row_of(office, "Determination"))
    assert victim(office) == (is_still, True)
    assert (final(office) is not None) is prepared


def test_a_decision_without_a_signature_is_none_for_good(office: Room) -> None:
    """Agreed to and marked as signed elsewhere, but by no key: it stands past its rule and counts as a first one."""
    draft(office, "final", POSSIBLE)
    agreed_final(office)
    told = {"signed_at": row_of(office, "Determination")["decided_at"], "decided_by": COORDINATOR.officer}
    put(office, "Determination", told, row_of(office, "Determination"))
    assert (gates_in_breach(office), counting(office)) == (["final-by-two"], CountsAs.PRELIMINARY)


def test_a_review_takes_the_place_of_a_final_decision(office: Room) -> None:
    """She asked for a review: it is a decision of its own, by two, and the newer counts."""
    draft(office, "final", NOT)
    with_words(office)
    sign(office)
    first = decision(office)
    office.store.clock.pass_minutes(60)
    draft(office, "review", ACTUAL, replaces=id_text(first), decided_at="2026-11-19T10:00-04:00")
    assert code_of(partial(sign, office)) == "final-elements"
    elements_shown(office)
    agreed_final(office)
    sign(office)
    assert (victim(office), final(office)) == ((True, True), decision(office))


def test_what_a_court_decided_is_written_down_at_a_post(room: Room) -> None:
    """An investigator signs it with a second officer; the court's day stays, and headquarters agrees to what lacks."""
    given: dict[str, Any] = {
        "body": "CourtOrProsecution",
        "decided_outside": "The High Court",
        "decided_at": "2026-11-02T10:00-04:00",
    }
    draft(room, "final", ACTUAL, **given)
    approve(room, "final-by-two", SUPERVISOR, decision(room))
    assert code_of(partial(sign, room, OWNER)) == "final-elements"
    approve(room, "final-elements", COORDINATOR, decision(room))
    sign(room, OWNER)
    signed = row_of(room, "Determination")
    assert (signed["decided_by"], str(signed["decided_at"])[:10]) == (None, "2026-11-02")
    assert signed["missing"] == {"act", "purpose"}


@pytest.mark.parametrize(("by", "code"), [(OWNER, ""), (SUPERVISOR, ""), (CARER, "not-allowed"), (COORDINATOR, "")])
def test_who_signs_a_first_decision(room: Room, by: Actor, code: str) -> None:
    """An investigator, a supervisor of the post, or headquarters; nothing is written where it is refused."""
    first_decision(room)
    assert code_of(partial(sign, room, by)) == code
    assert (row_of(room, "Determination")["signed_at"] is None) is bool(code)


def test_a_carer_prepares_what_others_sign(room: Room) -> None:
    """Victim support in the case proposes; the role does not carry the signature, and is told whose does."""
    carer = make_actor("officer1", frozenset({"victim_support"}))
    first_decision(room)
    desk = room.desk(OWNER)
    assert (
        code_of(partial(sign_record, replace(desk, actor=carer), "Determination", decision(room)))
        == "preliminary-grounds"
    )


def test_no_other_way_signs(room: Room) -> None:
    """No command and no editor fills what signing fills; a document comes in as a draft, whatever it says."""
    for name in ("signed_at", "missing"):
        given: Any = {"signed_at": "2026-11-20T10:00-04:00", "missing": ["act"]}[name]
        assert code_of(partial(draft, room, "preliminary", POSSIBLE, **{name: given})) == "bad-fields"
    first_decision(room)
    assert code_of(partial(amend, room, "Determination", signed_at="2026-11-20T10:00-04:00")) == "bad-fields"
    assert code_of(partial(amend, room, "Determination", outcome="")) == "bad-fields"
    sign(room, OWNER)
    shown: Any = show_case(room.desk(OWNER), room.reference)
    document = {name: shown[name] for name in ("case", "records")}
    document["case"] = {name: one for name, one in shown["case"].items() if name != "reference"}
    made = new_case(room.desk(OWNER), document)
    [copy] = look(room.desk(OWNER), made.id).of("Determination")
    assert (copy["signed_at"], copy["missing"], copy["outcome"]) == (None, None, POSSIBLE)


def test_signing_is_refused_whole(room: Room) -> None:
    """Twice, with a wrong passphrase, in dispute, or of no row: nothing of it is written."""
    first_decision(room)
    desk = room.desk(OWNER)
    wrong = partial(sign_record, desk, "Determination", decision(room), proof=(confirm, "wrong"))
    assert code_of(wrong) == "wrong-passphrase"
    assert code_of(partial(sign_record, desk, "Determination", room.case)) == "no-such-row"
    assert room.rows("Signature") == []
    sign_record(desk, "Determination", decision(room), proof=(confirm, PASSPHRASE))
    assert code_of(partial(sign, room, OWNER)) == "signed-already"
    assert len(room.rows("Signature")) == 1
    assert ("sign_determination", "allowed") in room.looks()


def test_answers_that_differ_are_settled_before(room: Room) -> None:
    """What two posts wrote differently is signed by nobody."""
    first_decision(room)
    dispute(room, "outcome", POSSIBLE, ACTUAL, record="Determination", row=decision(room))
    assert code_of(partial(sign, room, OWNER)) == "not-settled"


def assess(room: Room, result: str = "adult") -> bytes:
    """Prepare an assessment of the person's age, after what is best for them was signed."""
    asked: dict[str, Any] = {"person": person(room), "question": "age_assessment", "child_says": "I am nineteen."}
    put(room, "BestInterest", {**asked, "decision": "Ask once.", "signed_at": AT})
    told = {"person": person(room), "why": "No paper.", "methods": ["interview"], "done_by": "Dr. Invented"}
    return add(room, "AgeAssessment", {**told, "at": "2026-11-17", "result": result, "doubt_to_child": "yes"})


def test_a_signed_assessment_decides_until_it_is_disputed(room: Room) -> None:
    """As a draft it says nothing; signed it stands but for the dispute, which opens the age again."""
    row = assess(room)
    desk = room.desk(OWNER)
    assert age_of(room) is Age.OPEN
    sign_record(desk, "AgeAssessment", row)
    assert age_of(room) is Age.ADULT
    assert code_of(partial(amend, room, "AgeAssessment", result="child")) == "signed-is-frozen"
    assert code_of(partial(sign_record, desk, "AgeAssessment", row)) == "signed-already"
    assert [one.use for one in find_signatures(desk, room.case)] == ["age_assessment"]
    amend(room, "AgeAssessment", disputed_by="Her lawyer")
    assert age_of(room) is Age.OPEN


def test_the_elements_of_each_victim(room: Room) -> None:
    """What was found of act, means and purpose, in each episode and together; both branches while the age is open."""
    [found] = read_elements(room.desk(OWNER), room.case)
    assert (found.age, found.together.child, len(found.episodes)) == (Age.OPEN, ChildRule.UNKNOWN, 1)
    assert [one.missing for one in found.together.branches] == [("act", "purpose"), ("act", "means", "purpose")]
    draft(room, "preliminary", POSSIBLE)
    elements_shown(room)
    add(room, "Person", {"given_names": "Passing"})
    [found] = read_elements(room.desk(OWNER), room.case)
    assert (found.together.found, len(found.episodes)) == (("act", "purpose"), 2)
    assert [one.is_made_out for one in found.together.branches] == [True, False]
    assert code_of(partial(read_elements, room.desk(ANALYST), room.case)) == "not-allowed"


def test_an_outcome_that_nobody_stands_for_counts_as_proposed(room: Room) -> None:
    """Signed elsewhere without who decided it, or which body: a breach, and no decision at all."""
    draft(room, "final", NOT)
    told = {"signed_at": row_of(room, "Determination")["decided_at"]}
    put(room, "Determination", told, row_of(room, "Determination"))
    assert counting(room) is CountsAs.PROPOSED
    assert "outcome-by-hand" in gates_in_breach(room)
    assert victim(room) == (True, True)
