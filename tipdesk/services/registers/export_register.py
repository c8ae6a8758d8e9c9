"""Export a register as a spreadsheet: names of fields, what they are called, then a line for each row.

The export is in the audit before anything is read, and the officer signs the exact bytes before they leave. The first
column, "key", is the id of the row, by which the same file changes rows when it is imported, and adds none twice.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk
from tipdesk.services.documents.exported import Exported, sign_export
from tipdesk.services.look import noting_refusals
from tipdesk.services.registers.answers import plain_name
from tipdesk.services.registers.cells import cell_of
from tipdesk.services.registers.kept import permit_register
from tipdesk.services.registers.open_register import OpenRegister, register_in
from tipdesk.services.registers.print_register import chosen_rows
from tipdesk.services.registers.sheets import Sheet, SheetFormat

KEY = "key"
KEY_LABEL = _("Key of the row")


def export_register(
    desk: Desk,
    file: SheetFormat,
    record: RecordType,
    *,
    only: Sequence[bytes] | None = None,
    translate: Callable[[str], str] = str,
) -> Exported:
    """Return a register as a signed file; `only` are the rows it has, in their order, None for all.

    Raises the UserErrors of `permit_register`.
    """
    with noting_refusals(desk):
        permit_register(desk, record, Act.EXPORT)
    note_look(desk, "export", reason=f"register {record.name}", count=len(only) if only is not None else None)
    with desk.read() as reader:
        opened = register_in(reader, desk, record)
    sheet = sheet_of(desk, record, opened, chosen_rows(opened.rows, only), translate)
    return sign_export(desk, record.name, file.write(sheet))


def sheet_of(
    desk: Desk, record: RecordType, opened: OpenRegister, rows: Sequence[Row], translate: Callable[[str], str]
) -> Sheet:
    """Return the sheet of these rows."""
    fields, called = columns_of(record), _called(desk, opened)
    names = (KEY, *(field.name for field in fields))
    labels = (translate(KEY_LABEL), *(translate(field.label) for field in fields))
    lines = ((id_text(row.id), *(cell_of(field, row[field.name], called) for field in fields)) for row in rows)
    return Sheet(translate(record.plural), (names, labels, *lines))


def columns_of(record: RecordType) -> tuple[Field, ...]:
    """Return the fields of a record that a spreadsheet has: all that is typed in or filled in by the program."""
    return tuple(field for field in record.fields if field.is_typed_in)


def _called(desk: Desk, opened: OpenRegister) -> dict[bytes, str]:
    """Return the names by which rows are found again, by their ids: those that no other row bears."""
    names = opened.names
    told = {row.id: title_of(row, desk.codes) for row in (*opened.rows, *opened.others)}
    told |= {**names.officers, **names.agencies, **names.posts, **opened.cases}
    often = Counter(map(plain_name, told.values()))
    return {row: one for row, one in told.items() if often[plain_name(one)] == 1}
