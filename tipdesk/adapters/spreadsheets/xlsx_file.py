"""XLSX by openpyxl, which is imported when the first file is read or written; rows are read in `xlsx_source`."""

import io
from itertools import islice
from typing import Final

from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource
from tipdesk.services.registers.sheets import MOST_ROWS, Sheet, refuse_large

_LONGEST_NAME: Final = 31


class XlsxFile:
    """Implements `services.registers.sheets.SheetFormat`."""

    suffix = ".xlsx"

    def read(self, content: bytes) -> Sheet:
        """Return the first sheet of a file. Raises UserError `bad-file`, `macros` or `too-large`."""
        refuse_large(content)
        source = XlsxSource(content)
        rows = list(islice(source.rows(source.sheets[0]), MOST_ROWS + 3))
        while rows and not rows[-1]:
            rows.pop()
        return Sheet(source.sheets[0], tuple(rows))

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
