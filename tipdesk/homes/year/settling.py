"""What is done for the people of a case before it is closed: the danger is looked at, and they are told.

Whoever may be a child is with child protection, which has no program: headquarters agrees that the case is closed all
the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.gates.people_settled import SETTLED
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.elements.read_elements import read_elements
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk

_LANGUAGE: Final = "eng"
_OWN_VIEW: Final = "Invented for training: nobody has come near since, and the number was changed."
_WHY: Final = "Invented for training: those who were feared have left, and nobody has asked about them."
_CHILD_SAYS: Final = "Invented for training: wants to be asked by the same person, with the clinic in the room."
_SAFETY: Final = "Invented for training: asked apart from those who came along."
_DECISION: Final = "Invented for training: asked once, by two, and nobody looks at the body."
_OPTIONS: Final = "Invented for training: wait for a paper from home, or ask now."
_ASK: Final = "Invented for training: child protection has them, and answers on paper alone."
_DAYS_TO_REVIEW: Final = 90
_WELL: Final = {
    "way": "telephone",
    "result": "safe",
    "words": "Invented for training: at work, and rings by themselves.",
}


def settle_people(session: Session, case: bytes) -> bytes | None:
    """Look at the danger of each victim of a case, and tell them that it is closed and how they reach us.

    Return the question to headquarters where somebody may be a child, None where nobody may.
    """
    desk = session.desk
    found = read_elements(desk, case)
    for one in found:
        _look_at_danger(desk, case, one.person.id)
        for kind in ("closure", "how_to_reach_us"):
            given: dict[str, object] = {"person": one.person.id, "kind": kind, "how": "said", "language": _LANGUAGE}
            add_record(desk, case, BY_NAME["InformationGiven"], {**given, "understood": "yes"})
    if all(one.age is Age.ADULT for one in found):
        return None
    return ask_approval(desk, case, SETTLED.id, _ASK).row


def ask_again(session: Session, case: bytes) -> None:
    """Ask everybody of a case how they are whose day has come since its closing, as is done month by month."""
    today = moment_now(session.desk).date()
    for row in look(session.desk, case).of("FollowUp"):
        due = row["due"]
        if row["done_on"] is None and isinstance(due, PartialDate) and due.last_day <= today:
            amend_record(session.desk, row, {**_WELL, "done_on": str(today)})


def sign_interest(desk: Desk, case: bytes, person: bytes, question: str) -> None:
    """Sign what is best for a child in a question, with what it says."""
    given: dict[str, object] = {
        "person": person, "question": question, "options": _OPTIONS, "child_says": _CHILD_SAYS, "safety": _SAFETY,
        "decision": _DECISION, "decided_by": "Social worker", "at": str(moment_now(desk).date()),
    }  # fmt: skip
    sign_record(desk, "BestInterest", add_record(desk, case, BY_NAME["BestInterest"], given).row or b"")


def _look_at_danger(desk: Desk, case: bytes, person: bytes) -> None:
    due = moment_now(desk).date() + timedelta(days=_DAYS_TO_REVIEW)
    given: dict[str, object] = {"person": person, "own_view": _OWN_VIEW, "level": "low", "why": _WHY}
    row = add_record(desk, case, BY_NAME["RiskAssessment"], {**given, "review_due": str(due)}).row
    sign_record(desk, "RiskAssessment", row or b"")
