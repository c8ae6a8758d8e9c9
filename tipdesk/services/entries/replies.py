"""What an agency answers moves its referral on, in the entry that notes it, on whatever way it is noted.

The status follows the newest reply that says what the agency does, and so does what is written of the letter
(Transfer). A reply that was corrected counts no more; where none is left, the referral was sent and waits.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.sent import LEFT, is_sent
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.fields import change_of_row

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

REPLY, REFERRAL, TRANSFER = (BY_NAME[name] for name in ("ReferralReply", "Referral", "Transfer"))
_STATUS = REFERRAL.by_name["status"].number
_SENT = "sent"
_TELLING = frozenset({"received", "accepted", "rejected", "in_progress", "done"})
"""The answers (code list `reply_answer`) that are a status of the referral; a question changes none."""
_OF_TRANSFER = frozenset({_SENT, "received", "accepted", "rejected"})


def courses_brought(unit: UnitOfWork, changes: Sequence[Change]) -> list[Change]:
    """Return what follows of the replies among these changes of a case, unless these say the status themselves."""
    told = [_row(change) for change in changes if change.record == REPLY.number]
    said = {change.row for change in changes if change.record == REFERRAL.number and _STATUS in change.fields}
    found: list[Change] = []
    for one in dict.fromkeys(row["referral"] for row in told):
        referral = unit.get_row(REFERRAL, one) if isinstance(one, bytes) and one not in said else None
        if referral is not None and _is_answered(referral):
            before = unit.find_rows(REPLY, case=referral.case, where={"referral": referral.id})
            known = {row.id: row for row in (*before, *(row for row in told if row["referral"] == one))}
            found += _follows(unit, referral, sorted(uncorrected(known.values()), key=_at))
    return found


def _is_answered(referral: Row) -> bool:
    """Tell whether it is a referral that somebody can answer: it went out, and was not taken back."""
    return not referral.deleted and referral["direction"] == "out" and referral["status"] in LEFT


def _follows(unit: UnitOfWork, referral: Row, replies: Sequence[Row]) -> Iterator[Change]:
    """Yield what these replies, the newest last, say of a referral, and of what left with it."""
    status = next((row["answer"] for row in reversed(replies) if row["answer"] in _TELLING), _SENT)
    if (moved := change_of_row(referral, {"status": status})) is not None:
        yield moved
    left = unit.get_row(TRANSFER, referral["transfer"]) if isinstance(referral["transfer"], bytes) else None
    if left is None or left.deleted or not is_sent(left) or left["recalled_at"] is not None:
        return
    told: dict[str, Value] = {"answer": replies[-1]["answer"]} if replies else {}
    if status in _OF_TRANSFER:
        told["status"] = status
    if left["received_at"] is None and replies:
        told["received_at"] = replies[0]["at"]
    if (noted := change_of_row(left, told)) is not None:
        yield noted


def _row(change: Change) -> Row:
    """Return a reply as a change makes it."""
    known = REPLY.by_number
    wires = {known[number]: wire for number, wire in change.fields.items() if number in known}
    values = {field.name: field.from_wire(wire) for field, wire in wires.items() if not isinstance(wire, Deletion)}
    return Row(REPLY, change.row, None, values)


def _at(row: Row) -> tuple[int, bytes]:
    return moment_ms(row["at"]) or 0, row.id
