"""Note that the caller of a hotline call was rung back."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.texts import _
from tipdesk.services.case.worry_document import moment_text
from tipdesk.services.cooperation.open_case_of_call import CALL
from tipdesk.services.desk import Desk
from tipdesk.services.registers.writing import amend_row
from tipdesk.services.results import Changed


def note_called_back(desk: Desk, seen: Row, *, at: str | None = None) -> Changed:
    """Write into a call, given as the officer saw it, when its caller was rung back: now unless it is said.

    Raises UserError `called-back` where that stands there already, and those of `amend_row`.
    """
    if seen.record is not CALL or None not in live_values(seen, "called_back_at"):
        raise UserError("called-back", _("It is noted already when this caller was rung back."))
    return amend_row(desk, seen, {"called_back_at": at or moment_text(desk)})
