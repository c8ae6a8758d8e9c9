"""Registers as files of spreadsheets, for the window and the command line alike: the kind follows from the file's name.

What stands in a file is decided in `services/registers`, and how it is written in `adapters/spreadsheets`. The caller
gets the bytes and decides where they go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.homes.printing import print_register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.exported import Exported
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.registers.read_sheet import Imported
    from tipdesk.services.registers.sheets import SheetFormat


def export_register(desk: Desk, record: RecordType, name: str, *, only: Sequence[bytes] | None = None) -> Exported:
    """Return a register as the file that its name asks for, audited as an export and signed.

    `only` is as in `services/registers/export_register`, whose UserErrors this raises, and `no-format`.
    """
    from tipdesk.services.registers.export_register import export_register as export_it
    from tipdesk.services.voice import translated

    return export_it(desk, format_of(name), record, only=only, translate=translated)


def import_register(desk: Desk, record: RecordType, name: str, content: bytes, *, dry_run: bool) -> Imported:
    """Take in the rows of a file, or only say what would happen.

    Raises the UserErrors of its service, and `no-format`.
    """
    from tipdesk.services.registers.import_register import import_register as import_it
    from tipdesk.services.voice import language

    sheet = format_of(name).read(content)
    return import_it(desk, record, sheet, dry_run=dry_run, language=language())


class RegisterFiles:
    """What leaves a register and comes into one, as the window asks for it: `ui/seat` says what each does."""

    def print(
        self,
        desk: Desk,
        record: RecordType,
        *,
        row: bytes | None = None,
        only: Sequence[bytes] | None = None,
        rule: str = "",
        told: Told,
    ) -> bytes:
        """Return the PDF of a list, or of one row's sheet."""
        return print_register(desk, record, row=row, only=only, rule=rule, told=told)

    def export(self, desk: Desk, record: RecordType, path: Path, only: Sequence[bytes]) -> Path:
        """Write these rows as a spreadsheet, the signature beside it, and return the file."""
        return write_exported(path, export_register(desk, record, path.name, only=only))

    def take_in(self, desk: Desk, record: RecordType, path: Path, *, dry_run: bool) -> Imported:
        """Import a spreadsheet, or only say what would happen."""
        from tipdesk.services.registers.sheets import MOST_BYTES

        content = read_small_file(path, MOST_BYTES)
        return import_register(desk, record, path.name, content, dry_run=dry_run)


def write_exported(path: Path, exported: Exported) -> Path:
    """Write a file that was exported, the signature beside it, and return the file."""
    write_whole_file(path, exported.content)
    write_whole_file(path.with_name(f"{path.stem}.signature.txt"), exported.signature)
    return path


def format_of(name: str) -> SheetFormat:
    """Return how the file of this name is read and written; raises UserError `no-format`."""
    from tipdesk.adapters.spreadsheets.csv_file import CsvFile
    from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile

    formats: tuple[SheetFormat, ...] = (CsvFile(), XlsxFile())
    for one in formats:
        if name.casefold().endswith(one.suffix):
            return one
    raise UserError("no-format", _("A spreadsheet is a file whose name ends with .csv or .xlsx."))
