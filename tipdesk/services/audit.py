"""The audit row of a look or a refusal, in a unit of work of its own.

Promises: when `note_look` returns, the row is in the log. It names the case and the row, never the content of a field.
Whether a look is allowed, and whether it needs a row at all, is left to `look`.
"""

from datetime import datetime, timedelta, timezone

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new

ALLOWED, DENIED = "allowed", "denied"
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
    """Write one row of the audit log and commit it. `action`: a code of the list audit_action. Whatever fails, raises.

    `count`: how many rows a search found.
    """
    record = BY_NAME["AuditEvent"]
    values = {
        "action": action,
        "case": case,
        "row": row,
        "result": result,
        "reason": reason[:_LONGEST_REASON] if reason else None,
        "count": count,
        "noted_at": moment_now(desk),
    }
    with desk.work() as unit:
        unit.append(Scope.AUDIT, None, [change_of_new(record, desk.ids.new_id(), values)])


def moment_now(desk: Desk) -> datetime:
    """Return the time on the desk's clock, to the minute, in the officer's zone."""
    zone = timezone(timedelta(minutes=desk.clock.offset_minutes()))
    return datetime.fromtimestamp(desk.clock.now_ms() // 60_000 * 60, zone)
