"""What left the service, as it stands in a store: written as the verb of sending writes it, past every gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.determined import AT
from tipdesk.domain.records import BY_NAME
from tipdesk.services.fields import change_of_new
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk


def leave(desk: Desk, case: bytes, person: bytes, consent: bytes | None, **given: Value) -> bytes:
    """Write a transfer about one person, sent unless `sent_at` says otherwise; return its row."""
    transfer = desk.ids.new_id()
    told: dict[str, Value] = {"kind": "referral", "status": "sent", "sent_at": AT, "recipient": "Invented House"}
    about: dict[str, Value] = {"transfer": transfer, "person": person, "consent": consent}
    with desk.work() as unit:
        changes = [
            change_of_new(BY_NAME["Transfer"], transfer, {**told, **given}),
            change_of_new(BY_NAME["TransferPerson"], desk.ids.new_id(), about),
        ]
        write_sealed(desk, unit, case, changes)
    return transfer
