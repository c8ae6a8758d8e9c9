"""The document of a case carries every record of a case, with every field: what is written is read back the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.clock import FakeIds
from tests.fakes.desk import CODES
from tipdesk.domain.ids import id_text
from tipdesk.domain.kinds import (
    AnyRow,
    AsTyped,
    CoordinatesField,
    DateTimeField,
    Digest,
    DurationField,
    Email,
    Flag,
    Kind,
    LongText,
    MoneyField,
    Number,
    PartialDateField,
    Phone,
    Reference,
    Referred,
    Text,
    Texts,
)
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.case.document import PlannedRow, fields_of, read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

AGENCY = b"a" * 16
LEFT_OUT = {"reference"}
"""Of the case: two cases cannot have one reference."""


EXAMPLES: dict[type, object] = {
    AnyRow: "Person",
    AsTyped: ["one", "two"],
    CoordinatesField: "13.7333000, -60.9527000",
    DateTimeField: "2001-02-03T04:05-04:00",
    Digest: "ab" * 32,
    DurationField: "P1Y6M",
    Email: "ann@example.org",
    Flag: True,
    LongText: "Told",
    MoneyField: "12.50 XCD",
    Number: 3,
    PartialDateField: "2001-02",
    Phone: "+17584551234",
    Text: "Told",
    Texts: ["one", "two"],
}


def example(field: Kind) -> object:
    """Return an answer that the field takes, as a document holds it; None for what names a row that is not there."""
    if field.codes:
        code = next(iter(CODES.list_of(field.codes))).code
        return [code] if field.is_several else code
    if isinstance(field, Reference):
        meant = BY_NAME[field.record]
        return field.record if meant in PLAIN_RECORDS else None if meant.scope is Scope.CASE else id_text(AGENCY)
    return ["Person.birth_date", "Person.sex"] if field.names_answers else EXAMPLES.get(type(field))


def document_of(rows: Sequence[PlannedRow]) -> dict[str, object]:
    """Return the rows as `case show` writes them."""
    shown = [Row(row.record, row.id, b"c" * 16, row.values) for row in rows]
    records = [{"record": row.record.name, "key": id_text(row.id), "fields": fields_of(row)} for row in shown[1:]]
    return {"case": fields_of(shown[0]), "records": records, "id": id_text(rows[0].id)}


def read(document: dict[str, object]) -> list[PlannedRow]:
    """Return the rows that a document asks for; whatever it says of the directory is there."""
    return read_document(document, CODES, FakeIds(seed=7), lambda record, _given: Referred(record, AGENCY))


def test_every_record_and_every_field_comes_back() -> None:
    """One row of each record, filled whole, is written as a document and read again: nothing is lost or changed."""
    given = {
        record.name: {one.name: told for one in record.fields if (told := example(one)) is not None}
        for record in PLAIN_RECORDS
    }
    case = {name: told for name, told in given.pop("Case").items() if name not in LEFT_OUT and name != "moved_to"}
    records = [{"record": name, "key": name, "fields": fields} for name, fields in given.items()]
    first = read({"case": case, "records": records})
    second = read(document_of(first))
    assert [row.record.name for row in first] == ["Case", *given]
    assert len(first) == len(PLAIN_RECORDS)
    again = {old.id: new.id for old, new in zip(first, second, strict=True)}
    for old, new in zip(first, second, strict=True):
        assert new.record is old.record
        for name, value in old.values.items():
            meant = old.record.by_name[name].referred(value)
            if meant is None or meant.row not in again:
                assert new.values[name] == value, f"{old.record.name}.{name}"
            else:
                found = new.record.by_name[name].referred(new.values[name])
                assert found is not None
                assert found.row == again[meant.row], f"{old.record.name}.{name}"
    print(f"{len(PLAIN_RECORDS)} records, {sum(len(row.values) for row in first)} fields")
