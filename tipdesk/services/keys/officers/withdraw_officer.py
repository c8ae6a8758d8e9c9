"""An officer's slot on this PC is given up: the register, the audit, and a note that the store is due a new key.

The new key is made afterwards, on the closed home.
"""

import json

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.officers.register_key import withdraw_keys
from tipdesk.services.keys.officers.who_am_i import forget_officer, known_logins
from tipdesk.services.keys.unlock.pins import forget_pin
from tipdesk.services.permit_authority import permit_authority
from tipdesk.services.remembered.here import REKEY_DUE

REKEYED = b"done"
"""What `REKEY_DUE` says once the store has its new key."""


def withdraw_officer(desk: Desk, login: str) -> None:
    """Note all of it in one unit of work; from this commit on the removed officer is refused here.

    The new store key follows (`rekey_store`). Raises UserError `not-allowed`, `own-slot` for oneself, and `no-slot`
    where the login has none here.
    """
    permit_authority(desk)
    if login == desk.actor.login:
        raise UserError("own-slot", _("You cannot remove yourself. Another supervisor can."))
    with desk.work() as work:
        officer = known_logins(work).get(login)
        if officer is None:
            raise UserError("no-slot", _("This officer has no passphrase on this PC."))
        forget_officer(work, login)
        forget_pin(work, officer)
        withdraw_keys(desk, work, officer, login)
        REKEY_DUE.keep(work, json.dumps([*due_removals(work), login]).encode())
        note_deed(desk, work, "officer_removed", {"officer": officer})


def due_removals(reader: Reader) -> list[str]:
    """Return the logins whose slots are to go with the store's next key."""
    content = REKEY_DUE.get(reader)
    return [str(login) for login in json.loads(content)] if content is not None and content != REKEYED else []


def note_rekeyed(desk: Desk) -> None:
    """Write into the audit that the store has a new key, where it has got one since."""
    with desk.read() as reader:
        is_new = REKEY_DUE.get(reader) == REKEYED
    if is_new:
        with desk.work() as work:
            REKEY_DUE.forget(work)
            note_deed(desk, work, "store_rekeyed", {})
