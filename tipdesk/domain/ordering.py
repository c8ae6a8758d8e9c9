"""In which order the rows of a record stand in lists and on pages: the one that the record declares (`sorted_by`).

Any value that a log may hold has its place, so that sorting never fails. A row without an answer comes last, whichever
way the order runs, and rows that answer alike stay in the order in which they were made. Rows that were put away come
after all others.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter

from tipdesk.domain.codes import RESERVED, CodeBook
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Missing, PartialDate, Sealed


def in_order(rows: Iterable[Row], codes: CodeBook, by: Sequence[str] | None = None) -> Sequence[Row]:
    """Return rows of one record in the order that the record declares, or `by` other fields of it, told as there.

    Coded answers stand as their list in `codes` has them.
    """
    found = sorted(rows, key=lambda row: row.id)
    told_by = (found[0].record.sorted_by if by is None else by) if found else ()
    for told in reversed(told_by):
        name = told.removeprefix("-")
        field = found[0].record.by_name[name]
        answered = [(_place(field, row[name], codes), row) for row in found if _is_answer(field, row[name])]
        unanswered = [row for row in found if not _is_answer(field, row[name])]
        answered.sort(key=itemgetter(0), reverse=told != name)
        found = [*(row for _at, row in answered), *unanswered]
    return sorted(found, key=lambda row: row.deleted)


def _is_answer(field: Field, value: Value) -> bool:
    """Tell whether a value answers: neither empty, nor sealed, nor a reason why there is no answer."""
    return not isinstance(value, Missing | Sealed | None) and not (field.codes and value in RESERVED)


def _place(field: Field, value: Value, codes: CodeBook) -> tuple[str, int, str]:
    """Return what an answer is sorted by: values of one kind by what they are, texts without regard to capitals."""
    if field.codes and isinstance(value, str) and (rank := codes.rank(field.codes, value)) >= 0:
        return "", rank, ""
    if isinstance(value, int):
        return "", value, ""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return "", round(value.timestamp()), ""
    if isinstance(value, PartialDate):
        return "", 0, str(value)  # what is less precise comes before what lies within it
    return "text", 0, str(value).casefold()
