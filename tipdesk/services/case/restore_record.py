"""Take one row out of the trash: the undo of `delete_record`.

It writes the deletion mark away; the fields of the row stand as they stood. Trash is shown by `find_deleted`.
"""

from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit, refuse_own_verbs
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_restoring
from tipdesk.services.look import note_action, permit
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case


def restore_record(desk: Desk, seen: Row, reason: str | None = None) -> Changed:
    """Show a deleted row again, given as the officer saw it. UserError `not-allowed`."""
    refuse_own_verbs(seen.record)
    case = case_of(seen)
    permit_edit(desk, case)
    with desk.work() as unit:
        write_case(desk, unit, case, [change_of_restoring(seen)], reason)
    return Changed.of(seen.record.name, case, seen.id)


def find_deleted(desk: Desk, case: bytes) -> list[Row]:
    """Return the rows in the trash of a case, masked for the officer. UserErrors of `look`."""
    permit(desk, case, Action.VIEW)
    note_action(desk, case, Action.VIEW)
    with desk.read() as reader:
        own = reader.get_row(BY_NAME["Case"], case)
        if own is None:
            return []
        eyes = Eyes(reader, desk, own, Action.VIEW)
        rows = [row for record in PLAIN_RECORDS for row in reader.find_rows(record, case=case, with_deleted=True)]
        return [shown for row in rows if row.deleted and (shown := eyes.see(row)) is not None]
