"""Which rows of a case are about one person and which are not, by the declared reference that says whose a row is.

A row is a person's only where every live value of that reference names the person, and its history only where it never
named anybody else. A field that names somebody else is cut out. A field that may name any row counts as naming whomever
that row is about, and where that row is not open here, as naming anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.look import CaseView

_CASE, _PERSON = BY_NAME["Case"], BY_NAME["Person"]
_SOMEBODY = b""
"""Stands for whomever a row that is not open here is about."""
OTHER_PEOPLE, WHOLE_CASE, NOT_SETTLED = "other_people", "whole_case", "not_settled"
REFERS, SHUT = "refers_to_others", "whose_is_shut"


@dataclass(frozen=True)
class PersonRows:
    """The rows of a case as they concern one person.

    `own` are the person's rows. `past` is what was written into them and into deleted ones, latest first. `others` are
    the rows left out, by the code of the reason. `refers` are the fields cut out because they name somebody else, and
    `past_shut` the fields of which something that was written is not open to the reader.
    """

    own: tuple[Row, ...]
    past: tuple[HistoryLine, ...]
    others: Mapping[str, tuple[Row, ...]]
    refers: frozenset[str]
    past_shut: frozenset[str]


def rows_about(view: CaseView, history: Iterable[HistoryLine], person: bytes) -> PersonRows:
    """Sort the rows of a case by whether they are about this person; the Case row is about the case as a whole."""
    lines, whom = list(history), _Whom(view)
    ever = _owners_in(lines, whom)
    own: list[Row] = []
    others: dict[str, list[Row]] = {}
    for row in (view.case, *(row for record in PLAIN_RECORDS[1:] for row in view.of(record.name))):
        owners = whom.of(row)
        if owners == {person} and ever.get(row.id, owners) <= {person}:
            own.append(row)
        else:
            others.setdefault(_why_not(row, owners, person), []).append(row)
    cut = {row.id: _naming_others(row, person, whom) for row in own}
    mine = {row for row, owners in ever.items() if owners == {person}} - _living(others)
    mine |= {row.id for row in own}
    written = [line for line in lines if line.row in mine]
    return PersonRows(
        own=tuple(_without(row, cut[row.id]) for row in own),
        past=tuple(line for line in written if not line.masked and not _names_other(line, person, whom)),
        others={why: tuple(rows) for why, rows in others.items()},
        refers=frozenset(f"{row.record.name}.{name}" for row in own for name in cut[row.id]),
        past_shut=frozenset(
            f"{line.record.name if line.record else line.record_number}.{line.field}" for line in written if line.masked
        ),
    )


def _why_not(row: Row, owners: set[bytes], person: bytes) -> str:
    if person in owners:
        return NOT_SETTLED
    if owners - {_SOMEBODY}:
        return OTHER_PEOPLE
    owner = _owner_field(row.record)
    return SHUT if owners or (owner is not None and owner.name in row.masked) else WHOLE_CASE


def _owner_field(record: RecordType) -> Field | None:
    """Return the field that says whom a row of this record is about, None where none says it.

    One that names people alone comes before any other, and among those the declared parent before the rest. Where no
    field names people, it is the parent, whatever that row is about.
    """
    parent = record.by_name[record.parent] if record.parent else None
    return min(_to_people(record), key=lambda field: (field.may_name(_CASE.name), field is not parent), default=parent)


def _to_people(record: RecordType) -> list[Field]:
    return [field for field in record.fields if field.may_name(_PERSON.name)]


class _Whom:
    """Finds whom the rows of a case are about, and whom a value names."""

    def __init__(self, view: CaseView) -> None:
        self._rows = {row.id: row for rows in ((view.case,), *view.rows.values()) for row in rows}

    def of(self, row: Row, seen: frozenset[bytes] = frozenset()) -> set[bytes]:
        """Return the people that a row is about, by every live value.

        `seen` are the rows on the way here, since rows may name each other in a circle.
        """
        if row.record == _PERSON:
            return {row.id}
        owner = _owner_field(row.record)
        if owner is None:
            return set()
        said = [one.value for one in row.siblings.get(owner.name, ())] or [row[owner.name]]
        return {person for value in said for person in self.named(owner, value, seen | {row.id})}

    def named(self, field: Field, value: Value, seen: frozenset[bytes] = frozenset()) -> set[bytes]:
        """Return the people that a value names; where it names another row, those that the row is about."""
        meant = field.referred(value)
        if meant is None:
            return set()
        if meant.record == _PERSON.name:
            return {meant.row}
        row = self._rows.get(meant.row)
        return {_SOMEBODY} if row is None or row.id in seen else self.of(row, seen)

    def is_other(self, field: Field, value: Value, person: bytes) -> bool:
        """Tell whether a value names, or may name, somebody else than this person."""
        if field.referred(value) is None:
            return value is not None  # it names somebody, and cannot be read
        return bool(self.named(field, value) - {person})


def _owners_in(lines: Iterable[HistoryLine], whom: _Whom) -> dict[bytes, set[bytes]]:
    """Return, by row, everybody whom the row was ever about."""
    found: dict[bytes, set[bytes]] = {}
    for line in lines:
        if line.record == _PERSON:
            found[line.row] = {line.row}
            continue
        owner = _owner_field(line.record) if line.record is not None else None
        if owner is not None and line.field == owner.name:
            told = (line.after, *line.before)
            found.setdefault(line.row, set()).update(one for value in told for one in whom.named(owner, value))
    return found


def _living(others: Mapping[str, Iterable[Row]]) -> set[bytes]:
    return {row.id for rows in others.values() for row in rows}


def _naming_others(row: Row, person: bytes, whom: _Whom) -> frozenset[str]:
    """Return the fields of a row in which some live value names another person."""
    found = set()
    for field in _to_people(row.record):
        said = [row[field.name], *(one.value for one in row.siblings.get(field.name, ()))]
        if any(whom.is_other(field, value, person) for value in said):
            found.add(field.name)
    return frozenset(found)


def _without(row: Row, names: frozenset[str]) -> Row:
    kept = {name: value for name, value in row.values.items() if name not in names}
    siblings = {name: told for name, told in row.siblings.items() if name not in names}
    return replace(row, values=kept, siblings=siblings)


def _names_other(line: HistoryLine, person: bytes, whom: _Whom) -> bool:
    field = next((one for one in _to_people(line.record) if one.name == line.field), None) if line.record else None
    return field is not None and any(whom.is_other(field, value, person) for value in (line.after, *line.before))
