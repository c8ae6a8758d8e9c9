"""Signing a danger, a best interest, a statement: it stands with what belongs to it, and the signature covers both."""

from __future__ import annotations

from functools import partial

import pytest

from tests.services.determined import code_of
from tests.services.gates_scenes import add, person
from tests.services.rooms import CARER, OWNER, Room, a_room
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.determination.sign_record import sign_record, verify_record
from tipdesk.services.keys.officers.officer_past import NOT_YET_KNOWN
from tipdesk.services.look import look

TOLD: dict[str, dict[str, object]] = {
    "RiskAssessment": {
        "at": "2026-11-17T10:00-04:00", "own_view": "He will come.", "level": "high", "why": "He rang her twice.",
        "review_due": "2026-11-24",
    },
    "BestInterest": {
        "question": "placement", "options": "Two houses.", "child_says": "Near the sea.", "safety": "Both are safe.",
        "decision": "The nearer one.", "decided_by": "Invented panel", "at": "2026-11-17",
    },
    "Statement": {
        "kind": "victim", "language": "eng", "began": "2026-11-17T10:00-04:00", "words": "I came in June.",
        "status": "draft",
    },
}  # fmt: skip


@pytest.fixture
def room() -> Room:
    """A case of one person."""
    return a_room()


@pytest.mark.parametrize("record", TOLD)
def test_what_is_signed_stands(room: Room, record: str) -> None:
    """As a draft it is changed; signed once it is not, and the signature is of what stands."""
    desk = room.desk(OWNER)
    row = add(room, record, {**TOLD[record], "person": person(room)})
    assert verify_record(desk, record, row) is None
    sign_record(desk, record, row)
    verdict = verify_record(desk, record, row)
    assert verdict is not None
    assert (verdict.verdict, verdict.officer) == (NOT_YET_KNOWN, OWNER.officer), "the directory of a room has no keys"
    name, said = next((name, one) for name, one in TOLD[record].items() if isinstance(one, str) and " " in one)
    held = look(desk, room.case).get_row(row)
    assert held is not None
    assert code_of(partial(amend_record, desk, held, {name: f"{said} No."})) == "signed-is-frozen"
    assert code_of(partial(sign_record, desk, record, row)) == "signed-already"


def test_factors_stand_with_the_danger_that_was_signed(room: Room) -> None:
    """A factor is added and changed while the assessment is a draft, and not once it was signed."""
    desk = room.desk(OWNER)
    row = add(room, "RiskAssessment", {**TOLD["RiskAssessment"], "person": person(room)})
    factor = {"assessment": row, "level": "individual", "kind": "risk", "factor": "She knows nobody here."}
    add(room, "RiskFactor", factor)
    sign_record(desk, "RiskAssessment", row)
    assert code_of(partial(add, room, "RiskFactor", factor)) == "signed-is-frozen"
    assert verify_record(desk, "RiskAssessment", row) is not None


def test_only_what_is_to_be_signed_is_signed(room: Room) -> None:
    """A note has no signature, and who may not write in the case signs nothing."""
    row = add(room, "RiskAssessment", {**TOLD["RiskAssessment"], "person": person(room)})
    assert code_of(partial(sign_record, room.desk(OWNER), "Note", row)) == "not-to-be-signed"
    assert code_of(partial(sign_record, room.desk(CARER), "RiskAssessment", row)) in {"not-allowed", "no-such-case"}
