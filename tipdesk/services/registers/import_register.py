"""Import rows of a register from a spreadsheet: all of them or none, and first of all only to see what would happen.

With a column "key" a line changes the row of that key, and the same file adds nothing twice. What is wrong is told by
row and column, every cell of it (`read_sheet`), and then nothing is saved.
"""

from collections.abc import Iterator, Sequence

from tipdesk.domain.changes import Change
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.look import deed
from tipdesk.services.registers.kept import permit_register
from tipdesk.services.registers.read_sheet import Imported, SheetReading
from tipdesk.services.registers.sheets import Sheet, refuse_wide
from tipdesk.services.registers.writing import write_register

_CHANGES_AN_ENTRY = 200
_CHARACTERS_AN_ENTRY = 60_000
"""What goes into one entry at most, well below what an entry may hold; one row may be larger."""


def import_register(
    desk: Desk,
    record: RecordType,
    sheet: Sheet,
    *,
    dry_run: bool,
    language: str = "en",
) -> Imported:
    """Read a sheet and, unless it is a `dry_run` or something is wrong, save its rows; return what became of them.

    Raises UserError `too-large` and `no-rows`, and those of `permit_register`.
    """
    refuse_wide(sheet)
    with deed(desk) as unit:
        permit_register(desk, record, Act.WRITE)
        reading = SheetReading(desk, unit, record, language)
        reading.read(sheet)
        if not dry_run and not reading.problems:
            _save(desk, unit, record, reading)
    return reading.told()


def _save(desk: Desk, unit: UnitOfWork, record: RecordType, reading: SheetReading) -> None:
    for part in _parts(reading.changes):
        write_register(unit, part)
    note_deed(
        desk,
        unit,
        "import",
        {"reason": f"register {record.name}", "count": len(reading.changes)},
    )


def _parts(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes in runs that fit into one entry each."""
    part: list[Change] = []
    size = 0
    for change in changes:
        needed = sum(len(str(value)) + 16 for value in change.fields.values())
        if part and (len(part) >= _CHANGES_AN_ENTRY or size + needed > _CHARACTERS_AN_ENTRY):
            yield part
            part, size = [], 0
        part.append(change)
        size += needed
    if part:
        yield part
