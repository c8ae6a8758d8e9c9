"""The reviews that the officer at the desk owes: what others did without asking, the earliest due first.

A line says what was done, by whom and why, but nothing of the people in the case, so no audit row is written.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.access.deciding import CASE, REVIEW
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.relation import own_ids


@dataclass(frozen=True)
class ReviewLine:
    """One review that is owed. `rule` and `ground` are codes of the lists review_rule and review_ground.

    Where somebody went past a gate, `gate` is its id and `label` what it is called, as a message id.
    """

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
    gate: str = ""
    label: str = ""


def find_reviews(desk: Desk) -> list[ReviewLine]:
    """Return the reviews that the officer at the desk may decide and that nobody has decided yet."""
    with desk.read() as reader:
        return read_reviews(reader, desk)


def read_reviews(reader: Reader, desk: Desk) -> list[ReviewLine]:
    """Return the reviews as `find_reviews` does, within a read that the caller has opened."""
    ids, lines = own_ids(reader, desk), []
    for row in reader.find_rows(REVIEW, where={"decision": None}):
        case = reader.get_row(CASE, row.case) if row.case else None
        eyes = Eyes(reader, desk, case) if case else None
        if eyes is not None and row["officer"] not in ids and eyes.may(Deed.REVIEW):
            lines.append(_line(eyes, row))
    return sorted(lines, key=_order)


def read_reviews_of(eyes: Eyes) -> list[ReviewLine]:
    """Return the reviews of one case that the officer may decide and nobody has decided, in a look that was audited."""
    if not eyes.may(Deed.REVIEW):
        return []
    rows = eyes.reader.find_rows(REVIEW, case=eyes.case.id, where={"decision": None})
    return sorted((_line(eyes, row) for row in rows if row["officer"] not in eyes.ids), key=_order)


def _order(line: ReviewLine) -> tuple[bool, float, bytes]:
    return (line.due is None, line.due.timestamp() if line.due else 0.0, line.id)


def _line(eyes: Eyes, row: Row) -> ReviewLine:
    seen, case = eyes.see(row) or row, eyes.case
    due, officer, gate = row["due"], row["officer"], str(row["gate"] or "")
    end = due if isinstance(due, datetime) else None
    return ReviewLine(
        id=row.id,
        case=case.id,
        reference=str(case["reference"] or ""),
        title=str(case["title"] or ""),
        rule=str(row["rule"] or ""),
        ground=str(row["ground"] or ""),
        reason=str(seen["reason"] or ""),
        officer=officer if isinstance(officer, bytes) else b"",
        due=end,
        is_overdue=end is not None and end < moment_now(eyes.desk),
        gate=gate,
        label=GATES[gate].label if gate in GATES else "",
    )
