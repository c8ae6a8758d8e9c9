"""Officers' keys that posts have sent and that headquarters has to compare; and those of officers removed from a PC.

Promises that what is listed came from the very PC that it speaks of, and concerns an officer who may work there: not
disabled, not moved to another post. Accepting is left to `accept_key`.
"""

from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.keys.officers.accepted_keys import AcceptedKey, accepted_keys
from tipdesk.services.keys.officers.register_key import REMOVED, key_material

OFFICER_KEY = BY_NAME["OfficerKey"]


@dataclass(frozen=True)
class WaitingKey:
    """One officer on one PC. `cause`: a code of officer_key_cause; `material`: what the thirty digits are made of.

    `is_changed`: the officer has other keys on that PC already. `seen`: the row of the register.
    """

    officer: bytes
    login: str
    device: bytes
    post: bytes | None
    cause: str
    material: bytes
    is_changed: bool
    seen: Row

    @property
    def is_removal(self) -> bool:
        """Tell whether there is nothing to compare: the officer's slot on that PC is gone."""
        return self.cause == REMOVED


def find_waiting_keys(desk: Desk) -> list[WaitingKey]:
    """Return what waits, by login. UserErrors of `permit_directory`."""
    permit_directory(desk)
    with desk.work() as work:
        accepted = accepted_keys(work)
        found = [one for row in work.find_rows(OFFICER_KEY) if (one := _waiting(work, row, accepted))]
    return sorted(found, key=lambda one: one.login)


def _waiting(work: UnitOfWork, row: Row, accepted: dict[bytes, list[AcceptedKey]]) -> WaitingKey | None:
    officer, device, cause = row["officer"], row["device"], str(row["cause"] or "")
    if not (isinstance(officer, bytes) and isinstance(device, bytes)) or device != writer_of(work, row):
        return None
    place, known = work.get_row(DEVICE, device), work.get_row(OFFICER, officer)
    if place is None or known is None:
        return None
    if cause != REMOVED and (known["disabled"] is True or known["post"] != place["post"]):
        return None
    held = [key for key in accepted.get(officer, ()) if key.device == device]
    seal_key, sign_key = row["seal_key"], row["sign_key"]
    material = b""
    if isinstance(seal_key, bytes) and isinstance(sign_key, bytes) and cause != REMOVED:
        if any((key.seal_key, key.sign_key) == (seal_key, sign_key) for key in held):
            return None
        material = key_material(officer, seal_key, sign_key)
    elif cause != REMOVED or not held:
        return None
    post = place["post"]
    return WaitingKey(
        officer=officer,
        login=str(known["login"] or ""),
        device=device,
        post=post if isinstance(post, bytes) else None,
        cause=cause,
        material=material,
        is_changed=bool(held),
        seen=row,
    )


def writer_of(work: UnitOfWork, row: Row) -> bytes | None:
    """Return the device that wrote a row of the register or the audit log, None when several did."""
    logs = [work.ledger.get_log(log) for log in {dot.log for dot in row.all_dots}]
    devices = {log.device for log in logs if log is not None}
    return devices.pop() if len(devices) == 1 else None
