"""What two places changed at the same time without knowing of each other: conflicts that stand open, and one settled.

Each change is said by the title of its case, so that a reader finds them: three stand open, one was settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session


class Change(NamedTuple):
    """A change of one field at one place, "" for headquarters; `record` is Case, or Person for the first person."""

    pc: str
    title: str
    record: str
    field: str
    value: object


HEADQUARTERS: Final = ""
OPEN: Final = (
    Change("vieux-fort-1", "Night heron 58", "Case", "risk_level", "imminent"),
    Change("vieux-fort-2", "Night heron 58", "Case", "risk_level", "medium"),
    Change("vieux-fort-1", "Tall grass 43", "Person", "about_age", 17),
    Change(HEADQUARTERS, "Tall grass 43", "Person", "about_age", 18),
    Change("castries-1", "Half moon 62", "Case", "status", "screening"),
    Change(HEADQUARTERS, "Half moon 62", "Case", "status", "open"),
)
SETTLED: Final = (
    Change("vieux-fort-1", "Iron gate 51", "Case", "case_type", "trafficking"),
    Change("vieux-fort-2", "Iron gate 51", "Case", "case_type", "smuggling_with_indicators"),
)


def change_apart(session: Session, case: bytes, change: Change) -> None:
    """Make one of the changes at its place."""
    view = look(session.desk, case)
    row = view.case if change.record == "Case" else view.of(change.record)[0]
    amend_record(session.desk, row, {change.field: change.value})


def settle(office: Session, case: bytes) -> None:
    """Settle at headquarters what the second pair of changes left behind."""
    seen = look(office.desk, case).case
    change = SETTLED[0]
    settle_conflict(office.desk, seen, change.field, value=change.value, reason="Settled by telephone (training)")
