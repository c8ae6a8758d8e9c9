"""Put one row into the trash: it is hidden, not erased, and can be restored.

The deletion names every dot its author saw, so that a change made elsewhere at the same time shows as a conflict.
A whole case is closed, never deleted.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit, refuse_closed, refuse_own_verbs
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_deletion
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case

_CASE = BY_NAME["Case"]


def delete_record(desk: Desk, seen: Row, reason: str | None = None) -> Changed:
    """Hide a row, given as the officer saw it. UserError `not-allowed`, `case-not-deleted`, `signed-is-frozen`."""
    if seen.record is _CASE:
        raise UserError("case-not-deleted", _("A case is closed with a reason, not deleted."))
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    permit_edit(desk, case)
    refuse_closed(seen)
    with desk.work() as unit:
        write_case(desk, unit, case, [change_of_deletion(seen)], reason)
    return Changed.of(seen.record.name, case, seen.id)
