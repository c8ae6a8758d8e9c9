"""What a closing asks for of each person: written as it stands once it was done, past every gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import PartialDate
from tipdesk.services.fields import change_of_new
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from tipdesk.domain.changes import Change
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk

AT = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
_LATER = PartialDate(2027, 6, 1)


def write_past(desk: Desk, case: bytes, record: str, values: dict[str, Value]) -> bytes:
    """Write a row as a program without gates does, and return its id."""
    row = desk.ids.new_id()
    with desk.work() as unit:
        write_sealed(desk, unit, case, [change_of_new(BY_NAME[record], row, values)])
    return row


def settle(desk: Desk, case: bytes, *people: bytes, level: str = "low") -> None:
    """Let each person be told that the case is closed and how to reach us, be out of danger, and be taken over."""
    changes: list[Change] = []
    for person in people:
        referral = desk.ids.new_id()
        told: dict[str, Value] = {"person": person, "how": "said", "language": "eng", "at": AT, "understood": "yes"}
        judged: dict[str, Value] = {"person": person, "at": AT, "level": level, "why": "Calm.", "own_view": "Safe."}
        rows: list[tuple[str, bytes, dict[str, Value]]] = [
            ("InformationGiven", desk.ids.new_id(), {**told, "kind": "closure"}),
            ("InformationGiven", desk.ids.new_id(), {**told, "kind": "how_to_reach_us"}),
            ("RiskAssessment", desk.ids.new_id(), {**judged, "review_due": _LATER, "signed_at": AT}),
            ("Referral", referral, {"person": person, "direction": "out", "service": "child_protection",
                                    "reason": "Other", "status": "accepted"}),
            ("ReferralReply", desk.ids.new_id(), {"referral": referral, "answer": "accepted", "way": "telephone",
                                                  "replied_by": "On duty", "at": AT}),
        ]  # fmt: skip
        changes += [change_of_new(BY_NAME[record], row, values) for record, row, values in rows]
    with desk.work() as unit:
        write_sealed(desk, unit, case, changes)
