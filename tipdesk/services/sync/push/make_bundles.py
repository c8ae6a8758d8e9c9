"""Unsent entries become signed, sealed bundles: what a push sends, by wire or by stick.

A headquarters that was restored from a backup also gets back what it once sent down: stretches of the down-log, each as
headquarters signed it, to which the device adds only its own signature outside. A stretch with an entry that is not
held here any more cannot be proved, and is left out. In which cases something goes is noted, so that a post looks there
for what stands past a gate, as headquarters does where it comes in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tipdesk.domain.schema import Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.from_headquarters import (
    find_stretches,
    get_down,
    get_keyset,
    get_receipt,
    need_grant,
    received_up_to,
)
from tipdesk.services.keys.office.changed_keys import refuse_changed_keys
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import EARLIER_LOGS, EPOCH_SEEN, WITHDRAWALS
from tipdesk.services.remembered.shapes import SENT_BACK, Left, Stretch
from tipdesk.services.sync.push.holds import find_held
from tipdesk.services.sync.push.packing import Packed, pack
from tipdesk.sync.bundle import UP, VERSION, Inner, LogTable, join_content, read_inner, seal_bundle, write_content
from tipdesk.sync.codec import decode_head
from tipdesk.sync.document import Receipt
from tipdesk.sync.limits import BUNDLE_AIM


@dataclass(frozen=True)
class Outgoing:
    """One bundle that is ready to go.

    `entries` counts case and register entries; audit entries travel along uncounted. `withdrawn` is how much had been
    withdrawn here when it was packed; where it is more by now, the bundle must be packed anew. `covered_by` is the
    entry of the own log whose receipt says that a bundle of no own log has arrived, 0 where none says so.
    """

    name: str
    content: bytes
    log: bytes
    first: int
    last: int
    entries: int
    withdrawn: int
    covered_by: int = 0

    @property
    def left(self) -> Left:
        """Return what is remembered of it once it lies on a stick."""
        return Left(self.name, self.log, self.last if self.log else self.covered_by or SENT_BACK)


@dataclass(frozen=True)
class _Packing:
    packed: Packed
    recipients: tuple[str, ...]
    inner: Inner
    withdrawn: int


def make_bundles(desk: LinkDesk, *, automatic: bool = False) -> Iterator[Outgoing]:
    """Yield bundles of everything that headquarters has not receipted, oldest first.

    An `automatic` push leaves here what is still held, and what follows it. What a restore of this store has left
    unsent in a closed log goes before the own log. What is written after this began waits for the next push, so that
    another window or command that writes on cannot keep this one from its end. Raises UserError `not-enrolled` before
    the grant, and Distrust `changed-keys`.
    """
    with desk.work() as work:
        need_grant(work)
        refuse_changed_keys(desk, work)
        starts = [(one.log, one.received) for one in EARLIER_LOGS.get(work)]
        starts.append((desk.place.log, received_up_to(work)))
        held = {log: work.ledger.get_log(log) for log, _start in starts}
        ends = {log: state.seq if state else 0 for log, state in held.items()}
        if automatic and (waits := find_held(desk, work)):
            ends[desk.place.log] = waits[0].seq - 1
    for log, start in starts:
        yield from pack_log(desk, log, start, ends[log])


def pack_log(desk: LinkDesk, log: bytes, after: int, end: int) -> Iterator[Outgoing]:
    """Yield bundles of the entries of one log that follow `after`, up to `end`."""
    while (stretch := _next_stretch(desk, log, after, end)) is not None:
        yield _seal(desk, stretch)
        after = stretch.inner.last


def _next_stretch(desk: LinkDesk, log: bytes, start: int, end: int) -> _Packing | None:
    with desk.work() as work:
        own = work.ledger.get_log(log)
        if own is None or end <= start:
            return None
        # What headquarters has of a closed log beyond our backup came by the down-log, without its chain.
        entries = [one for one in work.ledger.read(log, start, BUNDLE_AIM) if one.seq <= end]
        packed = pack(work, entries)
        note_touched(work, {case for one in packed.items if (case := decode_head(one.head).case) is not None})
        receipt = get_receipt(work)
        table = LogTable(own.log, own.device, work.ledger.log_table(own.log))
        inner = Inner(
            version=VERSION,
            kind=UP,
            device=desk.place.device,
            logs=(table,),
            log=own.log,
            first=start + 1,
            last=entries[-1].seq,
            prev=work.ledger.hash_at(own.log, start) or b"",
            head=work.ledger.hash_at(own.log, entries[-1].seq) or b"",
            schema=SCHEMA_VERSION,
            receipt_seen=receipt.time if receipt else 0,
            checkpoint_seen=receipt.checkpoint if receipt else None,
            down_seen=get_down(work, desk.place.device),
            epoch=EPOCH_SEEN.get(work),
            keyset=get_keyset(work).mark,
        )
        return _Packing(packed, get_keyset(work).up_recipients, inner, WITHDRAWALS.get(work))


def _seal(desk: LinkDesk, stretch: _Packing) -> Outgoing:
    keys, inner = desk.keys, stretch.inner
    content = write_content(inner, keys.signer, stretch.packed.salts, stretch.packed.items)
    sealed = seal_bundle(content, inner.device, keys.signer, keys.sealer(stretch.recipients))
    counted = (Scope.CASE, Scope.REGISTER)
    entries = sum(decode_head(item.head).scope in counted for item in stretch.packed.items)
    name = desk.ids.noise(8).hex()
    return Outgoing(name, sealed, inner.log, inner.first, inner.last, entries, stretch.withdrawn)


def send_back(desk: LinkDesk) -> Iterator[Outgoing]:
    """Yield the sealed bundles that headquarters' last receipt asks for; nothing when it asks for none."""
    with desk.read() as reader:
        receipt = get_receipt(reader)
        stretches = _wanted(find_stretches(reader), receipt) if receipt and receipt.wanted else []
    for stretch in stretches:
        with desk.work() as work:
            content = _stretch_content(work, stretch)
            recipients = get_keyset(work).up_recipients
        if content is not None:
            inner = read_inner(stretch.signed)
            sealed = seal_bundle(content, desk.place.device, desk.keys.signer, desk.keys.sealer(recipients))
            yield Outgoing(desk.ids.noise(8).hex(), sealed, b"", inner.first, inner.last, 0, 0)


def _wanted(stretches: Sequence[Stretch], receipt: Receipt) -> list[Stretch]:
    """Return the stretches that follow the place of which headquarters knows.

    They are all stretches where our down-log never was at that place.
    """
    inners = [read_inner(stretch.signed) for stretch in stretches]
    known = receipt.wanted - 1
    is_ours = known == 0 or any((one.last, one.head) == (known, receipt.wanted_after) for one in inners)
    return [one for one, inner in zip(stretches, inners, strict=True) if not is_ours or inner.last > known]


def _stretch_content(work: UnitOfWork, stretch: Stretch) -> bytes | None:
    logs = read_inner(stretch.signed).logs
    entries, kinds, places = [], [], []
    for kind, log, seq in stretch.items:
        entry = work.ledger.get_entry(logs[log].log, seq)
        if entry is None:
            return None
        entries.append(entry)
        kinds.append(kind)
        places.append(log)
    packed = pack(work, entries, kinds)
    items = [item._replace(log=log) for item, log in zip(packed.items, places, strict=True)]
    return join_content(stretch.signed, stretch.signature, packed.salts, items, up=False)
