"""Which closed cases have been kept long enough, and what holds others: references and dates alone."""

from tipdesk.domain.records import BY_NAME
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.erasure.erasing import permit_erasure
from tipdesk.services.headquarters.erasure.retention_of import Retention, last_day_of, retention_of_row

_CASE = BY_NAME["Case"]


def find_due_cases(desk: Desk) -> list[Retention]:
    """Return the cases whose last day has passed for the officer, held ones too, the longest overdue first.

    UserError `not-headquarters`, `not-allowed`.
    """
    permit_erasure(desk)
    today = moment_now(desk).date()
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(_CASE) if (last_day_of(row) or today) < today]
        due = [retention_of_row(reader, row) for row in rows]
    return sorted(due, key=lambda one: one.until or today)
