"""The kinds whose answers name a row: one of a given record, or any row of the case.

A row that is not here, or not any more, is an answer like any other: it is shown by the first digits of its id and
never refused when it comes from a log. What a row is called, and whether it exists, is asked of whoever holds the rows
(`refer`).
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.kinds.asked import Declarations, NoDeclarations, Refer, Referred, Storage, Translate
from tipdesk.domain.kinds.field import Field, LabelOf, Wire
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow, Value

_DIGITS = 8
_MOST_DIGITS = 10
_LARGEST = 2**31 - 1
"""The largest number that a record may have, as an entry can hold it."""
_WRONG_ROW = _("This must be the name of a record and the id of its row, like “Person 01930e2e-…”.")


@dataclass(frozen=True)
class Reference(Field):
    """A field whose answer is the id of a row of the record `record`.

    There is no foreign key: a reference to a row that is not here is something to review, never a failed merge.
    """

    storage: ClassVar[Storage] = Storage.OCTETS
    refers: ClassVar[bool] = True

    record: str = ""

    def read_value(self, given: object) -> Value:
        """Return the sixteen bytes of an id. Raises UserError `bad-id` for anything else."""
        return given if isinstance(given, bytes) else parse_id(str(super().read_value(given)))

    def read_in(self, given: object, refer: Refer) -> Value:
        """Return the id of the row that `refer` finds by an id, or by the name that a document gave the row."""
        if isinstance(given, (str, bytes)) and given.strip():
            return refer(self.record, given).row
        return self.read(given)

    def referred(self, value: object) -> Referred | None:
        """Return the row of the record that the value names, or None where the value is no id."""
        return Referred(self.record, value) if isinstance(value, bytes) else None

    def naming(self, _record: int, row: bytes) -> Value:
        """Return the id of the row, which is all that this kind keeps."""
        return row

    def may_name(self, record: str) -> bool:
        """Tell whether `record` is the one record whose rows this field names."""
        return record == self.record


@dataclass(frozen=True)
class AnyRow(Field):
    """A field whose answer names any row of the case, by the number of its record and its id.

    Documents write "Person 01930e2e-…": `declared` knows the names of the records. A record of a later release is named
    by its number, as in "57 01930e2e-…".
    """

    storage: ClassVar[Storage] = Storage.OCTETS
    refers: ClassVar[bool] = True
    record: ClassVar[str] = ""
    """Empty, since the row may be of any record."""

    declared: Declarations = field(default_factory=NoDeclarations, compare=False, repr=False)

    def among(self, declared: Declarations) -> Self:
        """Return the field as it knows the names of all records."""
        return replace(self, declared=declared)

    def read_value(self, given: object) -> Value:
        """Return the row that is named by the name or number of its record and its id.

        Raises UserError `bad-row` or `bad-id`.
        """
        if isinstance(given, NamedRow):
            return given
        name, _space, row = str(super().read_value(given)).partition(" ")
        number = self.declared.number_in_case(name) or _number(name)
        return NamedRow(number, parse_id(row)) if number else _refuse()

    def read_in(self, given: object, refer: Refer) -> Value:
        """Return the row of the case that `refer` finds, with or without the name of its record before it."""
        if isinstance(given, NamedRow):
            return self._found(refer(self._name_of(given.record), given.id))
        if not isinstance(given, str) or not given.strip():
            return self.read(given)
        name, _space, row = given.strip().partition(" ")
        is_named = bool(row) and self.declared.number_in_case(name) > 0
        return self._found(refer(name, row.strip()) if is_named else refer("", given.strip()))

    def read_wire(self, wire: Wire) -> Value:
        """Return the row that the number and the id name; bytes that are not both are kept as they are."""
        if not isinstance(wire, bytes):
            return self.read_value(wire)
        return NamedRow.from_octets(wire) or wire

    def to_json(self, value: Value) -> object:
        """Return the name of the record and the id, as documents write them."""
        if isinstance(value, NamedRow):
            return f"{self._name_of(value.record)} {id_text(value.id)}"
        return value.hex() if isinstance(value, bytes) else super().to_json(value)

    def shown_one(self, value: Value, label_of: LabelOf, translate: Translate) -> str:
        """Return what people call a row of the record, and the first digits of the id."""
        if isinstance(value, NamedRow):
            called = self.declared.called(value.record)
            return f"{translate(called) if called else value.record} {id_text(value.id)[:_DIGITS]}"
        return super().shown_one(value, label_of, translate)

    def naming(self, record: int, row: bytes) -> Value:
        """Return the value of the record's number and the row's id together."""
        return NamedRow(record, row)

    def referred(self, value: object) -> Referred | None:
        """Return the row with the name of its record, or None where the value names no row."""
        return Referred(self.declared.name_of(value.record), value.id) if isinstance(value, NamedRow) else None

    def may_name(self, _record: str) -> bool:
        """Return True: it may name a row of any record."""
        return True

    def _name_of(self, number: int) -> str:
        return self.declared.name_of(number) or str(number)

    def _found(self, found: Referred) -> Value:
        number = self.declared.number_in_case(found.record)
        return NamedRow(number, found.row) if number else _refuse()


def _number(word: str) -> int:
    """Return the number of a record that is given as digits, or 0 for anything else."""
    is_number = word.isascii() and word.isdecimal() and len(word) <= _MOST_DIGITS
    return int(word) if is_number and int(word) <= _LARGEST else 0


def _refuse() -> Value:
    raise UserError("bad-row", _WRONG_ROW)
