"""What the sync screen shows of the link to headquarters: its true state, when it last synced, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.eyes import knows_of
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.ledger import Logged
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.permit_authority import has_authority
from tipdesk.services.remembered.link import HOLD_MINUTES, LAST_RECEIPT, LAST_SYNC
from tipdesk.services.remembered.shapes import LastSync
from tipdesk.services.sync.exchange import STICK, WIRE
from tipdesk.services.sync.push.holds import find_held, get_handed
from tipdesk.services.sync.sync_status import SyncStatus, sync_status
from tipdesk.sync.codec import decode_head, decode_raw_body
from tipdesk.sync.limits import BUNDLE_AIM

MOST_LINES = 500


@dataclass(frozen=True)
class Waiting:
    """One entry that headquarters has not receipted.

    `kinds` are the names of the records it touches, none where it was withdrawn. `reference` is that of its case, ""
    for the register. `size` is in bytes. `held_ms` is how long it stays before it goes by itself, and `may_withdraw`
    says that it is the officer's own and has not left.
    """

    seq: int
    at: int
    offset: int
    kinds: tuple[str, ...]
    reference: str
    size: int
    held_ms: int = 0
    may_withdraw: bool = False


@dataclass(frozen=True)
class Queue:
    """What waits to be sent: its first lines, the number of entries, and the bytes of all, audit entries included."""

    lines: tuple[Waiting, ...] = ()
    count: int = 0
    size: int = 0


@dataclass(frozen=True)
class Link:
    """How this post stands with headquarters.

    `receipt` is the last one as headquarters signed it, and `queue` is there only where it was asked for. `held` counts
    the entries that stay here for now so that they may still be withdrawn; `hold` is for how many minutes, and
    `may_set` says that the officer may change that, and whether files go by wire.
    """

    status: SyncStatus
    wire: LastSync | None
    stick: LastSync | None
    receipt: bytes | None
    queue: Queue | None = None
    held: int = 0
    hold: int = 0
    may_set: bool = False


def see_link(desk: LinkDesk, *, with_queue: bool = False) -> Link:
    """Return how this post stands with headquarters now; times are in milliseconds since 1970 by this PC's clock."""
    status = sync_status(desk)
    with desk.work() as work:
        held = {one.seq: one.left_ms for one in find_held(desk, work)}
        return Link(
            status,
            LAST_SYNC.of(WIRE).get(work),
            LAST_SYNC.of(STICK).get(work),
            LAST_RECEIPT.get(work),
            _queue(work, desk, held) if with_queue else None,
            len(held),
            HOLD_MINUTES.get(work),
            has_authority(desk),
        )


def _queue(work: UnitOfWork, desk: LinkDesk, held: Mapping[int, int]) -> Queue:
    own, after = work.ledger.own(), received_up_to(work)
    handed = get_handed(work, own.log)
    lines: list[Waiting] = []
    count, size = work.count_unsent(after), 0  # as in the status: one number for list, pill and line at the foot
    while after < own.seq:
        stretch = work.ledger.read(own.log, after, BUNDLE_AIM)
        if not stretch:
            break
        after = stretch[-1].seq
        size += sum(len(entry.head) + len(entry.body or b"") for entry in stretch)
        for entry in stretch:
            line = _line(work, desk, entry, held) if len(lines) < MOST_LINES else None
            if line is not None and entry.seq <= handed:
                line = replace(line, may_withdraw=False)
            lines += [line] if line else []
    return Queue(tuple(lines), count, size)


def _is_counted(entry: Logged) -> bool:
    """Tell whether people count an entry: looks (the audit) travel along without being mentioned."""
    return decode_head(entry.head).scope in (Scope.CASE, Scope.REGISTER)


def _line(work: UnitOfWork, desk: LinkDesk, entry: Logged, held: Mapping[int, int]) -> Waiting | None:
    if not _is_counted(entry):
        return None
    head = decode_head(entry.head)
    changes = decode_raw_body(entry.body)[1] if entry.body is not None else []
    kinds = dict.fromkeys(BY_NUMBER[number].name for number, *_rest in changes if number in BY_NUMBER)
    case = work.get_row(BY_NAME["Case"], head.case) if head.case else None
    reference = str(case["reference"] or "") if case and knows_of(work, desk, case) else ""
    return Waiting(
        entry.seq,
        head.at,
        head.offset,
        tuple(kinds),
        reference,
        len(entry.head) + len(entry.body or b""),
        held.get(entry.seq, 0),
        may_withdraw=entry.body is not None and head.scope is Scope.CASE and head.actor == desk.actor.officer,
    )
