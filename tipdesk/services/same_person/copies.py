"""Which rows of a case that was entered twice are copied into the case that is kept, and how a copy is known.

The id of a copy follows from that of its source and of the case into which it is copied (`derived_id`), so that every
PC that joins the same two cases makes the same rows, and each copy can be told from its source without a word. What
somebody told, signed or decided stands where it was told (records that close), and so do the tasks by which somebody
is let into a case, notes that are not for everybody, and the role of a suspect, which an investigator gives anew.
What belongs to a row that stays behind stays with it; a copy that only mentions one leaves that answer empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tipdesk.domain.ids import derived_id
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import SUSPECT
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.values import NamedRow
from tipdesk.services.eyes import Eyes

CASE, LINK = BY_NAME["Case"], BY_NAME["CaseLink"]
DUPLICATE = "duplicate"
_LET_IN = frozenset({"Task"})
COPIED = tuple(one for one in PLAIN_RECORDS if one is not CASE and one.closed is None and one.name not in _LET_IN)
"""The records of which rows are copied."""


@dataclass(frozen=True)
class Copies:
    """What is copied of a case: its rows, and by the ids of their copies, in the order in which they were made.

    `left` are the rows that stay where they are.
    """

    source: bytes
    kept: bytes
    rows: Mapping[bytes, Row]
    left: tuple[Row, ...]

    def values(self, row: Row) -> dict[str, Value]:
        """Return what the copy of a row says: the same, with the rows that it names by their copies."""
        return {field.name: self._value(field, row[field.name]) for field in row.record.fields}

    def _value(self, field: Field, value: Value) -> Value:
        record, row = named_row(field, value) or (None, b"")
        if record is None or record.scope is not Scope.CASE or (record is CASE and row != self.source):
            return value
        copy = self.kept if record is CASE else copy_id(self.kept, row)
        if copy != self.kept and copy not in self.rows:
            return None
        return NamedRow(value.record, copy) if isinstance(value, NamedRow) else copy


def copy_id(kept: bytes, source: bytes) -> bytes:
    """Return the id of the copy of a row in the case that is kept."""
    return derived_id(source, "joined", kept)


def link_id(double: bytes, kept: bytes, said_in: bytes) -> bytes:
    """Return the id of the row in which the double, or the case that is kept, says of the other that both are one."""
    return derived_id(said_in, "duplicate", double, kept)


def find_copies(eyes: Eyes, kept: bytes) -> Copies:
    """Return what of a case, as the officer sees it, is copied into another one, and what stays."""
    rows = [row for record in COPIED for row in eyes.reader.find_rows(record, case=eyes.case.id)]
    going = {row.id: eyes.cut(row) for row in rows if not eyes.holds_back(row) and not _stays(eyes.cut(row), kept)}
    while gone := [row.id for row in going.values() if not needed_by(row, eyes.case.id) <= going.keys()]:
        for one in gone:
            del going[one]
    everything = [row for record in PLAIN_RECORDS for row in eyes.reader.find_rows(record, case=eyes.case.id)]
    left = tuple(row for row in everything if row.id not in going and row.record is not CASE)
    return Copies(eyes.case.id, kept, {copy_id(kept, one): row for one, row in going.items()}, left)


def needed_by(row: Row, case: bytes) -> frozenset[bytes]:
    """Return the rows of its own case without which a row says nothing: whose it is, and what it has to name."""
    fields = (one for one in row.record.fields if one.required or one.name == row.record.parent)
    return _named(row, fields) - {case}


def named_in(row: Row) -> frozenset[bytes]:
    """Return the rows of its own case that a row names."""
    return _named(row, row.record.fields)


def _named(row: Row, fields: Iterable[Field]) -> frozenset[bytes]:
    found = (named_row(field, row[field.name]) for field in fields)
    return frozenset(one for record, one in filter(None, found) if record.scope is Scope.CASE and record is not CASE)


def named_row(field: Field, value: Value) -> tuple[RecordType, bytes] | None:
    """Return the row that a value names, with its record; None where it names none that this release knows."""
    meant = field.referred(value) if value is not None else None
    return (BY_NAME[meant.record], meant.row) if meant is not None and meant.record in BY_NAME else None


def _stays(row: Row, kept: bytes) -> bool:
    if row.record.name == "CaseRole":
        return not SUSPECT.isdisjoint(live_values(row, "role"))
    return row.record is LINK and (row["reason"] == DUPLICATE or row["other"] == kept)
