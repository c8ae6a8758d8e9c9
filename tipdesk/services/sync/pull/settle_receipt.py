"""A receipt is verified against the pinned keys and the own chain, and only then advances what counts as received."""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import (
    Earlier,
    get_earlier,
    get_epoch_seen,
    get_keyset,
    get_receipt,
    keep_earlier,
    keep_epoch_seen,
    keep_receipt,
)
from tipdesk.services.sync.pull.ledger_seen import note_checkpoint
from tipdesk.sync.document import RECEIPT, Receipt, read_signed
from tipdesk.sync.limits import LIMITS


@dataclass(frozen=True)
class Settled:
    """What a receipt said, and whether it was newer than the one held."""

    receipt: Receipt
    newer: bool
    restored: bool = False


def settle_receipt(desk: LinkDesk, document: bytes) -> Settled:
    """Take in a receipt. Distrust when it is not headquarters', not this log's, or contradicts the own chain."""
    with desk.work() as work:
        return settle_in(desk, work, document)


def settle_in(desk: LinkDesk, work: UnitOfWork, document: bytes) -> Settled:
    """Do so in a unit of work that is open already."""
    if len(document) > LIMITS.receipt:
        raise Distrust("not-a-document", _("This is larger than any receipt."))
    receipt = read_signed(document, RECEIPT, Receipt, get_keyset(work).sign_keys, desk.keys.verify)
    own = work.ledger.own()
    earlier = {one.log: one for one in get_earlier(work)}
    if receipt.device != desk.place.device or (receipt.log != own.log and receipt.log not in earlier):
        raise Distrust("other-device", _("This receipt is for another PC or for an earlier store of this PC."))
    if receipt.log != own.log:
        return _settle_earlier(work, receipt, earlier)
    if receipt.seq > own.seq or work.ledger.hash_at(own.log, receipt.seq) != receipt.head:
        raise _fork()
    last = get_receipt(work)
    note_checkpoint(work, receipt, last)
    if last is not None and not _is_newer(receipt, last):
        return Settled(receipt, newer=False)
    keep_receipt(work, document)
    restored = receipt.epoch > get_epoch_seen(work)
    if restored:
        # Of the closed logs headquarters may have lost what it had receipted: it says so when it is asked again.
        keep_epoch_seen(work, receipt.epoch)
        keep_earlier(work, [Earlier(log, 0) for log in earlier])
    return Settled(receipt, newer=True, restored=restored)


def _settle_earlier(work: UnitOfWork, receipt: Receipt, earlier: dict[bytes, Earlier]) -> Settled:
    """Settle a receipt of a closed log; headquarters may hold more of it than the backup did."""
    held = work.ledger.get_log(receipt.log)
    if held is None or (receipt.seq <= held.seq and work.ledger.hash_at(receipt.log, receipt.seq) != receipt.head):
        raise _fork()
    newer = earlier[receipt.log].received != receipt.seq and receipt.epoch >= get_epoch_seen(work)
    if newer:
        earlier[receipt.log] = Earlier(receipt.log, receipt.seq)
        keep_earlier(work, list(earlier.values()))
    return Settled(receipt, newer=newer)


def _is_newer(receipt: Receipt, last: Receipt) -> bool:
    """Receipts are cumulative; after a restore (a higher epoch) a lower sequence is the newer truth.

    Where both are equal another receipt may still say what is parked or wanted; headquarters' clock may have gone
    back, so any other time will do.
    """
    ours, theirs = (last.epoch, last.seq), (receipt.epoch, receipt.seq)
    return theirs > ours or (theirs == ours and receipt.time != last.time)


def _fork() -> Distrust:
    return Distrust(
        "receipt-fork",
        _("Headquarters holds entries that this store does not have. Ring headquarters before you go on."),
    )
