"""Plan when backups of this PC are made by themselves, and where they go; an empty plan makes none.

Promises that a supervisor decides it and that the audit says so; that the folder is fit is left to the caller.
"""

from tipdesk.services.audit import note_deed
from tipdesk.services.backups.kept import Plan, keep_plan
from tipdesk.services.desk import Desk
from tipdesk.services.permit_authority import permit_authority


def plan_backups(desk: Desk, plan: Plan) -> None:
    """Keep the plan. UserError `not-allowed`."""
    permit_authority(desk)
    with desk.work() as work:
        keep_plan(work, plan)
        note_deed(desk, work, "backup_planned", {"reason": plan.every or None})
