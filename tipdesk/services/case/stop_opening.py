"""Stop an officer from opening what is sealed in a case from now on: the next sealed answer is under a new key.

It cannot take back what that officer has read, or copied, before; the screen says so. To keep somebody from a case
altogether, they are excluded from it.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.case.holders import permit_deciding
from tipdesk.services.desk import Desk
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.keys.cases.case_keys import end_changes, rows_of
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case


def stop_opening(desk: Desk, case: bytes, officer: bytes, reason: str | None = None) -> Changed:
    """Mark an officer's keys of a case as ended.

    UserErrors of `permit_deciding`; `own-key` for oneself: somebody else who holds the key decides that; `no-holder`.
    """
    permit_deciding(desk, case)
    with desk.work() as unit:
        person = ids_of(unit, officer)
        if desk.actor.officer in person:
            raise UserError(
                "own-key", _("You cannot remove yourself. Another officer who can open the case does that.")
            )
        changes = end_changes(rows_of(unit, case), person)
        if not changes:
            raise UserError("no-holder", _("This officer cannot open the case."))
        write_case(desk, unit, case, changes, reason)
    return Changed.of(CASE_KEY.name, case, None)
