"""Where a post stands with headquarters: what waits, how far it has confirmed, and what it keeps without applying it.

The receipt says how many entries are parked and which is the first; the directory, which a post holds, explains why
each is. A reason that the directory does not explain here is given as `other`, and the post should ring headquarters.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.directory.case_posts import has_moved, post_when_begun
from tipdesk.services.directory.handovers import HANDOVER, post_handed_to
from tipdesk.services.directory.shares import find_opener, posts_sharing
from tipdesk.services.from_headquarters import are_keys_apart, get_address, get_grant, get_receipt
from tipdesk.services.ledger import Parked
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import LAST_SYNC, RECORDS_ONLY
from tipdesk.services.sync.exchange import WIRE
from tipdesk.services.sync.files.queue import FilesLeft, count_left
from tipdesk.sync.codec import decode_head
from tipdesk.sync.document import Receipt
from tipdesk.sync.limits import BUNDLE_AIM
from tipdesk.sync.scope import Enrolled, parking_reason


@dataclass(frozen=True)
class SyncStatus:
    """How this installation stands with headquarters; times are in milliseconds since 1970.

    `waiting` counts case and register entries that are not receipted. `sequence` is the last entry of the own log.
    `parked` is what headquarters keeps of it without applying it, as the last receipt told. `are_keys_apart` says that
    its keys are not those held here. `files` is what waits of files, `speed` that of the last sync by wire in bytes a
    second, and `has_records_only` says that files wait for a stick.
    """

    enrolled: bool
    address: str
    waiting: int
    sequence: int
    received_up_to: int
    last_receipt: Receipt | None
    parked: tuple[Parked, ...]
    are_keys_apart: bool = False
    files: FilesLeft = field(default_factory=FilesLeft)
    speed: int = 0
    has_records_only: bool = False

    @property
    def minutes_left(self) -> int | None:
        """Return how many minutes the files that wait take by wire; None where nobody knows, or they go by stick."""
        return None if self.has_records_only else self.files.minutes(self.speed)


def sync_status(desk: LinkDesk) -> SyncStatus:
    """Return how this installation stands with headquarters now."""
    with desk.work() as work:
        receipt = get_receipt(work)
        upto = receipt.seq if receipt else 0
        return SyncStatus(
            enrolled=get_grant(work) is not None,
            address=get_address(work),
            waiting=work.count_unsent(upto),
            sequence=work.ledger.own().seq,
            received_up_to=upto,
            last_receipt=receipt,
            parked=find_parked(work, receipt),
            are_keys_apart=are_keys_apart(work),
            files=FilesLeft() if desk.place.is_headquarters else count_left(desk, work),
            speed=wire.speed if (wire := LAST_SYNC.of(WIRE).get(work)) else 0,
            has_records_only=RECORDS_ONLY.get(work),
        )


OTHER: Final = "other"
_HEADQUARTERS: Final = "headquarters"
"""The code of the list `post_kind` for headquarters."""


def find_parked(work: UnitOfWork, receipt: Receipt | None) -> tuple[Parked, ...]:
    """Return the entries that the last receipt tells of as parked, oldest first; at most as many as it counts."""
    if receipt is None or not receipt.parked:
        return ()
    author = _author(work, receipt)
    officers = {row.id: row["disabled"] is True for row in work.find_rows(BY_NAME["Officer"])}
    headquarters = next((row.id for row in work.find_rows(BY_NAME["Post"]) if row["kind"] == _HEADQUARTERS), b"")
    found: dict[int, str] = {receipt.parked_lowest: OTHER}
    posts: dict[bytes, Collection[bytes] | None] = {}
    for entry in work.ledger.read(receipt.log, receipt.parked_lowest - 1, BUNDLE_AIM):
        if entry.seq > receipt.seq:
            break
        head = decode_head(entry.head)
        holding = _posts_of_case(work, head.case, posts) if head.scope is Scope.CASE and head.case else None
        reason = parking_reason(head, receipt.log, author, holding, officers, headquarters)
        if reason is not None:
            found[entry.seq] = reason
    return tuple(Parked(receipt.log, seq, found[seq]) for seq in sorted(found)[: receipt.parked])


def _author(reader: Reader, receipt: Receipt) -> Enrolled:
    post = _post_of(reader, receipt.device)
    revoked = None if receipt.revoked_from is None else {receipt.log: receipt.revoked_from}
    return Enrolled(receipt.device, post or b"", revoked)


def _post_of(reader: Reader, device: bytes) -> bytes | None:
    row = reader.get_row(BY_NAME["Device"], device)
    post = row["post"] if row else None
    return post if isinstance(post, bytes) else None


def _posts_of_case(
    reader: Reader, case: bytes, known: dict[bytes, Collection[bytes] | None]
) -> Collection[bytes] | None:
    if case not in known:
        device = find_opener(reader, case)
        handed = post_handed_to(reader, case, reader.find_rows(HANDOVER, case=case))
        row = reader.get_row(BY_NAME["Device"], device) if device else None
        if device and row is not None and has_moved(row):
            own = post_when_begun(reader, case, device)
        else:
            own = _post_of(reader, device) if device else None
        own = handed or own
        known[case] = None if own is None else {own, *posts_sharing(reader, case)}
    return known[case]
