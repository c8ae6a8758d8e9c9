"""Which closed cases have been kept long enough, and what holds others: references and dates alone."""

from datetime import date

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.erasure.erasing import permit_erasure
from tipdesk.services.headquarters.erasure.retention_of import Retention, retention_of

_CASE = BY_NAME["Case"]


def find_due_cases(desk: Desk, today: date) -> list[Retention]:
    """Return the cases whose last day has passed, held ones too, the longest overdue first.

    UserError `not-headquarters`, `not-allowed`.
    """
    permit_erasure(desk)
    with desk.read() as reader:
        kept = [retention_of(reader, row.id) for row in reader.find_rows(_CASE)]
    due = [one for one in kept if one.until is not None and one.until < today]
    return sorted(due, key=lambda one: one.until or today)
