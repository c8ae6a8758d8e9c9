"""What was withdrawn before headquarters had it: found again for people, and counted for the code that packs bundles.

A bundle that was packed before a withdrawal still holds what was withdrawn. So the count is noted when a bundle is
packed and compared when it is handed over. The texts of withdrawn entries are gone; who, when, which case and why
remain.
"""

from dataclasses import dataclass
from typing import Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.remembered.link import WITHDRAWALS
from tipdesk.sync.codec import decode_head, decode_raw_body

WITHDRAWN: Final = "withdrawn"
"""A code of the list redaction_kind."""
_REDACTION = BY_NAME["Redaction"]


@dataclass(frozen=True)
class Withdrawal:
    """One entry that its author withdrew.

    `at` and `offset` are of the withdrawal, `written_at` of what was withdrawn; all times are in milliseconds since
    1970 on the author's clock. `case` is None where the entry was of no case.
    """

    device: bytes
    log: bytes
    seq: int
    actor: bytes
    case: bytes | None
    written_at: int
    at: int
    offset: int
    reason: str


def note_withdrawal(work: UnitOfWork) -> None:
    """Count one more withdrawal."""
    WITHDRAWALS.keep(work, WITHDRAWALS.get(work) + 1)


def find_withdrawals(desk: Desk) -> list[Withdrawal]:
    """Return what was withdrawn, latest first; nobody but the officers who wrote it is named."""
    with desk.work() as work:
        rows = work.find_rows(_REDACTION, where={"kind": WITHDRAWN})
        found = [told for row in rows if (told := _told(work, row)) is not None]
    return sorted(found, key=lambda one: (one.at, one.seq), reverse=True)


def _told(work: UnitOfWork, row: Row) -> Withdrawal | None:
    """Return what one redaction says, with who wrote it and why.

    None where the redaction or the entry that it names cannot be found here.
    """
    log, seq = row["log"], row["seq"]
    writer = next(iter(row.dots.get(_REDACTION.by_name["kind"].number, ())), None)
    said = work.ledger.get_entry(*writer) if writer else None
    if not isinstance(log, bytes) or not isinstance(seq, int) or said is None or said.body is None:
        return None
    state, target = work.ledger.get_log(log), work.ledger.get_entry(log, seq)
    if state is None or target is None:
        return None
    head, reason, written = decode_head(said.head), decode_raw_body(said.body)[0], decode_head(target.head)
    words = reason if isinstance(reason, str) else ""
    return Withdrawal(state.device, log, seq, head.actor, written.case, written.at, head.at, head.offset, words)
