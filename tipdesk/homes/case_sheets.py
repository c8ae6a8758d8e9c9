"""Cases as files of spreadsheets, for the window and the command line alike: the kind follows from the file's name.

What stands in a file is decided in `services/import_export`, and how it is read and written in `adapters/spreadsheets`.
Both are loaded when a file is asked for, since the window is made before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.homes.spreadsheets import format_of, write_exported

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.domain.codes import CodeBook
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.exported import Exported
    from tipdesk.services.import_export.export_htcds import Told
    from tipdesk.services.import_export.imported import Imported
    from tipdesk.services.import_export.maps import SheetMap
    from tipdesk.services.import_export.sheet_source import SheetSource

BUILT_IN = "htcds"


def open_sheet(path: Path) -> SheetSource:
    """Return a file of sheets; raises UserError `no-format`, `bad-file`, `macros` and `too-large`, and Trouble."""
    from tipdesk.services.import_export.sheet_source import MOST_BYTES

    name = path.name.casefold()
    if not name.endswith((".csv", ".xlsx")):
        raise UserError("no-format", _("A spreadsheet is a file whose name ends with .csv or .xlsx."))
    content = read_small_file(path, MOST_BYTES)
    if name.endswith(".csv"):
        from tipdesk.adapters.spreadsheets.csv_source import CsvSource

        return CsvSource(content)
    from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource

    return XlsxSource(content)


def open_map(path: Path | None, codes: CodeBook) -> SheetMap:
    """Return the map in a file, for None that of the standard; raises UserError `bad-map`, and Trouble."""
    from tipdesk.services.import_export.htcds import HTCDS
    from tipdesk.services.import_export.map_file import MOST_BYTES, read_map

    return HTCDS if path is None else read_map(read_small_file(path, MOST_BYTES), codes)


def save_map(path: Path, sheet_map: SheetMap) -> None:
    """Write a map as a file that `open_map` opens."""
    from tipdesk.services.import_export.map_file import write_map

    write_whole_file(path, write_map(sheet_map).encode())


def import_cases(
    desk: Desk, source: SheetSource, sheet_map: SheetMap, *, dry_run: bool, told: Told, sheet: str = ""
) -> Imported:
    """Take in the rows of a sheet, or only say what would happen; raises the UserErrors of its service."""
    from tipdesk.services.import_export.import_sheet import import_sheet

    return import_sheet(desk, source, sheet_map, dry_run=dry_run, told=told, sheet=sheet)


def write_errors(path: Path, imported: Imported) -> None:
    """Write the rows that are bad as a file of the kind that its name asks for; raises UserError `no-format`."""
    from tipdesk.services.import_export.write_errors import errors_sheet
    from tipdesk.services.voice import translated

    write_whole_file(path, format_of(path.name).write(errors_sheet(imported, translated)))


def export_cases(desk: Desk, name: str, told: Told) -> Exported:
    """Return all cases of HTCDS as the file its name asks for, audited and signed; raises UserError `no-format`."""
    from tipdesk.services.import_export.export_htcds import export_htcds

    return export_htcds(desk, format_of(name), told=told)


class CaseSheets:
    """Sheets of cases as the window asks for them: `ui/seat` says what each does."""

    def open(self, _desk: Desk, path: Path) -> SheetSource:
        """Return a file of sheets."""
        return open_sheet(path)

    def open_map(self, desk: Desk, path: Path) -> SheetMap:
        """Return the map in a file."""
        return open_map(path, desk.codes)

    def save_map(self, _desk: Desk, path: Path, sheet_map: SheetMap) -> Path:
        """Write a map, and return the file."""
        save_map(path, sheet_map)
        return path

    def write_errors(self, _desk: Desk, path: Path, imported: Imported) -> Path:
        """Write the rows that are bad, and return the file."""
        write_errors(path, imported)
        return path

    def export(self, desk: Desk, path: Path, told: Told) -> Path:
        """Write all cases of HTCDS, the signature beside them, and return the file."""
        return write_exported(path, export_cases(desk, path.name, told))
