"""When backups of this PC are made by themselves, where they go, and how old the last one that counts is.

A supervisor decides the plan, and the audit says so; an empty plan makes none. All of it is of this PC alone and in no
log. The caller makes the backup, and checks whether a folder is fit for one.
"""

from dataclasses import dataclass

from tipdesk.domain.rules.backups import days_since, is_backup_due
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.permit_authority import has_authority, permit_authority
from tipdesk.services.remembered.here import BACKUP_LAST, BACKUP_PLAN
from tipdesk.services.remembered.shapes import LastBackup, Plan


@dataclass(frozen=True)
class BackupState:
    """How this PC stands with its backups.

    `days` is how many days of the calendar have begun since the last one, None where there never was one. `may_make`
    says whether the officer at the desk may make and plan backups.
    """

    last: LastBackup | None
    plan: Plan
    days: int | None
    is_due: bool
    may_make: bool


def see_backups(desk: Desk) -> BackupState:
    """Return how this PC stands with its backups, by its own clock."""
    with desk.read() as reader:
        last, plan = BACKUP_LAST.get(reader), BACKUP_PLAN.get(reader)
    at, now, offset = last.at if last else None, desk.clock.now_ms(), desk.clock.offset_minutes()
    is_due = is_backup_due(plan.every, at, now, offset)
    return BackupState(last, plan, days_since(at, now, offset), is_due, has_authority(desk))


def plan_backups(desk: Desk, plan: Plan) -> None:
    """Keep a plan of backups.

    Raises UserError `not-allowed` unless the officer has authority on this PC (`permit_authority`).
    """
    permit_authority(desk)
    with desk.work() as work:
        BACKUP_PLAN.keep(work, plan)
        note_deed(desk, work, "backup_planned", {"reason": plan.every or None})


def note_backup(desk: Desk, made: LastBackup) -> None:
    """Remember a backup as the last one, once it has been read back and opened."""
    with desk.work() as work:
        BACKUP_LAST.keep(work, made)
        note_deed(desk, work, "backup", {})
