"""Headquarters gives a device its receipt by another way than link or stick: on paper, as a QR code, as a file."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.headquarters.ledger.make_receipt import make_receipt
from tipdesk.services.headquarters.ledger.meet_log import current_log
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.document import RECEIPT, write_payload


def give_receipt(desk: LinkDesk, device: bytes) -> bytes:
    """Return the signed receipt of a device's current log. UserError `unknown-device` when it is not enrolled here."""
    with desk.work() as work:
        log = current_log(work, device)
        if device not in read_registry(work).devices or not log:
            raise UserError("unknown-device", _("This device is not enrolled here."))
        signer, mark = signing_for(desk, work, device)
        return write_payload(RECEIPT, make_receipt(work, device, log, desk.clock.now_ms(), mark), signer)
