"""Vouch for who wrote a report that came in without its author having unlocked TIPdesk.

The author themself does it, or a supervisor who has asked them. It is one entry that marks the report's author as
verified; what the writer called themselves stays in the report and in the history.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_REPORT, _OFFICER = BY_NAME["Report"], BY_NAME["Officer"]
SUPERVISOR = "supervisor"


def is_unverified(row: Row) -> bool:
    """Tell whether a report came in without its author having unlocked, with nobody having vouched for them since."""
    return row.record is _REPORT and row["author_verified"] is False


def confirm_author(desk: Desk, seen: Row) -> Changed:
    """Write down that the officer whom a report names as its author did write it.

    `seen` is the report as the officer saw it. Raises UserError `not-unverified` where the author needs no
    confirmation, `not-author` where the officer at the desk is neither that author nor a supervisor, and those of
    `permit_edit`.
    """
    case = case_of(seen)
    with deed(desk) as unit:
        permit_edit(unit, desk, case)
        if not is_unverified(seen):
            raise UserError("not-unverified", _("The author of this report needs no confirmation."))
        claimed = str(seen["author_claimed"] or "")
        if SUPERVISOR not in desk.actor.roles and not _is_oneself(unit, desk, claimed):
            raise UserError(
                "not-author", _("Only the officer who wrote this report, or a supervisor, confirms who wrote it.")
            )
        change = change_of_row(seen, {"author_verified": True})
        dots = [write_case(desk, unit, case, [change]).dot] if change else []
    return Changed.of(_REPORT.name, case, seen.id, *dots)


def _is_oneself(reader: Reader, desk: Desk, claimed: str) -> bool:
    """Tell whether a name is the officer's own login or name, whatever its case and spacing."""
    row = reader.get_row(_OFFICER, desk.actor.officer)
    own = {desk.actor.login, str(row["name"] or "") if row else ""}
    return _plain(claimed) in {_plain(name) for name in own if name}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
