"""See how this PC stands with its backups: the last one, the plan, whether one is due now, and who may change it."""

from dataclasses import dataclass

from tipdesk.domain.rules.backups import days_since, is_backup_due
from tipdesk.services.backups.kept import LastBackup, Plan, get_last, get_plan
from tipdesk.services.desk import Desk
from tipdesk.services.permit_authority import has_authority


@dataclass(frozen=True)
class BackupState:
    """`days`: of the calendar since the last one, None for never; `may_make`: the officer makes and plans backups."""

    last: LastBackup | None
    plan: Plan
    days: int | None
    is_due: bool
    may_make: bool


def see_backups(desk: Desk) -> BackupState:
    """Return it. Nothing of a case is read."""
    with desk.read() as reader:
        last, plan = get_last(reader), get_plan(reader)
    at, now, offset = last.at if last else None, desk.clock.now_ms(), desk.clock.offset_minutes()
    is_due = is_backup_due(plan.every, at, now, offset)
    return BackupState(last, plan, days_since(at, now, offset), is_due, has_authority(desk))
