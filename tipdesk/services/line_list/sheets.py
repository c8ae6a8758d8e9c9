"""Take a sheet apart that was copied from a spreadsheet or lies in a file: which cell belongs to which column.

A first row that names columns is a heading; then the columns may come in any order, and what a column says that is not
known here goes to *What you see*, with the heading before it. Without a heading the cells go to the columns in sight,
one after the other. Nothing is left out: cells past the last column go there as well.
"""

import csv
import io
from collections.abc import Callable, Sequence

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.line_list.columns import COLUMNS, SEEN, Column

MOST_ROWS = 500
MOST_CHARACTERS = 2_000_000
_FEWEST_NAMED = 2
SheetRow = dict[str, str]
"""The words of one row by the names of columns."""


def read_sheet(text: str, in_sight: Sequence[str], translate: Callable[[str], str] = str) -> list[SheetRow]:
    """Return the rows of a sheet that was copied; `in_sight` are the columns from the one that has the cursor.

    Raises UserError `sheet-too-long`.
    """
    return _placed(_cells(text, "\t"), in_sight, translate, needs_heading=False)


def read_file(text: str, translate: Callable[[str], str] = str) -> list[SheetRow]:
    """Return the rows of a file of comma-separated values; semicolons or tabs may stand for the commas.

    Raises UserError `sheet-heading` where the first row names no column, and `sheet-too-long`.
    """
    first = text.partition("\n")[0]
    mark = max(("\t", ";", ","), key=first.count)
    return _placed(_cells(text, mark), [], translate, needs_heading=True)


def _cells(text: str, mark: str) -> list[list[str]]:
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(MOST_CHARACTERS)
    lines = io.StringIO(plain)
    if plain.count('"') % 2:  # one alone is an inch, or a slip
        read = csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
    else:
        read = csv.reader(lines, delimiter=mark)
    rows = [[cell.strip() for cell in row] for row in read]
    found = [row for row in rows if any(row)]
    if len(found) > MOST_ROWS + 1:
        raise _too_long()
    return found


def _too_long() -> UserError:
    return UserError("sheet-too-long", _("A line list takes {most} rows at a time. Paste it in parts."), most=MOST_ROWS)


def _placed(
    rows: list[list[str]], in_sight: Sequence[str], translate: Callable[[str], str], *, needs_heading: bool
) -> list[SheetRow]:
    if not rows:
        return []
    heading = [_column(cell, translate) for cell in rows[0]]
    named, said = sum(one is not None for one in heading), sum(bool(cell) for cell in rows[0])
    is_heading = named * 2 >= said and (needs_heading or (named >= min(_FEWEST_NAMED, said) and len(rows) > 1))
    if named and is_heading:
        return [_by_heading(row, rows[0], heading) for row in rows[1:]]
    if needs_heading:
        raise UserError(
            "sheet-heading", _("The first row must name the columns, such as Tag, Given names, Family name, Sex, Age.")
        )
    return [_by_place(row, in_sight) for row in rows]


def _column(cell: str, translate: Callable[[str], str]) -> Column | None:
    return next((column for column in COLUMNS if cell and column.is_called(cell, translate)), None)


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
