"""What this PC keeps of its backups: when they are made by themselves and where, and the last one that counts.

Values of this PC alone, in no log.
"""

from dataclasses import astuple, dataclass
from typing import Final

from tipdesk.services.desk import Reader, UnitOfWork
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
