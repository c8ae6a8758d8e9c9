"""What editors do on the write lane: services one after the other, so that a save and its draft cannot part.

Each returns the service's `Changed`, which the lane announces. Leaves to others: rules (`services/case`).
"""

from collections.abc import Mapping

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record, case_of
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.restore_record import find_deleted, restore_record
from tipdesk.services.desk import Desk
from tipdesk.services.drafts import drop_draft
from tipdesk.services.look import look
from tipdesk.services.results import Changed


def save_row(desk: Desk, key: str, seen: Row, given: Mapping[str, object]) -> Changed:
    """Amend a row as its author saw it, and drop the draft. UserErrors of `amend_record`."""
    changed = amend_record(desk, seen, given)
    drop_draft(desk, key)
    return changed


def save_new(desk: Desk, key: str, case: bytes, record: RecordType, given: Mapping[str, object]) -> Changed:
    """Add a row, and drop the draft. UserErrors of `add_record`."""
    changed = add_record(desk, case, record, given)
    drop_draft(desk, key)
    return changed


def amend_back(desk: Desk, before: Row, names: frozenset[str]) -> Changed:
    """Undo a save: write again what the fields held, over the row as it stands now."""
    now = _row_now(desk, before)
    values = {name: before[name] for name in names if name not in before.masked}
    return amend_record(desk, now, values) if now is not None else Changed(frozenset())


def delete_row(desk: Desk, case: bytes, row: bytes) -> Changed:
    """Undo an addition: the new row goes to the trash."""
    view = look(desk, case, Action.VIEW)
    found = view.get_row(row)
    return delete_record(desk, found) if found is not None else Changed(frozenset())


def restore_row(desk: Desk, case: bytes, row: bytes) -> Changed:
    """Undo a deletion."""
    found = next((deleted for deleted in find_deleted(desk, case) if deleted.id == row), None)
    return restore_record(desk, found) if found is not None else Changed(frozenset())


def _row_now(desk: Desk, before: Row) -> Row | None:
    view = look(desk, case_of(before), Action.UNMASK if not before.masked and _hides(desk, before) else Action.VIEW)
    return view.case if view.id == before.id else view.get_row(before.id)


def _hides(desk: Desk, before: Row) -> bool:
    """Whether a plain look would hide something that the officer had unmasked before saving."""
    view = look(desk, case_of(before), Action.VIEW)
    row = view.case if view.id == before.id else view.get_row(before.id)
    return row is not None and bool(row.masked)
