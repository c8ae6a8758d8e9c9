"""Headquarters has compared an officer's key with the digits read out at the PC, and writes it to the directory.

For an officer who was removed from a PC, the key of that PC is taken out of the directory instead.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import OFFICER
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.headquarters.keys.waiting_keys import WaitingKey, find_waiting_keys
from tipdesk.services.keys.officers.accepted_keys import accepted_keys
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed

_SHORT_ID = 6


def accept_key(desk: LinkDesk, row: bytes, fingerprint: str = "") -> Changed:
    """Write it. `row`: of the register; `fingerprint`: the thirty digits, "" for a removal.

    Distrust `wrong-fingerprint`. UserError `no-such-key`, and those of `permit_directory`.
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
    """Return the row that holds the officer's keys of a PC, or may hold them; None: a further row is needed."""
    rows = [officer, *work.find_rows(OFFICER, where={"same_as": officer.id})]
    of_device = next((row for row in rows if row["key_device"] == device), None)
    if of_device is not None:
        return of_device
    return officer if officer["seal_key"] is None else None


def _removal(work: UnitOfWork, waiting: WaitingKey) -> list[Change]:
    """The signing key stays: what the officer has signed can be checked for ever."""
    held = [key.row for key in accepted_keys(work).get(waiting.officer, ()) if key.device == waiting.device]
    return [change_of(OFFICER, row.id, {"seal_key": None, "key_device": None}, row) for row in held]
