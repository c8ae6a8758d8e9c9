"""What headquarters lets posts say of hand-overs that went by stick, and what waits until the giver was heard.

A hand-over that went directly says by what right: it is judged by the directory as it is when headquarters hears of it.
One whose right has ended meanwhile is kept aside, with what follows from it, until headquarters lets it after all. A
post may be heard before the one that handed the case to it: what it writes in a case that nobody has begun yet then
waits for the giver's word, since it would count as its own case otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.directory.handing_grants import CODE_USED, HANDOVER, Handing, why_not_granted
from tipdesk.services.sync.pull.take_handed import TAKEN
from tipdesk.sync.codec import RawChange, decode_head

AWAITED: Final = "hand-over-awaited"
_AUDIT = BY_NAME["AuditEvent"]
_ACTION, _CASE = (_AUDIT.by_name[name].number for name in ("action", "case"))
_TO_POST, _GRANT = (HANDOVER.by_name[name].number for name in ("to_post", "grant"))


@dataclass
class Handings:
    """What one stretch of a log says of hand-overs.

    `taken` are the cases that its PC took in from another post by what it says there, and `waiting` those in which
    something of its log is kept aside for that already. `spent` has the hand-over for which each code served in it.
    """

    taken: set[bytes] = field(default_factory=set)
    spent: dict[str, bytes] = field(default_factory=dict)
    waiting: set[bytes | None] | None = None

    def note_taken(self, changes: Sequence[RawChange]) -> None:
        """Note which case an entry of the audit says was taken in from another post."""
        for record, _row, fields, _replaces in changes:
            if record == _AUDIT.number and fields.get(_ACTION) == TAKEN and isinstance(fields.get(_CASE), bytes):
                self.taken.add(fields[_CASE])

    def is_awaited(self, work: UnitOfWork, case: bytes, log: bytes) -> bool:
        """Tell whether a case that nobody has begun yet was handed to the post of this log by another one."""
        if self.waiting is None:  # asked once: a stretch may begin thousands of cases
            parked = (one.seq for one in work.ledger.find_parked(log) if one.reason == AWAITED)
            entries = (work.ledger.get_entry(log, seq) for seq in parked)
            self.waiting = {decode_head(one.head).case for one in entries if one is not None}
        return case in self.taken or case in self.waiting

    def reason(self, work: UnitOfWork, post: bytes, row: bytes, fields: Mapping[int, Any]) -> str | None:
        """Return why a hand-over that a post offers has no right to go directly, None where it has, or does not."""
        to, grant = fields.get(_TO_POST), fields.get(_GRANT)
        if not isinstance(to, bytes) or not isinstance(grant, str):
            return None
        if self.spent.setdefault(grant, row) != row and grant.isdecimal():
            return CODE_USED
        return why_not_granted(work, Handing(row, post, to, grant))
