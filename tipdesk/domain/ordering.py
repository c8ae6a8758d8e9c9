"""In which order the rows of a record stand in lists, pages and papers: the one that the record declares (`sorted_by`).

Any value that a log may hold has its place, so that sorting never fails. A row without an answer comes last, whichever
way the order runs, and rows that answer alike stay in the order in which they were made.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Missing, PartialDate, Sealed


def in_order(rows: Iterable[Row]) -> Sequence[Row]:
    """Return rows of one record in the order that the record declares."""
    found = sorted(rows, key=lambda row: row.id)
    for told in reversed(found[0].record.sorted_by if found else ()):
        name = told.removeprefix("-")
        answered = [row for row in found if not isinstance(row[name], Missing | Sealed | None)]
        unanswered = [row for row in found if isinstance(row[name], Missing | Sealed | None)]
        answered.sort(key=lambda row: _place(row[name]), reverse=told != name)
        found = [*answered, *unanswered]
    return found


def _place(value: Value) -> tuple[str, int, str]:
    """Return what an answer is sorted by: values of one kind by what they are, texts without regard to capitals."""
    if isinstance(value, int):
        return "", value, ""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return "", round(value.timestamp()), ""
    if isinstance(value, PartialDate):
        return "", 0, str(value)  # what is less precise comes before what lies within it
    return "text", 0, str(value).casefold()
