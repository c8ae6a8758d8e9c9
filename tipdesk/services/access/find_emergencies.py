"""Cases that were opened in an emergency, the latest first: who, why, when, and whether headquarters has answered.

The reason was written for headquarters: whoever acknowledges reads it, though they open no case. Nothing else of the
case is shown, so no audit row is written.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rules.deeds import Deed
from tipdesk.services.access.deciding import ACCESS, CASE
from tipdesk.services.access.open_in_emergency import EMERGENCY
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes


@dataclass(frozen=True)
class EmergencyLine:
    """One emergency. `words`: headquarters' answer, "" while it waits."""

    id: bytes
    case: bytes
    reference: str
    officer: bytes
    reason: str
    begun_at: datetime | None
    is_acknowledged: bool
    words: str


def find_emergencies(desk: Desk, *, waiting_only: bool = True) -> list[EmergencyLine]:
    """Return those that the desk's officer may acknowledge, or may review at their post."""
    lines = []
    with desk.read() as reader:
        for row in reader.find_rows(ACCESS, where={"kind": EMERGENCY}):
            is_done = row["acknowledged_by"] is not None
            case = reader.get_row(CASE, row.case) if row.case else None
            if case is None or (waiting_only and is_done):
                continue
            eyes = Eyes(reader, desk, case)
            if not any(eyes.may(deed) for deed in (Deed.ACKNOWLEDGE, Deed.REVIEW)):
                continue
            officer, begun = row["officer"], row["begun_at"]
            lines.append(
                EmergencyLine(
                    id=row.id,
                    case=case.id,
                    reference=str(case["reference"] or ""),
                    officer=officer if isinstance(officer, bytes) else b"",
                    reason=str(row["reason"] or ""),
                    begun_at=begun if isinstance(begun, datetime) else None,
                    is_acknowledged=is_done,
                    words=str(row["acknowledged_words"] or ""),
                )
            )
    return lines[::-1]
