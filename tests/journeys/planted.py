"""Words planted in every answer of a case that tells where somebody is safe, of whatever record it is.

A record that is declared later is planted in by itself: nothing here names one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Code, Codes, Field, LongText, Reference, Sensitivity, Text
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import BY_NAME, CASE_RECORDS

if TYPE_CHECKING:
    from tipdesk.domain.schema import RecordType

PERSON = "Person"
_FIELDS = [
    (record, field)
    for record in (BY_NAME[PERSON], *children_of(PERSON, CASE_RECORDS))
    for field in record.fields
    if isinstance(field, (Text, LongText)) and field.sensitivity == Sensitivity.REFUGE and field.later is None
]
HIDDEN = tuple(f"{record.name}{field.name}".replace("_", "") for record, field in _FIELDS if record.name != PERSON)
"""What each planted word ends with, besides those of the person."""
_GIVEN = ("2026-11-17T10:00-04:00", "2026-11-17", "yes", "heron")


def planted_records(begin: str) -> list[dict[str, object]]:
    """Return a row of each record about the person "p" of a document, with a word in each such answer."""
    rows: dict[str, dict[str, object]] = {}
    for record, field in _FIELDS:
        if record.name != PERSON:
            _add(rows, record)[field.name] = f"{begin}{record.name}{field.name}".replace("_", "")
    return [{"record": name, "key": name, "fields": fields} for name, fields in rows.items()]


def _add(rows: dict[str, dict[str, object]], record: RecordType) -> dict[str, object]:
    """Return the answers of the row of a record, which begins with what is needed, after the rows that it needs."""
    if record.name not in rows:
        needed = {field.name: _answer(rows, field) for field in record.fields if field.required and not field.begins}
        rows[record.name] = needed
    return rows[record.name]


def _answer(rows: dict[str, dict[str, object]], field: Field) -> object:
    if isinstance(field, Reference):
        if field.record != PERSON:
            _add(rows, BY_NAME[field.record])
        return "p" if field.record == PERSON else field.record
    if isinstance(field, (Code, Codes)):
        return "unknown" if isinstance(field, Code) else ["unknown"]
    for given in _GIVEN:
        with suppress(UserError):
            field.read(given)
            return given
    raise LookupError(field.name)
