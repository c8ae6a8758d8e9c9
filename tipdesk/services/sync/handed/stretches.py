"""What one post shows another of a case: stretches of which each is proved by whoever signed it.

The own logs of this PC are vouched for by this PC. What came from headquarters goes on under headquarters' own signed
header, and what an earlier post handed here under that one's; of other cases nothing is shown but hashes. So a post can
add nothing to what somebody else wrote, nor change it. What cannot be proved is not handed on in silence: the hand-over
is refused.
"""

from collections.abc import Collection, Iterator

from tipdesk.domain.errors import UserError
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import find_stretches, get_keyset
from tipdesk.services.ledger import Logged
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.handed_shapes import HandedStretch
from tipdesk.services.remembered.link import HANDED_STRETCHES
from tipdesk.services.remembered.shapes import Stretch
from tipdesk.services.sync.push.packing import pack
from tipdesk.sync.bundle import ENTRY, HANDED, VERSION, Inner, Item, join_content, read_inner, write_content
from tipdesk.sync.codec import decode_head, first_handed_hash, item_digest, next_item_hash
from tipdesk.sync.handed import hidden_item

Spot = tuple[bytes, int]
"""Where an entry is: its log and its sequence number."""


def own_stretch(desk: LinkDesk, work: UnitOfWork, case: bytes) -> bytes:
    """Return this PC's own word on a case: what stands in its own logs, earlier ones too, signed by it now."""
    own = {log.log for log in work.ledger.find_logs(desk.place.device)}
    entries = [one for one in work.ledger.case_entries(case) if one.log in own]
    packed = pack(work, entries)
    start = chained = first_handed_hash(desk.place.device, case)
    for entry in entries:
        chained = next_item_hash(chained, item_digest(ENTRY, entry.log, entry.seq, entry.head), entry.body_hash)
    inner = Inner(
        version=VERSION,
        kind=HANDED,
        device=desk.place.device,
        logs=packed.logs,
        log=case,
        first=1,
        last=len(entries),
        prev=start,
        head=chained,
        schema=SCHEMA_VERSION,
        keyset=get_keyset(work).mark,
    )
    return write_content(inner, desk.keys.signer, packed.salts, packed.items)


def whole_case(desk: LinkDesk, work: UnitOfWork, case: bytes) -> list[bytes]:
    """Return the stretches that prove every entry of a case held here, this PC's own first.

    Raises UserError `cannot-be-proved` where one of them is proved by nothing that this PC holds.
    """
    own = {log.log for log in work.ledger.find_logs(desk.place.device)}
    left = {(one.log, one.seq) for one in work.ledger.case_entries(case) if one.log not in own}
    found = [own_stretch(desk, work, case)]
    for spots, content in _proofs(work, case, left):
        left -= spots
        found.append(content)
    if left:
        raise UserError(
            "cannot-be-proved",
            _("This PC cannot prove to another post who wrote all of this case. Hand it over through headquarters."),
        )
    return found


def handed_contents(work: UnitOfWork, case: bytes, kind: str = "") -> Iterator[bytes]:
    """Yield the stretches by which a case was handed here; those of one kind of header, where one is named."""
    for stretch in HANDED_STRETCHES.of(case).get(work):
        if kind in ("", read_inner(stretch.signed).kind):
            yield _written_again(work, stretch)


def _proofs(work: UnitOfWork, case: bytes, left: Collection[Spot]) -> Iterator[tuple[set[Spot], bytes]]:
    """Yield stretches that others signed, each with those of these entries that it proves; the rest are left out."""
    for stretch in find_stretches(work):
        logs = read_inner(stretch.signed).logs
        spots = {(logs[log].log, seq) for kind, log, seq in stretch.items if kind == ENTRY}.intersection(left)
        content = _down_content(work, case, stretch) if spots else None
        if content is not None:
            yield spots, content
    for handed in HANDED_STRETCHES.of(case).get(work):
        spots = {(log, seq) for log, seq, _digest, _hashed in handed.items}.intersection(left)
        if spots:
            yield spots, _written_again(work, handed)


def _down_content(work: UnitOfWork, case: bytes, stretch: Stretch) -> bytes | None:
    """Return a stretch of the down-log that shows this case alone, None where it cannot be proved any more."""
    logs = read_inner(stretch.signed).logs
    items, shown = [], []
    for kind, log, seq in stretch.items:
        entry = work.ledger.get_entry(logs[log].log, seq)
        if entry is None:
            return None
        if kind == ENTRY and decode_head(entry.head).case == case:
            items.append(_item(entry, log))
            shown.append(entry)
        else:
            items.append(hidden_item(item_digest(kind, entry.log, seq, entry.head), entry.body_hash))
    return join_content(stretch.signed, stretch.signature, pack(work, shown).salts, items, up=False)


def _written_again(work: UnitOfWork, stretch: HandedStretch) -> bytes:
    """Return a stretch as it was handed here, without the bodies that were deleted since."""
    places = {one.log: number for number, one in enumerate(read_inner(stretch.signed).logs)}
    items, shown = [], []
    for log, seq, digest, hashed in stretch.items:
        entry = work.ledger.get_entry(log, seq) if log else None
        if entry is None:
            items.append(hidden_item(digest, hashed))
        else:
            items.append(_item(entry, places[log]))
            shown.append(entry)
    return join_content(stretch.signed, stretch.signature, pack(work, shown).salts, items, up=False)


def _item(entry: Logged, log: int) -> Item:
    return Item(ENTRY, log, entry.head, entry.body, None if entry.body is not None else entry.body_hash)
