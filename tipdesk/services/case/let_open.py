"""Let officers open what is sealed in a case: every key that is held, sealed on to them, in one entry.

Whoever is let in stands to the case like one who has a task in it.
"""

from collections.abc import Collection

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.case.holders import permit_deciding, refuse_keyless
from tipdesk.services.desk import Desk
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import sealed_changes, write_case


def let_open(desk: Desk, case: bytes, officers: Collection[bytes], reason: str | None = None) -> Changed:
    """Give these officers the keys of a case.

    UserErrors of `permit_deciding`; `no-officer-keys`, `already-a-holder` where all of them were let in before.
    """
    permit_deciding(desk, case)
    with desk.read() as reader:
        for officer in officers:
            refuse_keyless(reader, desk, officer)
    with desk.work() as unit:
        rows = sealed_changes(desk, unit, case, [], named=officers)
        if not rows:
            raise UserError("already-a-holder", _("This officer can open the case already."))
        write_case(desk, unit, case, rows, reason)
    return Changed.of(CASE_KEY.name, case, None)
