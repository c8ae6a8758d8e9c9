"""Sheets of cases as tests make them: a real store of a headquarters, files in memory, and what came of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import CaseQuery
from tipdesk.services.import_export.htcds import HTCDS
from tipdesk.services.import_export.import_sheet import import_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Desk
    from tipdesk.services.import_export.imported import Imported
    from tipdesk.services.import_export.maps import SheetMap


def unheard(_done: int, _total: int) -> None:
    """Hear of progress, and do nothing."""


def csv_of(*rows: Mapping[str, str], heads: Sequence[str] = ()) -> bytes:
    """Return a CSV file of rows by the names of their columns."""
    import csv

    names = list(heads or dict.fromkeys(name for row in rows for name in row))
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return lines.getvalue().encode("utf-8-sig")


def take_in(desk: Desk, content: bytes, sheet_map: SheetMap = HTCDS, *, dry_run: bool = False) -> Imported:
    """Import a CSV file."""
    return import_sheet(desk, CsvSource(content), sheet_map, dry_run=dry_run, told=unheard)


def rows_of(desk: Desk, record: str) -> list[Row]:
    """Return all live rows of a record."""
    with desk.read() as reader:
        return reader.find_rows(BY_NAME[record])


def cases_of(desk: Desk) -> int:
    """Return how many cases there are."""
    with desk.read() as reader:
        return len(reader.find_case_ids(CaseQuery()))


def counts(imported: Imported) -> tuple[int, int, int, int]:
    """Return how many rows were added, changed, unchanged and bad."""
    return imported.added, imported.changed, imported.unchanged, len(imported.bad)
