"""Name an officer who must not know of a case: it is not in their lists, search, hints, conflicts, work or notices.

The exclusion is one entry of the case, so every PC that holds the case keeps to it. While it stands the officer counts
as no holder of the case's keys (`keys/cases`); what they have read stays read. Somebody must be left who opens the
case, so the last coordinator who is not excluded cannot be named. Nobody names themself: for that there is
`declare_interest`.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import (
    EXCLUSION,
    check_reason,
    exclusion_of,
    get_live_row,
    not_yourself,
    permit_deed,
)
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_deletion
from tipdesk.services.look import deed
from tipdesk.services.relation import own_ids
from tipdesk.services.results import Changed

INTEREST = "interest"
_OFFICER = BY_NAME["Officer"]


def exclude_officer(desk: Desk, case: bytes, officer: str | bytes, reason: str) -> Changed:
    """Exclude an officer, given by login or id, from a case.

    Raises UserError `reason-needed`, `no-such-row` where the directory has no such officer, `not-yourself`,
    `excluded-already`, `last-coordinator` and `not-allowed`.
    """
    words = check_reason(reason)
    with deed(desk) as unit:
        permit_deed(unit, desk, case, Deed.EXCLUDE)
        named = refer_to_directory(unit, desk.actor, _OFFICER, officer)
        _refuse_some(unit, desk, case, named)
        change = exclusion_of(desk, named, "named", words)
        write_case(desk, unit, case, [change])
        note_deed(desk, unit, "exclude", {"case": case, "row": change.row, "officer": named})
    return Changed.of(EXCLUSION.name, case, change.row)


def lift_exclusion(desk: Desk, exclusion: bytes | str, reason: str) -> Changed:
    """Let somebody know of the case again.

    Where they declared a conflict of interest, only somebody who may review it lifts it. Raises UserError
    `reason-needed`, `not-allowed`, `no-such-row` where there is no such exclusion, and `no-such-case` for whoever is
    excluded themself.
    """
    words = check_reason(reason)
    with deed(desk) as unit:
        seen = get_live_row(unit, EXCLUSION, exclusion)
        case = seen.case or b""
        permit_deed(unit, desk, case, Deed.REVIEW if seen["kind"] == INTEREST else Deed.EXCLUDE)
        write_case(desk, unit, case, [change_of_deletion(seen)], words)
        note_deed(desk, unit, "include", {"case": case, "row": seen.id, "officer": seen["officer"]})
    return Changed.of(EXCLUSION.name, case, seen.id)


def _refuse_some(reader: Reader, desk: Desk, case: bytes, named: bytes) -> None:
    if named in own_ids(reader, desk):
        raise not_yourself()
    ids = ids_of(reader, named)
    excluded = {row["officer"] for row in reader.find_rows(EXCLUSION, case=case)}
    if ids & excluded:
        raise UserError("excluded-already", _("This officer is excluded from the case already."))
    coordinators = [row for row in reader.find_rows(_OFFICER) if _coordinates(row)]
    left = [row for row in coordinators if row.id not in ids and row.id not in excluded]
    if coordinators and not left:
        raise UserError(
            "last-coordinator",
            _("No coordinator would be left who opens this case. Headquarters must name another one first."),
        )


def _coordinates(row: Row) -> bool:
    roles = row["roles"]
    return isinstance(roles, frozenset) and "coordinator" in roles and row["disabled"] is not True
