"""Which sheet of a file is meant, and where it has its columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.import_export.heading import MOST_HEAD_ROWS, Heading, find_heading
from tipdesk.services.import_export.maps import SheetMap
from tipdesk.services.import_export.sheet_source import SheetSource

_HALF = 2
"""A sheet with at most half as many columns as another, such as one of lists to choose from, is not the one meant."""


@dataclass(frozen=True)
class FoundSheet:
    """A sheet, where its columns are, and the rows above its data."""

    name: str
    heading: Heading
    heads: tuple[tuple[str, ...], ...]


def find_sheet(source: SheetSource, sheet_map: SheetMap, name: str = "") -> FoundSheet:
    """Return the sheet whose head fits the map; `name` says which where the officer chose one.

    Raises UserError `no-such-sheet`, `no-heading` where no head fits, and `which-sheet` where several do.
    """
    wanted = name or sheet_map.sheet
    if wanted and wanted not in source.sheets:
        raise UserError("no-such-sheet", _("This file has no sheet “{name}”. It has: {sheets}."),
                        name=wanted[:40], sheets=_named(source.sheets))  # fmt: skip
    found = [one for sheet in ([wanted] if wanted else source.sheets) if (one := _read(source, sheet_map, sheet))]
    if not found:
        raise UserError(
            "no-heading",
            _("No row of this file heads columns of the map “{name}”. Choose another map, or name the columns in it."),
            name=sheet_map.name,
        )
    most = max(len(one.heading.places) for one in found)
    alike = [one for one in found if len(one.heading.places) * _HALF > most or not most]
    if len(alike) > 1:
        names = _named(one.name for one in alike)
        raise UserError("which-sheet", _("Several sheets of this file fit: {sheets}. Say which one."), sheets=names)
    return alike[0]


def _read(source: SheetSource, sheet_map: SheetMap, sheet: str) -> FoundSheet | None:
    first = list(islice(source.rows(sheet), max(MOST_HEAD_ROWS, sheet_map.head)))
    heading = find_heading(first, sheet_map)
    return FoundSheet(sheet, heading, tuple(first[: heading.rows])) if heading is not None else None


def _named(sheets: Iterable[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in sheets)
