"""Print a register: the rows of one as a list, or one row as a sheet with all that belongs to it.

The print is in the audit before anything is read, and the officer signs the exact bytes before they leave, as with a
case file: an entry of the register says so.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from tipdesk.domain.pages import children_of
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import Printed
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.file_of_view import printed_of
from tipdesk.services.documents.printer import Printer, Told, untold
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.look import noting_refusals
from tipdesk.services.registers.kept import REGISTERS, get_seen, may_here, permit_register
from tipdesk.services.registers.open_register import register_in
from tipdesk.services.registers.papers import Tree, list_paper, sheet_paper
from tipdesk.services.registers.reading import rows_in

Say = Callable[[str], str]


def print_register(
    desk: Desk,
    printer: Printer,
    record: RecordType,
    *,
    only: Sequence[bytes] | None = None,
    rule: str = "",
    copy_number: int = 1,
    translate: Say = str,
    told: Told = untold,
) -> bytes:
    """Return a printed list of a register; `only` are the rows it has, in their order, None for all.

    `rule` says in words which these are. Raises the UserErrors of `permit_register`.
    """
    with noting_refusals(desk):
        permit_register(desk, record, Act.PRINT)
    note_look(desk, "print", reason=f"register {record.name}", count=len(only) if only is not None else None)
    with desk.read() as reader:
        opened = register_in(reader, desk, record)
        rows = chosen_rows(opened.rows, only)
        printed = printed_of(desk, opened.names, {}, level=Level.FULL, copy_number=copy_number, translate=translate)
        reading = _reading(desk, opened.names, printed, (*opened.rows, *opened.others), opened.cases, translate)
    file = list_paper(record, rows, rule or translate(_("All")), printed, reading, record.columns)
    return sign_print(desk, printer.print(file, told), copy_number=copy_number)


def print_register_row(
    desk: Desk,
    printer: Printer,
    record: RecordType,
    row: bytes,
    *,
    copy_number: int = 1,
    translate: Say = str,
    told: Told = untold,
) -> bytes:
    """Return a printed sheet of one row with all that belongs to it; raises the UserErrors of `get_seen`."""
    with noting_refusals(desk), desk.read() as reader:
        get_seen(reader, desk, record, row, Act.PRINT)
    note_look(desk, "print", row=row, reason=f"register {record.name}")
    file = _make_sheet(desk, record, row, copy_number=copy_number, translate=translate)
    return sign_print(desk, printer.print(file, told), subject=row, copy_number=copy_number)


def _make_sheet(desk: Desk, record: RecordType, row: bytes, *, copy_number: int, translate: Say) -> CaseFile:
    with desk.read() as reader:
        tree = _tree(reader, desk, get_seen(reader, desk, record, row, Act.PRINT))
        opened = register_in(reader, desk, record)
        every = (*opened.rows, *opened.others, *_rows_of(tree))
        printed = printed_of(desk, opened.names, {}, level=Level.FULL, copy_number=copy_number, translate=translate)
        return sheet_paper(tree, printed, _reading(desk, opened.names, printed, every, opened.cases, translate))


def chosen_rows(rows: Sequence[Row], only: Collection[bytes] | None) -> list[Row]:
    """Return those of the rows that are asked for, in the order in which they are; all of them for None."""
    if only is None:
        return list(rows)
    by_id = {row.id: row for row in rows}
    return [by_id[row] for row in only if row in by_id]


def _tree(reader: Reader, desk: Desk, row: Row) -> Tree:
    below = {
        child: [_tree(reader, desk, one) for one in rows]
        for child in children_of(row.record.name, REGISTERS)
        if may_here(desk, child, Act.READ) and (rows := rows_in(reader, desk, child, parent=row.id))
    }
    return Tree(row, below)


def _rows_of(tree: Tree) -> list[Row]:
    return [tree.row, *(row for trees in tree.below.values() for one in trees for row in _rows_of(one))]


def _reading(
    desk: Desk,
    names: Names,
    printed: Printed,
    rows: Sequence[Row],
    cases: Mapping[bytes, str],
    translate: Say,
) -> Reading:
    titles = {**{row.id: title_of(row, desk.codes, translate) for row in rows}, **cases}
    return Reading(names, titles, desk.codes, translate, printed.level, printed.offset_minutes)
