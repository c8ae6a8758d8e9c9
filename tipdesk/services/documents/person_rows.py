"""Which rows of a case are about one person, and which are not: told by the declared reference that owns a row.

Promises that a row is a person's only where every live value of that reference names the person, that its history is
only where it never named another, and that a field which names somebody else is cut out. Reading the case is left to
the caller.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tipdesk.domain.kinds import Reference
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.look import CaseView

_PERSON = BY_NAME["Person"]
OTHER_PEOPLE, WHOLE_CASE, NOT_SETTLED = "other_people", "whole_case", "not_settled"
REFERS, SHUT = "refers_to_others", "whose_is_shut"


@dataclass(frozen=True)
class PersonRows:
    """`own`: the person's rows; `past`: what was written into them, and into deleted ones, latest first.

    `others`: the rows left out, by why; `refers`: the fields cut out because they name somebody else; `past_shut`:
    the fields of which something that was written is not open to the reader.
    """

    own: tuple[Row, ...]
    past: tuple[HistoryLine, ...]
    others: Mapping[str, tuple[Row, ...]]
    refers: frozenset[str]
    past_shut: frozenset[str]


def rows_about(view: CaseView, history: Iterable[HistoryLine], person: bytes) -> PersonRows:
    """Sort the rows of a case; the Case row is about the case as a whole."""
    lines = list(history)
    ever = _owners_in(lines)
    own: list[Row] = []
    others: dict[str, list[Row]] = {}
    for row in (view.case, *(row for record in PLAIN_RECORDS[1:] for row in view.of(record.name))):
        owners = _owners_of(row)
        if owners == {person} and ever.get(row.id, owners) <= {person}:
            own.append(row)
        else:
            others.setdefault(_why_not(row, owners, person), []).append(row)
    cut = {row.id: _naming_others(row, person) for row in own}
    mine = {row for row, owners in ever.items() if owners == {person}} - _living(others)
    mine |= {row.id for row in own}
    written = [line for line in lines if line.row in mine]
    return PersonRows(
        own=tuple(_without(row, cut[row.id]) for row in own),
        past=tuple(line for line in written if not line.masked and not _names_other(line, person)),
        others={why: tuple(rows) for why, rows in others.items()},
        refers=frozenset(f"{row.record.name}.{name}" for row in own for name in cut[row.id]),
        past_shut=frozenset(
            f"{line.record.name if line.record else line.record_number}.{line.field}" for line in written if line.masked
        ),
    )


def _why_not(row: Row, owners: set[bytes], person: bytes) -> str:
    if person in owners:
        return NOT_SETTLED
    if owners:
        return OTHER_PEOPLE
    return SHUT if _owner_field(row.record) in row.masked else WHOLE_CASE


def _owner_field(record: RecordType) -> str:
    """Return the field that says whom a row of this record is about, "" where there is none."""
    return next((field.name for field in _to_people(record)), "")


def _to_people(record: RecordType) -> list[Reference]:
    return [field for field in record.fields if isinstance(field, Reference) and field.record == _PERSON.name]


def _owners_of(row: Row) -> set[bytes]:
    if row.record == _PERSON:
        return {row.id}
    name = _owner_field(row.record)
    said = [one.value for one in row.siblings[name]] if name in row.siblings else [row[name]] if name else []
    return {value for value in said if isinstance(value, bytes)}


def _owners_in(lines: Iterable[HistoryLine]) -> dict[bytes, set[bytes]]:
    """Return whom each row was ever about."""
    found: dict[bytes, set[bytes]] = {}
    for line in lines:
        if line.record == _PERSON:
            found[line.row] = {line.row}
        elif line.record is not None and line.field == _owner_field(line.record):
            told = (line.after, *line.before)
            found.setdefault(line.row, set()).update(value for value in told if isinstance(value, bytes))
    return found


def _living(others: Mapping[str, Iterable[Row]]) -> set[bytes]:
    return {row.id for rows in others.values() for row in rows}


def _naming_others(row: Row, person: bytes) -> frozenset[str]:
    """Return the fields of a row in which some live value names another person."""
    found = set()
    for field in _to_people(row.record):
        said = [row[field.name], *(one.value for one in row.siblings.get(field.name, ()))]
        if any(value not in (None, person) for value in said):
            found.add(field.name)
    return frozenset(found)


def _without(row: Row, names: frozenset[str]) -> Row:
    kept = {name: value for name, value in row.values.items() if name not in names}
    siblings = {name: told for name, told in row.siblings.items() if name not in names}
    return replace(row, values=kept, siblings=siblings)


def _names_other(line: HistoryLine, person: bytes) -> bool:
    people = {field.name for field in _to_people(line.record)} if line.record else set()
    return line.field in people and any(value not in (None, person) for value in (line.after, *line.before))
