"""Note whom the officer rang about a report, when, and whether anybody answered.

The report shows the latest call; each earlier one stays in its history.
"""

from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.audit import moment_now
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.desk import Desk
from tipdesk.services.results import Changed


def note_call(desk: Desk, seen: Row, whom: str, answer: str | None, at: datetime | None = None) -> Changed:
    """Write a call into a report, given as the officer saw it. `at`: now by default.

    `answer`: a code of the list call_answer. UserErrors of `amend_record`.
    """
    given = {"rung_whom": whom, "rung_at": at or moment_now(desk), "rung_answer": answer}
    return amend_record(desk, seen, given, urgent=True)
