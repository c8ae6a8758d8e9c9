"""When backups of this PC are made by themselves, where they go, and how it stands with the last one that counts.

A supervisor decides the plan, and the audit says so; an empty plan makes none. All of it is of this PC alone, in no
log. Making a backup, and whether a folder is fit for one, is left to the caller.
"""

from dataclasses import astuple, dataclass
from typing import Final

from tipdesk.domain.rules.backups import days_since, is_backup_due
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.permit_authority import has_authority, permit_authority
from tipdesk.sync.codec import decode_plain, encode_plain

_PLAN: Final = "backup-plan"
_LAST: Final = "backup-last"


@dataclass(frozen=True)
class Plan:
    """How often a backup is made by itself (DAILY, WEEKLY, "" for never), and the folder it goes to."""

    every: str = ""
    folder: str = ""


@dataclass(frozen=True)
class LastBackup:
    """The last one that was read back and opened. `at`: ms since 1970; `seq`: last entry in it; `size`: its bytes.

    `folder`: its own, in the one it was made in.
    """

    at: int
    folder: str
    seq: int
    size: int


def get_plan(reader: Reader) -> Plan:
    """Return the plan of this PC."""
    content = reader.get_setting(_PLAN)
    return Plan(*decode_plain(content)) if content else Plan()


def keep_plan(work: UnitOfWork, plan: Plan) -> None:
    """Keep another plan."""
    work.put_setting(_PLAN, encode_plain(astuple(plan)))


def get_last(reader: Reader) -> LastBackup | None:
    """Return the last backup, None where there was none."""
    content = reader.get_setting(_LAST)
    return LastBackup(*decode_plain(content)) if content else None


def keep_last(work: UnitOfWork, last: LastBackup) -> None:
    """Keep it as the last one."""
    work.put_setting(_LAST, encode_plain(astuple(last)))


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


def plan_backups(desk: Desk, plan: Plan) -> None:
    """Keep the plan. UserError `not-allowed`."""
    permit_authority(desk)
    with desk.work() as work:
        keep_plan(work, plan)
        note_deed(desk, work, "backup_planned", {"reason": plan.every or None})


def note_backup(desk: Desk, made: LastBackup) -> None:
    """Keep it as the last one."""
    with desk.work() as work:
        keep_last(work, made)
        note_deed(desk, work, "backup", {})
