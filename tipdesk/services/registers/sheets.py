"""A table as a spreadsheet holds it: cells of text, and what becomes of a cell that a spreadsheet would calculate.

A cell that begins with a sign by which spreadsheets know a formula leaves with an apostrophe before it, and loses it
when it comes back, so that what a person wrote is never run and never changed. What comes in and would be calculated is
refused: its value is what was meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

MOST_BYTES: Final = 5 << 20
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
MOST_CHARACTERS: Final = 50_000
"""Of one cell, as the longest text that a field may hold."""
_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"
_NUMBER = re.compile(r"[+-][\d][\d\s().,/-]*")
_TOO_MANY_ROWS = counted(
    "A file may have {most} row. This one has more: share it out.",
    "A file may have {most} rows. This one has more: share it out.",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, "" where the file has none, and its rows of cells, the first of which is the head."""

    name: str
    rows: tuple[tuple[str, ...], ...]


class SheetFormat(Protocol):
    """Reads and writes one kind of file; `suffix` is what its name ends with, such as ".csv"."""

    suffix: str

    def read(self, content: bytes) -> Sheet:
        """Return the first sheet of a file; raises UserError `bad-file`, which says what is wrong with it."""

    def write(self, sheet: Sheet) -> bytes:
        """Return the file of a sheet."""


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet calculates."""
    return f"{_GUARD}{text}" if text.startswith((*_SIGNS, _GUARD)) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith((*_SIGNS, _GUARD)) else cell


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would calculate a cell; a number with its sign, or a telephone number, is none."""
    return cell.startswith(_SIGNS) and not _NUMBER.fullmatch(cell)


def refuse_large(content: bytes, most: int = MOST_BYTES) -> None:
    """Raise UserError `too-large` for a file that is larger than any that is read."""
    if len(content) > most:
        raise UserError(
            "too-large", _("A file may have {most} megabytes. This one has more: share it out."), most=most >> 20
        )


def refuse_wide(sheet: Sheet) -> None:
    """Raise UserError `too-large` for a sheet with more rows, columns or characters than are read."""
    if len(sheet.rows) > MOST_ROWS + 2:
        raise UserError("too-large", _TOO_MANY_ROWS.of(MOST_ROWS), most=MOST_ROWS)
    for row in sheet.rows:
        refuse_wide_row(row)
    if any(len(cell) > MOST_CHARACTERS for row in sheet.rows for cell in row):
        raise UserError("too-large", _("A cell may have {most} characters. One here has more."), most=MOST_CHARACTERS)


def refuse_wide_row(row: Sequence[str]) -> None:
    """Raise UserError `too-large` for a row with more columns than are read."""
    if len(row) > MOST_COLUMNS:
        raise UserError("too-large", _("A file may have {most} columns. This one has more."), most=MOST_COLUMNS)


def column_number(letters: str) -> int:
    """Return the place, counted from 0, of the column that spreadsheets call by these letters."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def column_name(at: int) -> str:
    """Return what spreadsheets call a column, counted from 0: A to Z, then AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
