"""Note what became of the people of a report: admitted, sent to secondary, refused, in a safe place, or left.

Headquarters waits for this answer, so it is sent before what waits.
"""

from tipdesk.domain.rows import Row
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.desk import Desk
from tipdesk.services.results import Changed


def note_outcome(desk: Desk, seen: Row, became: str | None, why: str | None = None) -> Changed:
    """Write into a report, given as the officer saw it, what became of its people.

    `became` is a code of the list became_of_them, `why` the reason in words. Raises the UserErrors of `amend_record`.
    """
    return amend_record(desk, seen, {"became_of_them": became, "became_why": why}, urgent=True)
