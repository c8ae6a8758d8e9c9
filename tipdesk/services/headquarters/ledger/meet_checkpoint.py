"""A device tells the checkpoints of our ledger it has seen: each must be a beginning of the ledger as it stands.

Where one is not, the ledger was rewritten or put back from a backup without saying so. That is noted as an incident
and changes nothing else: what a post sends is taken in all the same. Checkpoints of another epoch say nothing.
"""

from collections.abc import Iterable

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import EPOCH
from tipdesk.sync.document import LEDGER, LedgerGrowth, write_payload
from tipdesk.sync.merkle import Checkpoint

_SHOWN = 8


def meet_checkpoint(desk: LinkDesk, work: UnitOfWork, epoch: int, seen: Checkpoint) -> bool:
    """Judge a checkpoint that a device has seen in an epoch, and tell whether our ledger begins with it.

    Where it does not, an incident is noted.
    """
    kind = _fault_of(work, epoch, seen)
    if kind:
        _note(desk, work, seen, kind)
    return not kind


def _fault_of(work: UnitOfWork, epoch: int, seen: Checkpoint) -> str:
    """Return the code of what is wrong with a checkpoint, empty where nothing is."""
    if seen[0] == 0 or epoch != EPOCH.get(work):
        return ""
    held = work.ledger.tree.root_at(seen[0])
    if held == seen[1]:
        return ""
    return "ledger_shorter" if held is None else "ledger_rewritten"


def _note(desk: LinkDesk, work: UnitOfWork, seen: Checkpoint, kind: str) -> None:
    note_incident(desk, work, kind, desk.place.device, f"{seen[0]}:{seen[1].hex()[:_SHOWN]}", seq=seen[0])


def prove_growth(
    desk: LinkDesk, work: UnitOfWork, device: bytes, epoch: int, seen: Iterable[Checkpoint]
) -> list[bytes]:
    """Return, for each checkpoint that a device has seen, a signed proof that the ledger has only grown since.

    Where it cannot be proved the document carries no proof, so that the device knows that too, and an incident is
    noted. Checkpoints of another epoch get no document.
    """
    if epoch != EPOCH.get(work):
        return []
    proofs, now = [], work.ledger.tree.checkpoint()
    faults = {one: _fault_of(work, epoch, one) for one in seen}  # before any is noted: a note makes the ledger longer
    signer, mark = signing_for(desk, work, device)
    for (size, root), kind in faults.items():
        if kind:
            _note(desk, work, (size, root), kind)
        path = work.ledger.tree.consistency(size, now[0]) if size and not kind else ()
        growth = LedgerGrowth(device, epoch, (size, root), now, path, mark)
        proofs.append(write_payload(LEDGER, growth, signer))
    return proofs
