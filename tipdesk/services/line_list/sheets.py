"""Take a sheet apart that was copied from a spreadsheet or lies in a file: which cell belongs to which column.

A first row that names columns is a heading; then the columns may come in any order, and what a column says that is not
known here goes to *What you see*, with the heading before it. Without a heading the cells go to the columns in sight,
one after the other. Nothing is left out: cells past the last column go there as well.
"""

from collections.abc import Callable, Sequence

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.line_list.columns import COLUMNS, SEEN
from tipdesk.services.sheets.columns import Column, read_heading
from tipdesk.services.sheets.table import find_mark, rows_of

SheetRow = dict[str, str]
"""The words of one row by the names of columns."""


def read_sheet(text: str, in_sight: Sequence[str], translate: Callable[[str], str] = str) -> list[SheetRow]:
    """Return the rows of a sheet that was copied; `in_sight` are the columns from the one that has the cursor.

    Raises UserError `sheet-too-long`.
    """
    rows = rows_of(text)
    heading = read_heading(rows, COLUMNS, translate) if rows else None
    if heading is not None:
        return [_by_heading(row, rows[0], heading) for row in rows[1:]]
    return [_by_place(row, in_sight) for row in rows]


def read_file(text: str, translate: Callable[[str], str] = str) -> list[SheetRow]:
    """Return the rows of a file of comma-separated values; semicolons or tabs may stand for the commas.

    Raises UserError `sheet-heading` where the first row names no column, and `sheet-too-long`.
    """
    rows = rows_of(text, find_mark(text))
    heading = read_heading(rows, COLUMNS, translate, needs_heading=True) if rows else None
    if rows and heading is None:
        raise UserError(
            "sheet-heading", _("The first row must name the columns, such as Tag, Given names, Family name, Sex, Age.")
        )
    return [_by_heading(row, rows[0], heading or []) for row in rows[1:]]


def _by_heading(row: Sequence[str], names: Sequence[str], heading: Sequence[Column | None]) -> SheetRow:
    found: SheetRow = {}
    for at, cell in enumerate(row):
        column = heading[at] if at < len(heading) else None
        name = names[at] if at < len(names) else ""
        if column is not None and column.name not in found and cell:
            found[column.name] = cell
        elif cell:
            _add_seen(found, f"{name}: {cell}" if name else cell)
    return found


def _by_place(row: Sequence[str], in_sight: Sequence[str]) -> SheetRow:
    found: SheetRow = {name: cell for name, cell in zip(in_sight, row, strict=False) if cell}
    for cell in row[len(in_sight) :]:
        if cell:
            _add_seen(found, cell)
    return found


def _add_seen(found: SheetRow, words: str) -> None:
    found[SEEN] = "; ".join(part for part in (found.get(SEEN, ""), words) if part)
