"""Headquarters gives a device its receipt by another way than link or stick: on paper, as a QR code, as a file."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.headquarters.make_receipt import make_receipt
from tipdesk.services.headquarters.office import signing_for
from tipdesk.services.headquarters.registry import read_registry
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.sync.document import RECEIPT, write_payload


def give_receipt(desk: LinkDesk, device: bytes) -> bytes:
    """Return the signed receipt of a device's current log. UserError `unknown-device` when it is not enrolled here."""
    with desk.work() as work:
        current = [log.log for log in work.ledger.find_logs(device) if not log.closed]
        if device not in read_registry(work).devices or not current:
            raise UserError("unknown-device", _("This device is not enrolled here."))
        signer, mark = signing_for(desk, work, device)
        return write_payload(RECEIPT, make_receipt(work, device, current[-1], desk.clock.now_ms(), mark), signer)
