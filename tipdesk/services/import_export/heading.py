"""Which columns a sheet has: found in the first rows by what heads them, or by their letters.

IOM's sheets have two rows above the data, names that nobody sees and labels. Where both are there the labels count. A
row that only says what the columns are called is no row of data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.import_export.maps import MapColumn, SheetMap
from tipdesk.services.registers.sheets import column_name, column_number

MOST_HEAD_ROWS: Final = 10
ERROR_COLUMN: Final = "TIPdesk: what is wrong"
"""Heads the column of an error file that says what is wrong; it is passed over when the mended file comes in."""
_FEWEST_NAMED: Final = 2


@dataclass(frozen=True)
class Heading:
    """Where a sheet has its columns, by place, counted from 0, and how many rows stand above its data.

    `passed_over` are headings that name no column of the map.
    """

    places: Mapping[int, MapColumn]
    rows: int
    passed_over: tuple[str, ...] = field(default=())


def find_heading(first: Sequence[Sequence[str]], sheet_map: SheetMap) -> Heading | None:
    """Return where a sheet has its columns, given its first rows; None where no row heads them.

    Raises UserError `column-twice` where two columns have one heading.
    """
    found = [_named(row, sheet_map) for row in first[: max(MOST_HEAD_ROWS, sheet_map.head)]]
    if sheet_map.head:
        at = sheet_map.head - 1
        best = at if at < len(found) else None
    else:
        best = next((at for at, named in enumerate(found) if _is_heading(named, sheet_map)), None)
    if best is None:
        return _by_letters(sheet_map)
    rows = best + 1
    labels = found[rows] if rows < len(found) else {}
    if _is_heading(labels, sheet_map):  # names, and under them what people see
        best, rows = rows, rows + 1
    places = {**_lettered(sheet_map), **found[best]}
    _refuse_twice(found[best])
    rest = [cell for at, cell in enumerate(first[best]) if _plain(cell) and at not in places]
    return Heading(places, rows, tuple(" ".join(cell.split())[:60] for cell in rest if cell != ERROR_COLUMN))


def _named(row: Sequence[str], sheet_map: SheetMap) -> dict[int, MapColumn]:
    return {
        at: column
        for at, cell in enumerate(row)
        if (said := _plain(cell)) and (column := _column_of(said, sheet_map)) is not None
    }


def _column_of(said: str, sheet_map: SheetMap) -> MapColumn | None:
    for column in sheet_map.columns:
        if said in (_plain(column.name), _plain(column.label), *column.also):
            return column
    return None


def _is_heading(named: Mapping[int, MapColumn], sheet_map: SheetMap) -> bool:
    return bool(named) and len(named) >= min(_FEWEST_NAMED, len(sheet_map.columns))


def _lettered(sheet_map: SheetMap) -> dict[int, MapColumn]:
    """Return the columns that a map names by a letter alone."""
    return {column_number(one.name): one for one in sheet_map.columns if not sheet_map.standard and is_letter(one.name)}


def _by_letters(sheet_map: SheetMap) -> Heading | None:
    places = _lettered(sheet_map)
    return Heading(places, sheet_map.head) if places else None


def is_letter(name: str) -> bool:
    """Tell whether a column is named by its letters, such as "C" or "AB"."""
    return 0 < len(name) <= 2 and name.isascii() and name.isupper()  # noqa: PLR2004 - no sheet of cases goes past ZZ


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").split()).rstrip(":*")


def _refuse_twice(named: Mapping[int, MapColumn]) -> None:
    told: dict[str, int] = {}
    for at, column in named.items():
        if column.name in told:
            raise UserError(
                "column-twice",
                _("The column “{name}” stands twice, in {first} and {second}. Take one out."),
                name=column.called,
                first=column_name(told[column.name]),
                second=column_name(at),
            )
        told[column.name] = at
