"""What a screen needs of one register at once: its rows, what belongs to them, and the rows that they refer to.

One consistent state of the store. Of a case that a row refers to, such as the one that a hotline call became, only the
reference is told, and only to whom lists may show the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tipdesk.domain.pages import children_of
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.schema import RecordType
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.look import level_in_list, noting_refusals
from tipdesk.services.registers.kept import REGISTERS, may_here
from tipdesk.services.registers.reading import rows_in
from tipdesk.services.relation import Standing


@dataclass(frozen=True)
class OpenRegister:
    """One register as the officer may read it.

    `children` is what belongs to each row by record, `others` are the rows that answers may refer to, and `cases` the
    references of those cases that are named and that the officer may know of. `can_write` is the officer's right.
    """

    rows: Sequence[Row]
    names: Names
    children: Mapping[bytes, Mapping[str, Sequence[Row]]] = field(default_factory=dict)
    others: Sequence[Row] = ()
    cases: Mapping[bytes, str] = field(default_factory=dict)
    can_write: bool = False


def open_register(desk: Desk, record: RecordType, *, with_deleted: bool = False) -> OpenRegister:
    """Return a register with all that its list and pane show; raises the UserErrors of `permit_register`."""
    with noting_refusals(desk), desk.read() as reader:
        return register_in(reader, desk, record, with_deleted=with_deleted)


def register_in(reader: Reader, desk: Desk, record: RecordType, *, with_deleted: bool = False) -> OpenRegister:
    """Return a register as `open_register` does, within a read that the caller has opened."""
    rows = rows_in(reader, desk, record, with_deleted=with_deleted)
    belonging = [child for child in children_of(record.name, REGISTERS) if may_here(desk, child, Act.READ)]
    children: dict[bytes, dict[str, list[Row]]] = {}
    others: list[Row] = []
    for child in belonging:
        for row in rows_in(reader, desk, child):
            others.append(row)
            if row.parent is not None:
                children.setdefault(row.parent, {}).setdefault(child.name, []).append(row)
    for meant in _referred(record, *belonging):
        if meant not in (record, *belonging) and may_here(desk, meant, Act.READ):
            others += rows_in(reader, desk, meant)
    return OpenRegister(
        rows,
        names_in(reader, desk),
        children,
        others,
        cases_named(reader, desk, (*rows, *others)),
        may_here(desk, record, Act.WRITE),
    )


def _referred(*records: RecordType) -> list[RecordType]:
    """Return the registers to which fields of these records refer."""
    fields = [field for record in records for field in record.fields]
    return [meant for meant in REGISTERS if any(field.may_name(meant.name) for field in fields)]


def cases_named(reader: Reader, desk: Desk, rows: Sequence[Row]) -> dict[bytes, str]:
    """Return the reference of each case that rows name, as far as the officer may know of the case."""
    asked = {
        value
        for row in rows
        for one in row.record.fields
        if one.may_name("Case") and isinstance(value := row[one.name], bytes)
    }
    if not asked:
        return {}
    standing = Standing(reader, desk)
    return {
        line.id: line.reference
        for line in reader.find_case_summaries(sorted(asked))
        if level_in_list(desk, standing.to(line)) >= Level.EXISTS
    }
