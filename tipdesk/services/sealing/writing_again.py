"""Write rows again as they are now, so that nothing that was written before is needed any more.

Every write of a field that this store knows is named as replaced, also those replaced long ago: any entry in between
may then be deleted without bringing an older answer back. A row in the trash stays there, since its deletion is written
again as one that has seen this very entry.
"""

from collections import defaultdict
from collections.abc import Mapping

from tipdesk.domain.changes import Change, Deletion, Dot, Written
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.schema import DELETED
from tipdesk.services.desk import Reader

Writes = Mapping[tuple[int, bytes, str], set[Dot]]
"""The entries that wrote a field, by record number, row and name."""


def find_writes(reader: Reader, case: bytes) -> Writes:
    """Return every entry that wrote each field of a case, by record number, row and field name."""
    found: dict[tuple[int, bytes, str], set[Dot]] = defaultdict(set)
    for one in reader.find_happenings(case):
        found[one.record_number, one.row, one.field].add(one.dot)
    return found


def written_again(row: Row, dot: Dot, writes: Writes) -> Change:
    """Return the change, for entry `dot`, that writes the live fields of a row again.

    Fields in conflict are left out.
    """
    fields: dict[int, Written] = {}
    for number in row.dots:
        field = row.record.by_number.get(number)
        if field is not None and field.name not in row.siblings:
            fields[number] = field.to_wire(row[field.name])
    if DELETED in row.dots and DELETED_NAME not in row.siblings:
        fields[DELETED] = Deletion(frozenset({dot})) if row.deleted else None
    replaces = {}
    for number in fields:
        name = DELETED_NAME if number == DELETED else row.record.by_number[number].name
        before = writes.get((row.record.number, row.id, name), set())
        replaces[number] = tuple(sorted(before | set(row.replaced_by_write(number))))
    return Change(row.record.number, row.id, fields, replaces)
