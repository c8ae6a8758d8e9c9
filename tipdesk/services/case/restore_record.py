"""Take one row out of the trash: the undo of `delete_record`.

It writes the deletion mark away; the fields of the row stand as they stood. Trash is shown by `find_deleted`.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.look import mask, note_action, permit
from tipdesk.services.results import Changed


def restore_record(desk: Desk, seen: Row, reason: str | None = None) -> Changed:
    """Show a deleted row again, given as the officer saw it. UserError `not-allowed`."""
    case = case_of(seen)
    permit_edit(desk, case)
    mark = Change(seen.record.number, seen.id, {DELETED: None}, {DELETED: seen.replaced_by_write(DELETED)})
    with desk.work() as unit:
        unit.append(Scope.CASE, case, [mark], reason)
    return Changed.of(seen.record.name, case, seen.id)


def find_deleted(desk: Desk, case: bytes) -> list[Row]:
    """Return the rows in the trash of a case, masked for the officer. UserErrors of `look`."""
    level = permit(desk, case, Action.VIEW)
    note_action(desk, case, Action.VIEW)
    with desk.read() as reader:
        rows = [row for record in CASE_RECORDS for row in reader.find_rows(record, case=case, with_deleted=True)]
    return [mask(row, level) for row in rows if row.deleted]
