"""Somebody at headquarters has dealt with an incident and says what came of it; it leaves the list, not the log.

Promises that only those who answer for the directory close one, and never without a word.
"""

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_row
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.integrity.note_incident import INCIDENT


def close_incident(desk: Desk, incident: bytes, outcome: str) -> None:
    """Close one. UserErrors of `permit_directory`; `no-such-incident`, `no-outcome`, `bad-text`."""
    permit_directory(desk)
    refuse_hidden(outcome)
    if not outcome.strip():
        raise UserError("no-outcome", _("Say what came of it."))
    with desk.work() as work:
        row = work.get_row(INCIDENT, incident)
        if row is None or row["closed_at"] is not None:
            raise UserError("no-such-incident", _("There is no such incident, or it has been dealt with."))
        change = change_of_row(row, {"closed_at": moment_now(desk), "outcome": outcome.strip()})
        if change is not None:
            work.append(Scope.REGISTER, None, [change])
