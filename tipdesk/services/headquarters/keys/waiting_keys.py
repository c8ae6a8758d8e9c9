"""Officers' keys that posts have sent: headquarters compares each with the digits read out at the PC, and accepts it.

A key is listed where it came from the very PC of which it speaks, and concerns an officer who may work there: not
disabled, not moved to another post. Listed too are the keys of officers who were removed from a PC; accepting such a
line takes the key of that PC out of the directory.
"""

from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER
from tipdesk.services.headquarters.directory.writing import change_of, permit_directory, write_directory
from tipdesk.services.keys.officers.accepted_keys import AcceptedKey, accepted_keys
from tipdesk.services.keys.officers.register_key import OFFICER_KEY, REMOVED, key_material
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed


@dataclass(frozen=True)
class WaitingKey:
    """The keys of one officer on one PC, which wait to be accepted.

    `cause` is a code of the list officer_key_cause, and `material` the bytes of which the thirty digits are made.
    `is_changed` says that the officer has other keys on that PC already. `seen` is the row of the register.
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
        """Tell whether there is nothing to compare, because the officer's slot on that PC is gone."""
        return self.cause == REMOVED


def find_waiting_keys(desk: Desk) -> list[WaitingKey]:
    """Return the keys that wait, by login; raises the UserErrors of `permit_directory`."""
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


_SHORT_ID = 6


def accept_key(desk: LinkDesk, row: bytes, fingerprint: str = "") -> Changed:
    """Write a key that waits into the directory, or take it out where the officer was removed from that PC.

    `row` is the id of the row of the register, and `fingerprint` the thirty digits, "" for a removal. Raises Distrust
    `wrong-fingerprint`, UserError `no-such-key`, and those of `permit_directory`.
    """
    waiting = next((one for one in find_waiting_keys(desk) if one.seen.id == row), None)
    if waiting is None:
        raise UserError("no-such-key", _("This key is not waiting any more."))
    if not waiting.is_removal and not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(waiting.material)):
        raise Distrust(
            "wrong-fingerprint",
            _("These are not the digits of this key. Have them read again. If they still differ, do not accept it."),
        )
    with desk.work() as work:
        changes = _removal(work, waiting) if waiting.is_removal else [_acceptance(work, waiting)]
        write_directory(desk, work, changes)
        deed = "key_withdrawn" if waiting.is_removal else "key_accepted"
        note_deed(desk, work, deed, {"officer": waiting.officer, "row": waiting.device})
    return Changed.of(OFFICER.name, None, waiting.officer)


def _acceptance(work: UnitOfWork, waiting: WaitingKey) -> Change:
    officer = work.get_row(OFFICER, waiting.officer)
    if officer is None:
        raise AssertionError(waiting.officer)
    given: dict[str, object] = {
        "seal_key": waiting.seen["seal_key"],
        "sign_key": waiting.seen["sign_key"],
        "key_device": waiting.device,
    }
    held = _row_for(work, officer, waiting.device)
    if held is not None:
        return change_of(OFFICER, held.id, {**given, "disabled": False} if held["disabled"] else given, held)
    name = f"{waiting.login}@{waiting.device.hex()[:_SHORT_ID]}"
    further = {"login": name, "post": officer["post"], "same_as": officer.id, **given}
    return change_of(OFFICER, waiting.seen.id, further)


def _row_for(work: UnitOfWork, officer: Row, device: bytes) -> Row | None:
    """Return the row that has, or may have, the officer's keys on a PC; None where a further row is needed."""
    rows = [officer, *work.find_rows(OFFICER, where={"same_as": officer.id})]
    of_device = next((row for row in rows if row["key_device"] == device), None)
    if of_device is not None:
        return of_device
    return officer if officer["seal_key"] is None else None


def _removal(work: UnitOfWork, waiting: WaitingKey) -> list[Change]:
    """Return the changes that take the officer's keys on a PC out of the directory.

    The signing key stays there, so that what the officer has signed can be checked for ever.
    """
    held = [key.row for key in accepted_keys(work).get(waiting.officer, ()) if key.device == waiting.device]
    return [change_of(OFFICER, row.id, {"seal_key": None, "key_device": None}, row) for row in held]
