"""Headquarters revokes a device from one entry on: later entries are parked, nothing is un-applied."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.registry import DEVICE
from tipdesk.services.headquarters.writing import change_of, write_directory


def revoke_device(desk: Desk, device: bytes, from_seq: int | None = None) -> int:
    """Return from which entry on the device is not believed (by default: from the next one that would come)."""
    with desk.work() as work:
        row = work.get_row(DEVICE, device)
        if row is None or device == desk.place.device:
            raise UserError("unknown-device", _("There is no such device to revoke."))
        held = max((log.seq for log in work.ledger.find_logs(device) if not log.closed), default=0)
        start = held + 1 if from_seq is None else from_seq
        write_directory(desk, work, [change_of(DEVICE, device, {"revoked_from": start}, row)])
        return start
