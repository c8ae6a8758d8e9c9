"""Headquarters revokes a device from one entry on: later entries are parked, and nothing that was applied is undone.

A device whose store was put back from a backup has several logs. The given entry is one of its present log; of its
other logs, what is held by now stays believed, and nothing that comes later. Nothing is believed of a log that nobody
knows.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, revocation_of
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.sync.scope import write_revocation


def revoke_device(desk: Desk, device: bytes, from_seq: int | None = None) -> int:
    """Revoke a device, and return from which entry of its present log on it is not believed.

    By default that is the next one that would come; where it was revoked before, it stays the same. Raises UserError
    `unknown-device`.
    """
    with desk.work() as work:
        row = work.get_row(DEVICE, device)
        if row is None or device == desk.place.device:
            raise UserError("unknown-device", _("There is no such device to revoke."))
        current, revoked = _held(work, device, row["log"])
        revoked |= revocation_of(row) or {}
        if from_seq is not None:
            revoked[current] = from_seq
        write_directory(desk, work, [change_of(DEVICE, device, {"revoked_from": write_revocation(revoked)}, row)])
        return revoked[current]


def _held(work: UnitOfWork, device: bytes, enrolled: object) -> tuple[bytes, dict[bytes, int]]:
    """Return the present log of a device and, for each of its logs, the number after the last entry that is held."""
    logs = work.ledger.find_logs(device)
    first = enrolled if isinstance(enrolled, bytes) else b""
    current = next((log.log for log in reversed(logs) if not log.closed), first)
    return current, {current: 1, **{log.log: log.seq + 1 for log in logs}}
