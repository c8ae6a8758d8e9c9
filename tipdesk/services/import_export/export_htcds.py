"""Export cases as a sheet of HTCDS: a row for each potential victim or victim of each case that is open to the officer.

It is the officer's own copy and no transfer: giving it away is. Every case in it is in the audit as exported before
anything is read, and the officer signs the exact bytes. Row 1 has the standard's field names in its order. What the
officer may not see is empty. Which row is which person is remembered, so that the sheet can come back changed.
"""

from collections.abc import Callable, Iterator

from tipdesk.domain.characters import visible
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.case_roles import VICTIMS
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.exported import Exported, sign_export
from tipdesk.services.eyes import Eyes
from tipdesk.services.import_export.case_person import CasePerson
from tipdesk.services.import_export.htcds import CORE, NAME
from tipdesk.services.import_export.htcds_cells import HtcdsCells
from tipdesk.services.import_export.read_row import digest_of
from tipdesk.services.import_export.seen_sheets import keep_sheet, logs_now
from tipdesk.services.registers.sheets import Sheet, SheetFormat, guarded

_CASE, _PERSON, _ROLE = BY_NAME["Case"], BY_NAME["Person"], BY_NAME["CaseRole"]
Told = Callable[[int, int], object]


def export_htcds(desk: Desk, file: SheetFormat, *, told: Told) -> Exported:
    """Return the signed sheet; `told` hears how many cases of how many are done, and may raise to stop it."""
    with desk.read() as reader:
        cases = [row for row in _open_cases(reader, desk) if _victims(reader, row.id)]
    _note(desk, cases)
    rows: list[tuple[str, ...]] = []
    people: list[tuple[bytes, bytes]] = []
    with desk.work() as unit:
        logs = logs_now(unit)
    with desk.read() as reader:
        cells = HtcdsCells(desk.codes, names_in(reader, desk).referred)
        for at, case in enumerate(cases, 1):
            for standing in _standing(reader, desk, case):
                row = cells.of(standing)
                rows.append(tuple(guarded(visible(cell)) for cell in row))
                people.append((digest_of(_texts(row)), standing.person.id))
            told(at, len(cases))
    with desk.work() as unit:
        keep_sheet(unit, people, logs)
    head = tuple(one.name for one in CORE)
    return sign_export(desk, "htcds", file.write(Sheet(NAME, (head, *rows))))


def _open_cases(reader: Reader, desk: Desk) -> Iterator[Row]:
    """Yield the cases that the officer may export, the latest changed first."""
    for case in reader.find_case_ids(CaseQuery()):
        row = reader.get_row(_CASE, case)
        if row is not None and not row.deleted and Eyes(reader, desk, row, Action.EXPORT).level > Level.EXISTS:
            yield row


def _note(desk: Desk, cases: list[Row]) -> None:
    """Write into the audit that each of these cases is exported, and that it was an export of all."""
    with (desk.looks or desk.work)() as unit:
        for row in cases:
            note_deed(desk, unit, "export", {"case": row.id, "reason": NAME})
        note_deed(desk, unit, "export", {"reason": NAME, "count": len(cases)})


def _victims(reader: Reader, case: bytes) -> frozenset[object]:
    return frozenset(row["person"] for row in reader.find_rows(_ROLE, case=case) if row["role"] in VICTIMS)


def _standing(reader: Reader, desk: Desk, case: Row) -> Iterator[CasePerson]:
    eyes, victims = Eyes(reader, desk, case, Action.EXPORT), _victims(reader, case.id)
    for person in reader.find_rows(_PERSON, case=case.id):
        if person.id in victims:
            yield CasePerson(reader, eyes, person)


def _texts(row: tuple[str, ...]) -> dict[str, str]:
    """Return the cells of a row by their columns, as they are read when the sheet comes in again."""
    return {one.name: cell.strip() for one, cell in zip(CORE, row, strict=True) if cell.strip()}
