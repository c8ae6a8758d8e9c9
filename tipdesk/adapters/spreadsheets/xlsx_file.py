"""XLSX by openpyxl, which is imported when the first file is read or written.

A file from outside is an archive of XML: before it is read, the archive is measured by what it says it holds, and its
parts are refused where they declare a document type, by which entities grow without bound.
"""

import io
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.registers.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, refuse_large

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_PARTS: Final = 200
_MOST_UNPACKED: Final = 64 << 20
_BROKEN = _("This file is damaged, or it is no XLSX file.")
_LONGEST_NAME = 31
_FORMULAS = frozenset({"ArrayFormula", "DataTableFormula"})
"""What the library makes of formulas that fill several cells; such a cell is told as any other formula."""
TROUBLES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What archives, XML and the library raise over a file that is not what it says; a SyntaxError is that of XML."""


class XlsxFile:
    """Implements `services.registers.sheets.SheetFormat`."""

    suffix = ".xlsx"

    def read(self, content: bytes) -> Sheet:
        """Return the first sheet of a file. Raises UserError `bad-file` or `too-large`."""
        refuse_large(content)
        _refuse_harmful(content)
        from openpyxl import load_workbook

        try:
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size is not believed
            rows = _rows(sheet.iter_rows(max_row=MOST_ROWS + 3, max_col=MOST_COLUMNS + 1, values_only=True))
            book.close()
        except TROUBLES as error:
            raise UserError("bad-file", _BROKEN) from error
        return Sheet(sheet.title, rows)

    def write(self, sheet: Sheet) -> bytes:
        """Return the file of a sheet; every cell is text, and the head stays in sight."""
        from openpyxl import Workbook

        book, file = Workbook(write_only=True), io.BytesIO()
        page = book.create_sheet(sheet.name[:_LONGEST_NAME] or "TIPdesk")
        page.freeze_panes = "A3"
        for row in sheet.rows:
            page.append(row)
        book.save(file)
        return file.getvalue()


def _refuse_harmful(content: bytes) -> None:
    """Raise UserError `bad-file` for an archive that would grow without bound when it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST_UNPACKED:
                raise UserError("bad-file", _("This file holds more than a register can have. Save the sheet alone."))
            for part in parts:
                if b"<!DOCTYPE" in archive.read(part).replace(b"\x00", b"").upper():
                    raise UserError("bad-file", _BROKEN)
    except TROUBLES as error:
        raise UserError("bad-file", _BROKEN) from error


def _rows(found: "Iterable[tuple[object, ...]]") -> tuple[tuple[str, ...], ...]:
    """Return the cells as text, without the empty cells and rows at the end."""
    rows = []
    for cells in found:
        row = [text_of(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        rows.append(tuple(row))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def text_of(cell: object) -> str:
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
