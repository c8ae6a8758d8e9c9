"""Take the text of a sheet apart into rows of cells, as it was copied from a spreadsheet or lies in a file."""

import csv
import io

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

MOST_ROWS = 500
MOST_CHARACTERS = 2_000_000
TAB = "\t"


def find_mark(text: str) -> str:
    """Return what parts the cells of a file: commas, or the semicolons or tabs that stand for them."""
    first = text.partition("\n")[0]
    return max((TAB, ";", ","), key=first.count)


def rows_of(text: str, mark: str = TAB) -> list[list[str]]:
    """Return the rows that have any words, cell by cell; raises UserError `sheet-too-long`.

    A row of headings may stand above as many rows as are taken.
    """
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
    return UserError(
        "sheet-too-long", _("A sheet of {most} rows is taken at a time. Paste it in parts."), most=MOST_ROWS
    )
