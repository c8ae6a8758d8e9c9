"""A receipt is verified against the pinned keys and the own chain, and only then advances what counts as received."""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.standing import get_keyset, get_receipt, keep_receipt
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
    if receipt.device != desk.place.device or receipt.log != own.log:
        raise Distrust("other-device", _("This receipt is for another PC or for an earlier store of this PC."))
    if receipt.seq > own.seq or work.ledger.hash_at(own.log, receipt.seq) != receipt.head:
        raise Distrust(
            "receipt-fork",
            _("Headquarters holds entries that this store does not have. Ring headquarters before you go on."),
        )
    last = get_receipt(work)
    if last is not None and not _is_newer(receipt, last):
        return Settled(receipt, newer=False)
    keep_receipt(work, document)
    return Settled(receipt, newer=True, restored=last is not None and receipt.epoch > last.epoch)


def _is_newer(receipt: Receipt, last: Receipt) -> bool:
    """Receipts are cumulative; after a restore (a higher epoch) a lower sequence is the newer truth."""
    return (receipt.epoch, receipt.seq, receipt.time) > (last.epoch, last.seq, last.time)
