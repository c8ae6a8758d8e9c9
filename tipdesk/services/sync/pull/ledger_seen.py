"""What this post has seen of headquarters' ledger: the last checkpoint that was proved, and later ones still to be.

Every receipt carries a checkpoint. A ledger that only grows can prove that each of them is a beginning of the present
one; a ledger that was rewritten or has lost entries cannot. Refused by name are two roots of one size, a smaller ledger
in a receipt that is surely newer, and a proof that fails, in whatever order a stick gives the proofs: no checkpoint is
forgotten before a later one is proved to follow it. A receipt that lay in a drawer is no reason to refuse, since its
checkpoint may be smaller. A higher epoch (headquarters has said that it was put back) begins anew.
"""

from dataclasses import replace

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import LEDGER_SEEN
from tipdesk.services.remembered.shapes import LedgerSeen
from tipdesk.sync.document import LEDGER, LedgerGrowth, Receipt, read_signed
from tipdesk.sync.merkle import Checkpoint, is_consistent

MOST = 8
"""How many checkpoints may wait for their proof: one sync by wire may bring many receipts before it asks."""


def note_checkpoint(work: UnitOfWork, receipt: Receipt, before: Receipt | None) -> None:
    """Compare the checkpoint of a receipt with those seen before, and keep it to be proved.

    `before` is the last receipt of the same log. Raises Distrust `ledger-rewritten` or `ledger-shorter`.
    """
    seen, new = LEDGER_SEEN.get(work), receipt.checkpoint
    if new[0] == 0 or receipt.epoch < seen.epoch:
        return
    if receipt.epoch > seen.epoch or seen.proved[0] == 0:
        LEDGER_SEEN.keep(work, LedgerSeen(receipt.epoch, new))
        return
    _refuse_another(seen, new)
    is_newer = before is not None and before.log == receipt.log and receipt.seq > before.seq
    if new[0] < seen.proved[0] and is_newer:
        raise shorter()
    if new[0] > max(size for size, _root in seen.to_prove()):
        LEDGER_SEEN.keep(work, replace(seen, told=(*seen.told[: MOST - 1], new)))


def take_growth(desk: LinkDesk, document: bytes) -> bool:
    """Take in a proof that the ledger has only grown, and tell whether this post was waiting for it.

    Raises Distrust `ledger-rewritten` or `ledger-shorter` where headquarters cannot prove it, `other-device`, and those
    of `read_signed`.
    """
    with desk.work() as work:
        growth = read_signed(document, LEDGER, LedgerGrowth, get_keyset(work).sign_keys, desk.keys.verify)
        if growth.device != desk.place.device:
            raise Distrust("other-device", _("This proof is for another PC."))
        seen = LEDGER_SEEN.get(work)
        if growth.epoch != seen.epoch or growth.first not in seen.to_prove():
            return False
        if not is_consistent(growth.first, growth.second, growth.path):
            raise shorter() if growth.second[0] < growth.first[0] else rewritten()
        _refuse_another(seen, growth.second)
        if growth.first == seen.proved:
            seen = replace(seen, proved=growth.second, proved_at=desk.clock.now_ms())
        told = dict.fromkeys(growth.second if one == growth.first else one for one in seen.told)
        LEDGER_SEEN.keep(work, replace(seen, told=tuple(one for one in told if one != seen.proved)))
        return True


def rewritten() -> Distrust:
    """Return the refusal of a ledger that is not the one seen before."""
    return Distrust(
        "ledger-rewritten",
        _("Headquarters' ledger is not the one that this PC has seen before: entries in it were changed. Ring them."),
    )


def shorter() -> Distrust:
    """Return the refusal of a ledger that has lost entries."""
    return Distrust(
        "ledger-shorter",
        _("Headquarters' ledger has fewer entries than this PC has seen in it. Ring headquarters."),
    )


def _refuse_another(seen: LedgerSeen, new: Checkpoint) -> None:
    if any(size == new[0] and root != new[1] for size, root in seen.to_prove()):
        raise rewritten()
