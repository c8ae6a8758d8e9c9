"""Take a task that nobody has: from now on the officer at the desk has it."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.texts import _
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.desk import Desk
from tipdesk.services.results import Changed

_TASK = BY_NAME["Task"]


def take_task(desk: Desk, seen: Row) -> Changed:
    """Give a task to the officer at the desk; `seen` is the row as they saw it.

    Raises UserError `task-taken` where somebody was given it since, or it is done, and those of `amend_record`.
    """
    with desk.read() as reader:
        now = reader.get_row(_TASK, seen.id)
    if now is None or now.deleted or _state(now) != _state(seen):
        raise UserError("task-taken", _("Somebody has changed this task meanwhile. Open it to see how it stands."))
    return amend_record(desk, seen, {"assigned_to": desk.actor.officer})


def _state(task: Row) -> tuple[frozenset[object], bool]:
    return frozenset(live_values(task, "assigned_to")), is_done(live_values(task, "status"))
