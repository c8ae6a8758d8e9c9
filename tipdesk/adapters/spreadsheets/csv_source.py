"""A CSV file read row by row, as spreadsheets write it: UTF-8 or UTF-16, cells apart by comma, semicolon or tab."""

import csv
import io
from collections.abc import Iterator, Sequence

from tipdesk.adapters.spreadsheets.csv_file import find_separator, text_of_csv
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.import_export.sheet_source import MOST_BYTES, MOST_ROWS, Block
from tipdesk.services.registers.sheets import MOST_CHARACTERS, MOST_COLUMNS


class CsvSource:
    """Implements `services.import_export.sheet_source.SheetSource` over the bytes of a file: one sheet, unnamed."""

    sheets: Sequence[str] = ("",)

    def __init__(self, content: bytes) -> None:
        """Read the text; raises UserError `bad-file` and `too-large`."""
        if len(content) > MOST_BYTES:
            raise UserError(
                "too-large",
                _("A file may have {most} megabytes. This one has more: share it out."),
                most=MOST_BYTES >> 20,
            )
        self._text = text_of_csv(content)

    def rows(self, _sheet: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows."""
        csv.field_size_limit(MOST_CHARACTERS + 2)
        at = 0
        try:
            for row in csv.reader(
                io.StringIO(self._text, newline=""), delimiter=find_separator(self._text), strict=True
            ):
                at += 1
                if len(row) > MOST_COLUMNS:
                    raise UserError(
                        "too-large", _("A file may have {most} columns. This one has more."), most=MOST_COLUMNS
                    )
                yield tuple(row)
                if at > MOST_ROWS + 200:
                    return
        except csv.Error as error:
            raise UserError(
                "bad-file",
                _("Row {row} of this file cannot be read: a quotation mark is missing, or a cell is too long."),
                row=at + 1,
            ) from error

    def merged(self, _sheet: str) -> Sequence[Block]:
        """Return nothing: no cells of a CSV file are merged."""
        return ()

    def expected(self, _sheet: str) -> int:
        """Return how many lines the file has."""
        return min(self._text.count("\n"), MOST_ROWS)
