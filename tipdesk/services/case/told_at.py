"""When a report was told: written on paper, or else typed in. Whatever counts the age of a report asks here."""

from datetime import datetime

from tipdesk.domain.rows import Row


def told_at(report: Row) -> datetime | None:
    """Return the moment from which clocks run; None where the report has no time that may be seen.

    A report typed in from paper was told when it was written down. A written time after the typing in is a slip, and
    the earlier one counts.
    """
    moments = [value for name in ("written_at", "received_at") if isinstance(value := report[name], datetime)]
    return min(moments, default=None)
