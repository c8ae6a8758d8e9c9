"""Unsent entries become signed, sealed bundles: what a push sends, by wire or by stick."""

from collections.abc import Iterator
from dataclasses import dataclass

from tipdesk.domain.schema import Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.sync.changed_keys import refuse_changed_keys
from tipdesk.services.sync.holds import find_held
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.packing import Packed, pack
from tipdesk.services.sync.standing import (
    get_down,
    get_earlier,
    get_epoch_seen,
    get_keyset,
    get_receipt,
    need_grant,
    received_up_to,
)
from tipdesk.services.sync.withdrawals import count_withdrawals
from tipdesk.sync.bundle import UP, VERSION, Inner, LogTable, seal_bundle, write_content
from tipdesk.sync.codec import decode_head
from tipdesk.sync.limits import BUNDLE_AIM


@dataclass(frozen=True)
class Outgoing:
    """One bundle ready to go. `entries` counts case and register entries; audit entries travel along uncounted.

    `withdrawn`: how much had been withdrawn when it was packed; more by now means that it must be packed anew.
    """

    name: str
    content: bytes
    log: bytes
    first: int
    last: int
    entries: int
    withdrawn: int


@dataclass(frozen=True)
class _Stretch:
    packed: Packed
    recipients: tuple[str, ...]
    inner: Inner
    withdrawn: int


def make_bundles(desk: LinkDesk, *, automatic: bool = False) -> Iterator[Outgoing]:
    """Yield bundles of everything that headquarters has not receipted, oldest first. UserError before the grant.

    `automatic`: leave what is still held, and what follows it.

    What a restore of this store has left unsent in a closed log goes before the own log. What is written after this
    began waits for the next push: another window or command that writes on must not keep this one from its end.
    """
    with desk.work() as work:
        need_grant(work)
        refuse_changed_keys(desk, work)
        starts = [(one.log, one.received) for one in get_earlier(work)]
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


def _next_stretch(desk: LinkDesk, log: bytes, start: int, end: int) -> _Stretch | None:
    with desk.work() as work:
        own = work.ledger.get_log(log)
        if own is None or end <= start:
            return None
        # What headquarters has of a closed log beyond our backup came by the down-log, without its chain.
        entries = [one for one in work.ledger.read(log, start, BUNDLE_AIM) if one.seq <= end]
        packed = pack(work, entries)
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
            epoch=get_epoch_seen(work),
            keyset=get_keyset(work).mark,
        )
        return _Stretch(packed, get_keyset(work).up_recipients, inner, count_withdrawals(work))


def _seal(desk: LinkDesk, stretch: _Stretch) -> Outgoing:
    keys, inner = desk.keys, stretch.inner
    content = write_content(inner, keys.signer, stretch.packed.salts, stretch.packed.items)
    sealed = seal_bundle(content, inner.device, keys.signer, keys.sealer(stretch.recipients))
    counted = (Scope.CASE, Scope.REGISTER)
    entries = sum(decode_head(item.head).scope in counted for item in stretch.packed.items)
    name = desk.ids.noise(8).hex()
    return Outgoing(name, sealed, inner.log, inner.first, inner.last, entries, stretch.withdrawn)
