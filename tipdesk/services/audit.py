"""The audit row of a look, a refusal or a deed.

When `note_look` returns, the row is in the log, or kept aside until the store has been checked. The row of `note_deed`
lands with the deed or not at all. A row names the case and the row concerned, never the content of a field. Whether a
look is allowed, and whether it needs a row at all, is decided in `look`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.fields import change_of_new

ALLOWED, DENIED, FAILED = "allowed", "denied", "failed"
_LONGEST_REASON = 500


def note_look(
    desk: Desk,
    action: str,
    *,
    case: bytes | None = None,
    row: bytes | None = None,
    result: str = ALLOWED,
    reason: str | None = None,
    count: int | None = None,
) -> None:
    """Write one row of the audit log and commit it; whatever fails is raised.

    `action` is a code of the list audit_action, and `count` how many rows a search found.
    """
    values = {"case": case, "row": row, "result": result, "reason": reason, "count": count}
    with (desk.looks or desk.work)() as unit:
        note_deed(desk, unit, action, values)


def note_deed(desk: Desk, work: UnitOfWork, action: str, values: Mapping[str, Value]) -> bytes:
    """Write one row of the audit log in the unit of work of the deed itself; return its id."""
    reason = values.get("reason")
    shown = reason[:_LONGEST_REASON] if isinstance(reason, str) and reason else None
    given = {"result": ALLOWED, **values, "action": action, "reason": shown, "noted_at": moment_now(desk)}
    row = desk.ids.new_id()
    work.append(Scope.AUDIT, None, [change_of_new(BY_NAME["AuditEvent"], row, given)])
    return row


def moment_now(desk: Desk) -> datetime:
    """Return the time on the desk's clock, to the minute, in the officer's zone."""
    return moment_of(desk.clock.now_ms(), desk.clock.offset_minutes())


def moment_of(at_ms: int, offset: int) -> datetime:
    """Return a time to the minute.

    `at_ms` is in milliseconds since 1970, `offset` that of its time zone in minutes east of UTC.
    """
    return datetime.fromtimestamp(at_ms // 60_000 * 60, timezone(timedelta(minutes=offset)))
