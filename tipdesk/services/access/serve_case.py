"""Let somebody read a case who does not work on it: a prosecutor, a partner agency, an officer of another office.

It is one entry that says to whom, up to which level, why and until when. What their role may see at all is still
decided by the table of access. Sources are never served.
"""

from datetime import datetime

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import ACCESS, check_reason, get_live_row, permit_deed
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_deletion, change_of_new
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_OFFICER = BY_NAME["Officer"]
SERVED = "served"
LEVELS = ("summary", "identity", "full")


def serve_case(
    desk: Desk, case: bytes, officer: str | bytes, level: str, reason: str, until: datetime | None = None
) -> Changed:
    """Serve a case to an officer, given by login or id, up to a level of the list access_level.

    It lasts until `until`, or for good where that is None. Raises UserError `reason-needed`, `unknown-code` for a level
    that is none or is never served, `no-such-row` where the directory has no such officer, and `not-allowed`.
    """
    words = check_reason(reason)
    if level not in LEVELS:
        raise UserError(
            "unknown-code", _("“{value}” is not in the list {list}."), value=level[:40], list="access_level"
        )
    row = desk.ids.new_id()
    with deed(desk) as unit:
        permit_deed(unit, desk, case, Deed.SERVE)
        named = refer_to_directory(unit, desk.actor, _OFFICER, officer)
        write_case(
            desk,
            unit,
            case,
            [
                change_of_new(
                    ACCESS,
                    row,
                    {
                        "officer": named,
                        "kind": SERVED,
                        "level": level,
                        "reason": words,
                        "begun_at": moment_now(desk),
                        "until": until,
                    },
                )
            ],
        )
        note_deed(desk, unit, "serve", {"case": case, "row": row, "officer": named})
    return Changed.of(ACCESS.name, case, row)


def withdraw_access(desk: Desk, grant: bytes | str, reason: str) -> Changed:
    """End what was served; what was read stays read.

    Raises UserError `reason-needed`, `not-served` for an emergency, which stays on record, `not-allowed` and
    `no-such-row`.
    """
    words = check_reason(reason)
    with deed(desk) as unit:
        seen = get_live_row(unit, ACCESS, grant)
        if seen["kind"] != SERVED:
            raise UserError("not-served", _("Only what was served is withdrawn; an emergency is on record for good."))
        case = seen.case or b""
        permit_deed(unit, desk, case, Deed.SERVE)
        write_case(desk, unit, case, [change_of_deletion(seen)], words)
        note_deed(desk, unit, "withdraw", {"case": case, "row": seen.id, "officer": seen["officer"]})
    return Changed.of(ACCESS.name, case, seen.id)
