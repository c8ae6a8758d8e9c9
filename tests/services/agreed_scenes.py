"""Scenes of agreement: what a person is told, agrees to, and who stands beside them, each past its gate and mended.

What is needed beside the gate in question is written past every gate first (`put`), so that a scene is about one rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.services.determined import put
from tests.services.gates_scenes import Scene, approve
from tests.services.moving_scenes import BEFORE, POINTS, change, known, last, of, victim
from tests.services.rooms import COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from tests.services.rooms import Room


def speaking(room: Room) -> None:
    """Let the person be a child who speaks English."""
    put(room, "Person", {"main_language": "eng"}, room.rows("Person")[0])


def silent(room: Room) -> None:
    """Let the person be an adult of whom nobody wrote down which language they speak."""
    known(room)
    put(room, "Person", {"main_language": None}, room.rows("Person")[0])


def other(room: Room, role: str) -> None:
    """Let somebody else be in the case."""
    speaking(room)
    put(room, "Person", {"given_names": "Pretend", "birth_date": PartialDate.parse("1980"), "age_basis": "document"})
    put(room, "CaseRole", {"person": companion(room), "role": role})


def companion(room: Room) -> bytes:
    """Return the last person of the case."""
    return last(room, "Person").id


def came_along(room: Room) -> None:
    """Let somebody have come with the person."""
    other(room, "accompanying")


def is_family(room: Room) -> None:
    """Let a supervisor have found, after a talk apart, that they are family."""
    change(room, "CaseRole", role="family")


def guarded(room: Room, independent: str = "unsure") -> None:
    """Write down a guardian of whom one is unsure."""
    other(room, "family")
    told: dict[str, Any] = {"person": victim(room), "who": companion(room), "kind": "relative"}
    put(room, "Guardian", {**told, "independent": independent, "independence": "Lives in another town."})


def on_the_telephone(room: Room) -> None:
    """Write down an interpreter on the telephone who has not undertaken anything yet."""
    known(room)
    told: dict[str, Any] = {"code_name": "Interpreter 4", "languages": frozenset({"eng"}), "of_person": victim(room)}
    put(room, "Interpreter", {**told, "independent": "yes", "knows_anybody": "no", "accepted": "yes", "by_phone": True})


def interest(room: Room, question: str) -> None:
    """Sign what is best for the child in a question."""
    told: dict[str, Any] = {"person": victim(room), "question": question, "child_says": "I want to stay."}
    put(room, "BestInterest", {**told, "decision": "She stays.", "signed_at": BEFORE})


def told_of(room: Room, kind: str) -> None:
    """Write down that the person was told of something."""
    told: dict[str, Any] = {"person": victim(room), "kind": kind, "how": "said", "language": "eng", "at": BEFORE}
    put(room, "InformationGiven", {**told, "given_by": OWNER.officer, "understood": "yes"})


def rung(room: Room) -> None:
    """Note that child protection was rung, and answered."""
    told: dict[str, Any] = {"way": "telephone", "direction": "made", "duty": "child_protection", "whom": "On duty"}
    put(room, "Call", {**told, "at": BEFORE, "by": OWNER.officer, "answer": "answered"})


def rules_told(room: Room) -> None:
    """Let the child have been told the rules of a safe place, to which nobody has been rung."""
    speaking(room)
    told_of(room, "shelter_rules")


def doubted(room: Room) -> None:
    """Prepare an assessment of the age of somebody who may be a child."""
    told: dict[str, Any] = {"person": victim(room), "why": "No paper.", "methods": frozenset({"interview"})}
    put(room, "AgeAssessment", {**told, "done_by": "A doctor", "at": PartialDate.parse("2026-11-17"),
                                "result": "adult", "doubt_to_child": True})  # fmt: skip


A_CONSENT: dict[str, object] = {
    "person": victim, "scope": "interview", "points": POINTS, "how": "said", "language": "eng", "status": "given",
    "given_by": "self", "form": "signed_paper", "given_at": BEFORE,
}  # fmt: skip
_FOR_CHILD: dict[str, object] = {**A_CONSENT, "scope": "services", "given_by": "best_interest", "assent": "yes"}
_BY_GUARDIAN: dict[str, object] = {**A_CONSENT, "given_by": "guardian", "guardian": of("Guardian"), "assent": "yes"}
AN_INTERPRETER: dict[str, object] = {
    "code_name": "Interpreter 4", "languages": frozenset({"eng"}), "of_person": victim, "person": companion,
    "independent": "yes", "knows_anybody": "no", "accepted": "yes", "undertaking_on": PartialDate.parse("2026-11-18"),
}  # fmt: skip
A_GUARDIAN: dict[str, object] = {
    "person": victim, "who": companion, "kind": "relative", "independent": "yes", "independence": "Lives elsewhere.",
}  # fmt: skip
_A_STAY: dict[str, object] = {
    "person": victim, "place_code": "Safe place A", "voluntary": "yes", "may_leave": True,
    "rules_told": of("InformationGiven"), "arrived_at": BEFORE,
}  # fmt: skip
A_STATEMENT: dict[str, object] = {
    "person": victim, "kind": "victim", "language": "eng", "began": BEFORE, "words": "I came by boat.",
    "status": "draft",
}  # fmt: skip
_TOLD: dict[str, object] = {
    "person": victim, "kind": "rights", "how": "said", "language": "eng", "understood": "yes",
    "interpreter": of("Interpreter"),
}  # fmt: skip

AGREED_SCENES = (
    Scene("guardian-independent", "Guardian", A_GUARDIAN, actor=SUPERVISOR, prepare=came_along, mend=is_family),
    Scene("guardian-independent", "Consent", _BY_GUARDIAN, prepare=guarded, is_breach=False,
          mend=lambda room: approve(room, "guardian-independent", COORDINATOR, last(room, "Guardian").id)),
    Scene("best-interest-first", "ShelterStay", _A_STAY, prepare=rules_told, mend=rung),
    Scene("notice-before-identity", "Statement", A_STATEMENT, has_reason=True, prepare=known,
          mend=lambda room: told_of(room, "notice")),
    Scene("consent-complete", "Consent", A_CONSENT, prepare=silent, mend=speaking),
    Scene("companion-never", "Interpreter", AN_INTERPRETER, prepare=came_along, mend=is_family),
    Scene("child-consent", "Consent", _FOR_CHILD, prepare=speaking, mend=lambda room: interest(room, "consent")),
    Scene("interpreter-checked", "InformationGiven", _TOLD, prepare=on_the_telephone,
          mend=lambda room: change(room, "Interpreter", undertaking_on=PartialDate.parse("2026-11-18"))),
)  # fmt: skip
"""The gates of agreement, which a write of one row meets."""

AGE_SCENES = (
    Scene("best-interest-first", "AgeAssessment", {"signed_at": BEFORE}, of("AgeAssessment"), prepare=doubted,
          mend=lambda room: interest(room, "age_assessment")),
)  # fmt: skip
"""The signing of an age, which a verb of its own writes."""
