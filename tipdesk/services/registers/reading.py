"""Read the registers: their rows in order, one row with what belongs to it, and how many there are.

No look at a case, and so no row of the audit; a refusal is audited all the same. An analyst reads counts alone.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Field
from tipdesk.domain.ordering import in_order
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.case.history import HistoryLine, line_of
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import noting_refusals
from tipdesk.services.registers.kept import REGISTERS, get_seen, may_here, ours, permit_register


@dataclass(frozen=True)
class RegisterView:
    """One row of a register with what belongs to it: `children` are their rows by record name, in order."""

    row: Row
    children: Mapping[str, tuple[Row, ...]]


def list_register(
    desk: Desk, record: RecordType, *, with_deleted: bool = False, parent: str | bytes | None = None
) -> list[Row]:
    """Return the rows of a register in its natural order, those in the trash last; with `parent` only what is its.

    Raises the UserErrors of `permit_register`, and `no-parent` for a register whose rows belong to nothing.
    """
    if parent is not None and not record.parent:
        raise UserError("no-parent", _("Rows of {record} belong to no other row."), record=record.name)
    belongs = parse_id(parent) if isinstance(parent, str) else parent
    with noting_refusals(desk), desk.read() as reader:
        return rows_in(reader, desk, record, with_deleted=with_deleted, parent=belongs)


def titles_named(desk: Desk, rows: Sequence[Row], translate: Callable[[str], str] = str) -> dict[bytes, str]:
    """Return what the rows of registers are called to which these refer, by their ids."""
    meant = {one for row in rows for field in row.record.fields if (one := field.referred(row[field.name])) is not None}
    of_registers = [one for one in meant if one.record in BY_NAME and BY_NAME[one.record].scope is Scope.REGISTER]
    with desk.read() as reader:
        named = [reader.get_row(BY_NAME[one.record], one.row) for one in of_registers]
    return {row.id: title_of(row, desk.codes, translate) for row in named if row is not None}


def rows_in(
    reader: Reader, desk: Desk, record: RecordType, *, with_deleted: bool = False, parent: bytes | None = None
) -> list[Row]:
    """Return the rows as `list_register` does, within a read that the caller has opened."""
    permit_register(desk, record, Act.READ)
    where = {record.parent: parent} if parent is not None and record.parent else None
    found = reader.find_rows(record, where=where, with_deleted=with_deleted)
    return [*in_order(ours(reader, desk, found), desk.codes)]


def pick_register_row(desk: Desk, record: RecordType, row: str | bytes) -> Row:
    """Return one row, deleted or not, by its id; raises the UserErrors of `get_seen`, and `bad-id`."""
    wanted = row if isinstance(row, bytes) else parse_id(row)
    with noting_refusals(desk), desk.read() as reader:
        return get_seen(reader, desk, record, wanted)


def show_register_row(desk: Desk, record: RecordType, row: str | bytes) -> RegisterView:
    """Return one row with what belongs to it; raises the UserErrors of `pick_register_row`."""
    wanted = row if isinstance(row, bytes) else parse_id(row)
    with noting_refusals(desk), desk.read() as reader:
        found = get_seen(reader, desk, record, wanted)
        children = {
            child.name: tuple(rows)
            for child in children_of(record.name, REGISTERS)
            if (rows := rows_in(reader, desk, child, parent=found.id))
        }
    return RegisterView(found, children)


@dataclass(frozen=True)
class Counted:
    """How many rows of a register there are, in all or with one answer; `keys` are codes by the name of their field."""

    record: str
    keys: Mapping[str, str]
    count: int


def count_registers(desk: Desk) -> list[Counted]:
    """Return how many rows each register has that the officer may count.

    Raises `RefusedError` with `not-allowed` where that is none.
    """
    counted = [record for record in REGISTERS if may_here(desk, record, Act.COUNT)]
    with noting_refusals(desk):
        if not counted:
            permit_register(desk, REGISTERS[0], Act.COUNT)
        with desk.read() as reader:
            return [Counted(one.name, {}, len(ours(reader, desk, reader.find_rows(one)))) for one in counted]


def count_register(desk: Desk, record: RecordType, by: Sequence[str] = ()) -> list[Counted]:
    """Return how many rows a register has by the answers to some of its coded fields.

    A row with several answers counts under each, and "" stands for none. Raises the UserErrors of `permit_register`,
    and `no-such-field` for a field that has no codes.
    """
    fields = [_coded(record, name) for name in by]
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, record, Act.COUNT)
        rows = ours(reader, desk, reader.find_rows(record))
    counted: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        counted.update(_keys(row, fields))
    return [Counted(record.name, dict(zip(by, keys, strict=True)), count) for keys, count in sorted(counted.items())]


def _coded(record: RecordType, name: str) -> Field:
    field = record.by_name.get(name)
    if field is None or not field.codes:
        raise UserError(
            "no-such-field",
            _("{record} cannot be counted by “{name}”. It can be by: {names}."),
            record=record.name,
            name=name[:40],
            names=", ".join(one.name for one in record.fields if one.codes) or "-",
        )
    return field


def _keys(row: Row, fields: Sequence[Field]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for field in fields:
        answers: set[str] = set()
        for value in live_values(row, field.name):
            answers |= {str(one) for one in value} if isinstance(value, frozenset) else {str(value or "")}
        found = [(*keys, one) for keys in found for one in sorted(answers or {""})]
    return found


def read_history(desk: Desk, record: RecordType, row: bytes) -> list[HistoryLine]:
    """Return what happened to a row, field by field, latest first; raises the UserErrors of `get_seen`."""
    with noting_refusals(desk), desk.read() as reader:
        get_seen(reader, desk, record, row)
        return [line_of(one) for one in reader.find_happenings(None, row)]
