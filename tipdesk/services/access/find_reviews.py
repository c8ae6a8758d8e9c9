"""The reviews that the officer at the desk owes: what others did without asking, the earliest due first.

A line says what was done, by whom and why, but nothing of the people in the case, so no audit row is written.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rules.deeds import Deed
from tipdesk.services.access.deciding import CASE, REVIEW
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.relation import own_ids


@dataclass(frozen=True)
class ReviewLine:
    """One review that is owed. `rule` and `ground` are codes of the lists review_rule and review_ground."""

    id: bytes
    case: bytes
    reference: str
    title: str
    rule: str
    ground: str
    reason: str
    officer: bytes
    due: datetime | None
    is_overdue: bool


def find_reviews(desk: Desk) -> list[ReviewLine]:
    """Return the reviews that the officer at the desk may decide and that nobody has decided yet."""
    with desk.read() as reader:
        return read_reviews(reader, desk)


def read_reviews(reader: Reader, desk: Desk) -> list[ReviewLine]:
    """Return the reviews as `find_reviews` does, within a read that the caller has opened."""
    ids, now, lines = own_ids(reader, desk), moment_now(desk), []
    for row in reader.find_rows(REVIEW, where={"decision": None}):
        case = reader.get_row(CASE, row.case) if row.case else None
        eyes = Eyes(reader, desk, case) if case else None
        if case is None or eyes is None or row["officer"] in ids or not eyes.may(Deed.REVIEW):
            continue
        seen = eyes.see(row) or row
        due, officer = row["due"], row["officer"]
        lines.append(
            ReviewLine(
                id=row.id,
                case=case.id,
                reference=str(case["reference"] or ""),
                title=str(case["title"] or ""),
                rule=str(row["rule"] or ""),
                ground=str(row["ground"] or ""),
                reason=str(seen["reason"] or ""),
                officer=officer if isinstance(officer, bytes) else b"",
                due=due if isinstance(due, datetime) else None,
                is_overdue=isinstance(due, datetime) and due < now,
            )
        )
    return sorted(lines, key=lambda line: (line.due is None, line.due or now, line.id))
