"""Put one row of a case into the trash, where it is hidden but not erased, and take it out again.

The deletion names every dot that its author saw, so that a change made elsewhere at the same time shows as a conflict.
Restoring takes the deletion mark away, and the fields are as they were. A whole case is closed, never deleted.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit, refuse_closed, refuse_own_verbs
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_deletion, change_of_restoring
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_CASE = BY_NAME["Case"]


def delete_record(desk: Desk, seen: Row, reason: str | None = None) -> Changed:
    """Put a row, given as the officer saw it, into the trash.

    Raises UserError `case-not-deleted` for a Case row, `own-verbs` for a row that only its own verbs write,
    `signed-is-frozen` for one that stands for good, and those of `permit_edit`.
    """
    if seen.record is _CASE:
        raise UserError("case-not-deleted", _("A case is closed with a reason, not deleted."))
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    with deed(desk) as unit:
        permit_edit(unit, desk, case)
        refuse_closed(seen, unit)
        entry = write_case(desk, unit, case, [change_of_deletion(seen)], reason)
    return Changed.of(seen.record.name, case, seen.id, entry.dot)


def restore_record(desk: Desk, seen: Row, reason: str | None = None) -> Changed:
    """Take a row, given as the officer saw it, out of the trash.

    Raises UserError `own-verbs` for a row that only its own verbs write, and those of `permit_edit`.
    """
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    with deed(desk) as unit:
        permit_edit(unit, desk, case)
        entry = write_case(desk, unit, case, [change_of_restoring(seen)], reason)
    return Changed.of(seen.record.name, case, seen.id, entry.dot)
