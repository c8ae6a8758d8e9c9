"""Registers as files of spreadsheets, for the window and the command line alike: the kind follows from the file's name.

What stands in a file is decided in `services/registers`, and how it is written in `adapters/spreadsheets`. The caller
gets the bytes and decides where they go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.exported import Exported
    from tipdesk.services.registers.read_sheet import Imported
    from tipdesk.services.registers.sheets import SheetFormat


def export_register(desk: Desk, record: RecordType, name: str, *, only: Sequence[bytes] | None = None) -> Exported:
    """Return a register as the file that its name asks for, audited as an export and signed.

    `only` is as in `services/registers/export_register`, whose UserErrors this raises, and `no-format`.
    """
    from tipdesk.services.registers.export_register import export_register as export_it
    from tipdesk.services.voice import translated

    return export_it(desk, _format(name), record, only=only, translate=translated)


def import_register(
    desk: Desk,
    record: RecordType,
    name: str,
    content: bytes,
    *,
    dry_run: bool,
    presets: Mapping[str, object] | None = None,
) -> Imported:
    """Take in the rows of a file, or only say what would happen; raises the UserErrors of its service, and `no-format`.

    `presets` is as there.
    """
    from tipdesk.services.registers.import_register import import_register as import_it
    from tipdesk.services.voice import language

    sheet = _format(name).read(content)
    return import_it(desk, record, sheet, dry_run=dry_run, language=language(), presets=presets)


def _format(name: str) -> SheetFormat:
    from tipdesk.adapters.spreadsheets.csv_file import CsvFile
    from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile

    formats: tuple[SheetFormat, ...] = (CsvFile(), XlsxFile())
    for one in formats:
        if name.casefold().endswith(one.suffix):
            return one
    raise UserError("no-format", _("A spreadsheet is a file whose name ends with .csv or .xlsx."))
