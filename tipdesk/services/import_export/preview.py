"""What a sheet looks like before it is taken in: its columns with what each fills, and its first rows, checked.

Nothing is looked up and nothing is saved. A map for a sheet that no map fits is begun from its headings: a column whose
heading is what people call a field fills that field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.services.desk import Desk
from tipdesk.services.import_export.find_sheet import find_sheet
from tipdesk.services.import_export.htcds import HTCDS, MOBILE
from tipdesk.services.import_export.import_sheet import reading_in
from tipdesk.services.import_export.imported import RowProblem
from tipdesk.services.import_export.maps import MapColumn, SheetMap, Slot, Target
from tipdesk.services.import_export.sheet_source import SheetSource, merged_by_row
from tipdesk.services.registers.sheets import column_name

PREVIEWED: Final = 50
_GUESSED = ("Person", "Case", "Episode", "IdentityDocument")


_USUAL: Final = {
    "first name": "given_names",
    "forename": "given_names",
    "surname": "family_name",
    "last name": "family_name",
    "born": "birth_date",
    "dob": "birth_date",
    "nationality": "citizenships",
}
"""What sheets call fields of a person that are called otherwise here."""
_TELEPHONES: Final = ("phone", "telephone", "mobile", "mobile phone")


@dataclass(frozen=True)
class SeenColumn:
    """One column of a sheet: its letters, what heads it, its first words, and what the map makes of it."""

    letters: str
    heading: str
    example: str
    column: MapColumn | None


@dataclass(frozen=True)
class SeenRow:
    """One of the first rows: its number in the file, its cells, and what is wrong with it."""

    row: int
    cells: tuple[str, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class Preview:
    """A sheet as it would be read by a map."""

    sheet: str
    sheet_map: SheetMap
    columns: tuple[SeenColumn, ...]
    rows: tuple[SeenRow, ...]


def preview_sheet(desk: Desk, source: SheetSource, sheet_map: SheetMap | None, sheet: str, name: str) -> Preview:
    """Return how a sheet would be read; without a map by that of the standard or, where it does not fit, a new one.

    `name` is what a new map is called. Raises the UserErrors of `find_sheet`.
    """
    if sheet_map is None:
        try:
            return _previewed(desk, source, HTCDS, sheet)
        except UserError as refusal:
            if refusal.code != "no-heading":
                raise
        sheet_map = begin_map(source, sheet or source.sheets[0], name)
        sheet = sheet or source.sheets[0]
    return _previewed(desk, source, sheet_map, sheet)


def begin_map(source: SheetSource, sheet: str, name: str) -> SheetMap:
    """Return a map whose columns are those of the first row, each with the field that is called as it is headed."""
    first = next(iter(source.rows(sheet)), ())
    known = {
        words.casefold(): Target(Slot(record), field.name)
        for record in reversed(_GUESSED)
        for field in Slot(record).type.fields
        if field.is_asked and field.later is None and field.referred(bytes(16)) is None
        for words in (field.label, field.name, field.name.replace("_", " "))
    }
    known |= {words: Target(Slot("Person"), name) for words, name in _USUAL.items()}
    known |= dict.fromkeys(_TELEPHONES, Target(MOBILE, "number"))
    heads = [" ".join(cell.split()) for cell in first]
    columns = [MapColumn(head, known.get(head.casefold())) for head in dict.fromkeys(heads) if head]
    return SheetMap(name, tuple(one for one in columns if one.target is not None), head=1)


def _previewed(desk: Desk, source: SheetSource, sheet_map: SheetMap, sheet: str) -> Preview:
    found = find_sheet(source, sheet_map, sheet)
    with desk.read() as reader:
        reading = reading_in(reader, desk, sheet_map, found.heading)
    merged = merged_by_row(source.merged(found.name))
    lines = list(islice(enumerate(source.rows(found.name), 1), found.heading.rows, found.heading.rows + PREVIEWED))
    rows = []
    for at, cells in lines:
        told = reading.read(at, cells, merged.get(at, ()))
        wrong = told.problems if told is not None else ()
        problems = (RowProblem(at, "" if one.place is None else column_name(one.place), one.why) for one in wrong)
        rows.append(SeenRow(at, cells, tuple(problems)))
    head = found.heads[-1] if found.heads else ()
    width = max((len(row) for row in (head, *(cells for _at, cells in lines))), default=0)
    columns = (_column(at, head, [cells for _at, cells in lines], found.heading.places.get(at)) for at in range(width))
    return Preview(found.name, sheet_map, tuple(columns), tuple(rows))


def _column(at: int, head: Sequence[str], lines: Sequence[Sequence[str]], column: MapColumn | None) -> SeenColumn:
    heading = " ".join(head[at].split()) if at < len(head) else ""
    return SeenColumn(column_name(at), heading, next(_words_at(at, lines), ""), column)


def _words_at(at: int, lines: Sequence[Sequence[str]]) -> Iterator[str]:
    return (line[at] for line in lines if at < len(line) and line[at].strip())


def words_of(preview: Preview, letters: str) -> list[str]:
    """Return the different words that the first rows have in a column."""
    at = next((at for at, one in enumerate(preview.columns) if one.letters == letters), 0)
    return [*dict.fromkeys(_words_at(at, [row.cells for row in preview.rows]))]
