"""The cumulative receipt of one log: how far headquarters holds it, and what of it could not be applied yet.

It is the answer to a bundle. Headquarters also gives it by other ways than link or stick: on paper, as a QR code, as a
file.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, read_registry, revocation_of
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.headquarters.ledger.meet_log import current_log
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import EPOCH, WANTED
from tipdesk.sync.codec import first_hash
from tipdesk.sync.document import RECEIPT, Mark, Receipt, write_payload


def make_receipt(work: UnitOfWork, device: bytes, log: bytes, now_ms: int, keyset: Mark) -> Receipt:
    """Return the receipt of a log as it is held now; of one that is not held, with sequence 0 and h₀.

    `keyset` is the mark of the keyset whose key will sign it.
    """
    state = work.ledger.get_log(log)
    parked = sorted(one.seq for one in work.ledger.find_parked(log))
    row = work.get_row(DEVICE, device)
    revoked = revocation_of(row) if row else None
    wish = WANTED.of(device).get(work)
    return Receipt(
        device=device,
        log=log,
        seq=state.seq if state else 0,
        head=state.hash if state else first_hash(device, log),
        parked=len(parked),
        parked_lowest=parked[0] if parked else 0,
        revoked_from=None if revoked is None else revoked.get(log, 1),
        epoch=EPOCH.get(work),
        checkpoint=work.ledger.tree.checkpoint(),
        keyset=keyset,
        time=now_ms,
        wanted=wish.known[0] + 1 if wish else 0,
        wanted_after=wish.known[1] if wish else b"",
    )


def give_receipt(desk: LinkDesk, device: bytes) -> bytes:
    """Return the signed receipt of a device's current log.

    Raises UserError `unknown-device` where the device is not enrolled here.
    """
    with desk.work() as work:
        log = current_log(work, device)
        if device not in read_registry(work).devices or not log:
            raise UserError("unknown-device", _("This device is not enrolled here."))
        signer, mark = signing_for(desk, work, device)
        return write_payload(RECEIPT, make_receipt(work, device, log, desk.clock.now_ms(), mark), signer)
