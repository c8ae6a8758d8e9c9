"""A CSV file read row by row, as spreadsheets write it: UTF-8 or UTF-16, cells apart by comma, semicolon or tab."""

import csv
import io
from collections.abc import Iterator, Sequence

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.import_export.sheet_source import MOST_BYTES, MOST_ROWS, Block
from tipdesk.services.registers.sheets import MOST_CHARACTERS, refuse_large, refuse_wide_row

_SEPARATORS = ",;\t"
_NOT_UTF8 = _("This file is not in UTF-8. Save it as “CSV UTF-8” and try again.")


class CsvSource:
    """Implements `services.import_export.sheet_source.SheetSource` over the bytes of a file: one sheet, unnamed."""

    sheets: Sequence[str] = ("",)

    def __init__(self, content: bytes) -> None:
        """Read the text; raises UserError `bad-file` and `too-large`."""
        refuse_large(content, MOST_BYTES)
        self._text = _text_of(content)

    def rows(self, _sheet: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows."""
        csv.field_size_limit(MOST_CHARACTERS + 2)
        at = 0
        try:
            for row in csv.reader(
                io.StringIO(self._text, newline=""),
                delimiter=max(_SEPARATORS, key=self._text.partition("\n")[0].count),
                strict=True,
            ):
                at += 1
                refuse_wide_row(row)
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


def _text_of(content: bytes) -> str:
    """Return the text of a file; raises UserError `bad-file` for one that is no text."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("bad-file", _NOT_UTF8) from error
    if "\x00" in text:
        raise UserError("bad-file", _("This is no CSV file."))
    return text
