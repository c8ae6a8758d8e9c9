"""What this post has seen of headquarters' ledger: the last checkpoint that was proved, and later ones still to be.

Every receipt carries a checkpoint. A ledger that only grows can prove that each of them is a beginning of the present
one; a ledger that was rewritten or has lost entries cannot. Promises: two roots of one size, a smaller ledger in a
receipt that is surely newer, and a proof that fails are refused by name, in whatever order a stick gives the proofs:
none is forgotten before a later one is proved to follow it. A receipt that lay in a drawer is no reason: its checkpoint
may be smaller. A higher epoch (headquarters has said that it was put back) begins anew.
"""

from dataclasses import dataclass, replace

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import get_keyset
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.document import LEDGER, LedgerGrowth, Receipt, read_signed
from tipdesk.sync.merkle import Checkpoint, is_consistent

_KEY = "ledger-seen"
NOTHING: Checkpoint = (0, b"")
MOST = 8
"""Checkpoints that wait for their proof: one sync by wire may bring many receipts before it asks."""


@dataclass(frozen=True)
class LedgerSeen:
    """`proved`: the last checkpoint known to follow those before; `told`: others, not yet proved to, `MOST` at most.

    `proved_at`: ms since 1970 by this PC's clock, 0 before.
    """

    epoch: int = 0
    proved: Checkpoint = NOTHING
    told: tuple[Checkpoint, ...] = ()
    proved_at: int = 0

    def to_prove(self) -> tuple[Checkpoint, ...]:
        """Return what headquarters is asked to prove."""
        return tuple(one for one in dict.fromkeys((self.proved, *self.told)) if one[0])


def get_ledger_seen(reader: Reader) -> LedgerSeen:
    """Return it; nothing seen before the first receipt."""
    content = reader.get_setting(_KEY)
    if content is None:
        return LedgerSeen()
    epoch, proved, told, proved_at = decode_plain(content)
    return LedgerSeen(epoch, (proved[0], proved[1]), tuple((size, root) for size, root in told), proved_at)


def note_checkpoint(work: UnitOfWork, receipt: Receipt, before: Receipt | None) -> None:
    """Compare the checkpoint of a receipt with those seen. Distrust `ledger-rewritten` or `ledger-shorter`.

    `before`: the last receipt of the same log.
    """
    seen, new = get_ledger_seen(work), receipt.checkpoint
    if new[0] == 0 or receipt.epoch < seen.epoch:
        return
    if receipt.epoch > seen.epoch or seen.proved[0] == 0:
        _keep(work, LedgerSeen(receipt.epoch, new))
        return
    _refuse_another(seen, new)
    is_newer = before is not None and before.log == receipt.log and receipt.seq > before.seq
    if new[0] < seen.proved[0] and is_newer:
        raise shorter()
    if new[0] > max(size for size, _root in seen.to_prove()):
        _keep(work, replace(seen, told=(*seen.told[: MOST - 1], new)))


def settle_growth(desk: LinkDesk, document: bytes) -> bool:
    """Take in a proof that the ledger has only grown; tell whether it was one that was waited for.

    Distrust `ledger-rewritten` where headquarters cannot prove it, `other-device`, or as `read_signed`.
    """
    with desk.work() as work:
        growth = read_signed(document, LEDGER, LedgerGrowth, get_keyset(work).sign_keys, desk.keys.verify)
        if growth.device != desk.place.device:
            raise Distrust("other-device", _("This proof is for another PC."))
        seen = get_ledger_seen(work)
        if growth.epoch != seen.epoch or growth.first not in seen.to_prove():
            return False
        if not is_consistent(growth.first, growth.second, growth.path):
            raise shorter() if growth.second[0] < growth.first[0] else rewritten()
        _refuse_another(seen, growth.second)
        if growth.first == seen.proved:
            seen = replace(seen, proved=growth.second, proved_at=desk.clock.now_ms())
        told = dict.fromkeys(growth.second if one == growth.first else one for one in seen.told)
        _keep(work, replace(seen, told=tuple(one for one in told if one != seen.proved)))
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


def _keep(work: UnitOfWork, seen: LedgerSeen) -> None:
    work.put_setting(_KEY, encode_plain((seen.epoch, seen.proved, seen.told, seen.proved_at)))
