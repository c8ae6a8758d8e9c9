"""CSV as spreadsheets write and read it; rows are read in `csv_source`."""

import csv
import io
from itertools import islice

from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.services.registers.sheets import MOST_ROWS, Sheet, refuse_large


class CsvFile:
    """Implements `services.registers.sheets.SheetFormat`."""

    suffix = ".csv"

    def read(self, content: bytes) -> Sheet:
        """Return the rows of a file. Raises UserError `bad-file` or `too-large`."""
        refuse_large(content)
        return Sheet("", tuple(islice(CsvSource(content).rows(""), MOST_ROWS + 3)))

    def write(self, sheet: Sheet) -> bytes:
        """Return the file of a sheet."""
        lines = io.StringIO(newline="")
        csv.writer(lines).writerows(sheet.rows)
        return lines.getvalue().encode("utf-8-sig")
