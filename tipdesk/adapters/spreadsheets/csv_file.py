"""CSV as spreadsheets write and read it: UTF-8 with a mark before it, cells apart by comma, semicolon or tab."""

import csv
import io

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.registers.sheets import MOST_CHARACTERS, MOST_ROWS, Sheet, refuse_large

_SEPARATORS = ",;\t"
_NOT_UTF8 = _("This file is not in UTF-8. Save it as “CSV UTF-8” and try again.")


class CsvFile:
    """Implements `services.registers.sheets.SheetFormat`."""

    suffix = ".csv"

    def read(self, content: bytes) -> Sheet:
        """Return the rows of a file. Raises UserError `bad-file` or `too-large`."""
        refuse_large(content)
        text = text_of_csv(content)
        separator = find_separator(text)
        csv.field_size_limit(MOST_CHARACTERS + 2)
        rows: list[tuple[str, ...]] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
                rows.append(tuple(row))
                if len(rows) > MOST_ROWS + 3:
                    break
        except csv.Error as error:
            raise UserError(
                "bad-file",
                _("Row {row} of this file cannot be read: a quotation mark is missing, or a cell is too long."),
                row=len(rows) + 1,
            ) from error
        return Sheet("", tuple(rows))

    def write(self, sheet: Sheet) -> bytes:
        """Return the file of a sheet."""
        lines = io.StringIO(newline="")
        csv.writer(lines).writerows(sheet.rows)
        return lines.getvalue().encode("utf-8-sig")


def find_separator(text: str) -> str:
    """Return the sign that parts the cells of a file, as its first line has it."""
    return max(_SEPARATORS, key=text.partition("\n")[0].count)


def text_of_csv(content: bytes) -> str:
    """Return the text of a file; raises UserError `bad-file` for one that is no text."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("bad-file", _NOT_UTF8) from error
    if "\x00" in text:
        raise UserError("bad-file", _("This is no CSV file."))
    return text
