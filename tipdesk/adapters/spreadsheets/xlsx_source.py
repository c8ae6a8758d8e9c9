"""A workbook read row by row: its sheets, their cells as text, and which of them are merged.

Nothing in it is run. A formula comes as its own text, so that whoever reads the cell refuses it, and a workbook with
macros is refused as a whole. Before anything is read, the archive is measured by what it says it holds, and each part
is looked through once for document types, by which entities grow without bound, and for merged cells.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.import_export.sheet_source import MOST_BYTES, MOST_ROWS, Block
from tipdesk.services.registers.sheets import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    column_number,
    refuse_large,
    refuse_wide_row,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_PARTS: Final = 400
_MOST_UNPACKED, _ALWAYS_UNPACKED, _MOST_TIMES = 512 << 20, 64 << 20, 200
"""What an archive may grow to: so many times its size, within these bounds; what grows more is made to do harm."""
_PIECE: Final = 1 << 20
_OVERLAP: Final = 128
_MOST_BLOCKS: Final = 2_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,60}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_BROKEN = _("This file is damaged, or it is no XLSX file.")
_MACROS = _("This workbook has macros, which are never run here. Save it as an ordinary .xlsx workbook and try again.")
_VISIBLE: Final = "visible"
_FORMULAS = frozenset({"ArrayFormula", "DataTableFormula"})
"""What the library makes of formulas that fill several cells; such a cell is told as any other formula."""
_TROUBLES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What archives, XML and the library raise over a file that is not what it says; a SyntaxError is that of XML."""


class XlsxSource:
    """Implements `services.import_export.sheet_source.SheetSource` over the bytes of a file.

    The workbook is opened once, since that reads all the words that its sheets share.
    """

    def __init__(self, content: bytes) -> None:
        """Look the file through; raises UserError `bad-file`, `macros` and `too-large`."""
        refuse_large(content, MOST_BYTES)
        self._blocks = _go_through_new(content)
        with _at_the_door():
            self._book = _open(content)
            sheets = self._book.worksheets
            self._sheets = tuple(one.title for one in sheets if one.sheet_state == _VISIBLE)
            self._expected = {one.title: min(int(one.max_row or 0), MOST_ROWS) for one in sheets}
            parts = {one.title: str(one._worksheet_path) for one in sheets}  # noqa: SLF001 - named nowhere else
        self._parts = {title: part.lstrip("/") for title, part in parts.items()}
        if not self._sheets:
            raise UserError("bad-file", _("This file has no sheet."))

    @property
    def sheets(self) -> Sequence[str]:
        """Return the names of the sheets that are not hidden."""
        return self._sheets

    def rows(self, sheet: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a sheet as text."""
        with _at_the_door():
            found = self._book[sheet]
            found.reset_dimensions()  # what the file says of its size is not believed
            for cells in found.iter_rows(max_row=MOST_ROWS + 200, max_col=MOST_COLUMNS + 1, values_only=True):
                row = [_text(cell) for cell in cells]
                while row and not row[-1]:
                    row.pop()
                refuse_wide_row(row)
                yield tuple(cell[: MOST_CHARACTERS + 1] for cell in row)

    def merged(self, sheet: str) -> Sequence[Block]:
        """Return which cells of a sheet are merged."""
        return self._blocks.get(self._parts.get(sheet, ""), ())

    def expected(self, sheet: str) -> int:
        """Return how many rows the file says the sheet has, which only serves to tell how far the work is."""
        return self._expected.get(sheet, 0)


def _open(content: bytes) -> "Workbook":
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that are not read, such as lists to choose from
        return load_workbook(io.BytesIO(content), read_only=True, keep_links=False)


@contextmanager
def _at_the_door() -> Iterator[None]:
    """Turn whatever a file that is not what it says makes the library raise into a UserError."""
    try:
        yield
    except _TROUBLES as error:
        raise UserError("bad-file", _BROKEN) from error


def _go_through_new(content: bytes) -> dict[str, tuple[Block, ...]]:
    """Return the merged cells by the part of the archive; raises UserError `bad-file` and `macros`."""
    found: dict[str, tuple[Block, ...]] = {}
    with _at_the_door(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        most = min(_MOST_UNPACKED, max(_ALWAYS_UNPACKED, len(content) * _MOST_TIMES))
        if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > most:
            raise UserError("bad-file", _("This file holds more than can be taken in. Save the sheet alone."))
        if any(one.filename.casefold().endswith("vbaproject.bin") for one in parts):
            raise UserError("macros", _MACROS)
        for part in parts:
            blocks = tuple(_blocks_in(archive, part))
            if blocks:
                found[part.filename] = blocks
    return found


def _blocks_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[Block]:
    before, count, done = b"", 0, set[bytes]()
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            text = before + piece
            if b"<!DOCTYPE" in text.replace(b"\x00", b"").upper():
                raise UserError("bad-file", _BROKEN)
            for match in _MERGE.finditer(text):
                if match.group() not in done and count < _MOST_BLOCKS:
                    done.add(match.group())
                    count += 1
                    yield _block(match)
            before = text[-_OVERLAP:]


def _block(match: "re.Match[bytes]") -> Block:
    first, first_row, last, last_row = (one.decode() for one in match.groups())
    place, end = column_number(first), min(column_number(last), MOST_COLUMNS)
    return Block(int(first_row), int(last_row), place, end)


def _text(cell: object) -> str:
    """Return one cell as it is typed in a form: a day without a time, a whole number without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if type(cell).__name__ in _FORMULAS:
        return "="
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        is_day = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if is_day else cell.isoformat(timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
