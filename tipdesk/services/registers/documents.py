"""Rows of the registers as the command line writes them: the shape of `record list`, with ids as keys."""

from collections.abc import Iterable

from tipdesk.domain.rows import Row
from tipdesk.services.case.document import conflicts_of, happened_of
from tipdesk.services.case.document import row_document as case_row_document
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.registers.reading import RegisterView


def row_document(row: Row) -> dict[str, object]:
    """Return one row as `record list` has those of a case, and whether it is deleted or in conflict."""
    told = case_row_document(row)
    if row.deleted:
        told["deleted"] = True
    if row.in_conflict():
        told["conflicts"] = conflicts_of(row)
    return told


def view_document(view: RegisterView) -> dict[str, object]:
    """Return one row, with what belongs to it under "records"."""
    return {**row_document(view.row), "records": [row_document(row) for rows in view.children.values() for row in rows]}


def history_document(lines: Iterable[HistoryLine]) -> list[dict[str, object]]:
    """Return what happened to a row, as `case show --history` writes it."""
    return [happened_of(line) for line in lines]
