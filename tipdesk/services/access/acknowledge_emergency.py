"""Headquarters answers for a case that was opened in an emergency: seen, with words, in the case for its post to read.

Promises that the words stand beside the reason for good, and that nobody acknowledges their own emergency. Finding
those that wait is `find_emergencies`.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import ACCESS, check_reason, get_live_row, not_yourself, permit_deed, written
from tipdesk.services.access.open_in_emergency import EMERGENCY
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_case import write_case


def acknowledge_emergency(desk: Desk, grant: bytes | str, words: str) -> Changed:
    """Acknowledge an emergency, given by the id of its row.

    UserError `reason-needed`, `not-headquarters`, `not-yourself`, `acknowledged-already`, `not-allowed`,
    `no-such-row`.
    """
    said = check_reason(words)
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Headquarters acknowledges what was opened in an emergency."))
    with deed(desk) as unit:
        seen = get_live_row(unit, ACCESS, grant)
        case = seen.case or b""
        is_own = seen["officer"] in permit_deed(unit, desk, case, Deed.ACKNOWLEDGE).ids
        if seen["kind"] != EMERGENCY or is_own:
            raise not_yourself()
        if seen["acknowledged_by"] is not None:
            raise UserError("acknowledged-already", _("Headquarters has acknowledged this already."))
        write_case(
            desk,
            unit,
            case,
            written(
                seen,
                {
                    "acknowledged_by": desk.actor.officer,
                    "acknowledged_at": moment_now(desk),
                    "acknowledged_words": said,
                },
            ),
        )
        note_deed(desk, unit, "acknowledge", {"case": case, "row": seen.id, "officer": seen["officer"]})
    return Changed.of(ACCESS.name, case, seen.id)
