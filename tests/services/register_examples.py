"""An answer to every field of a register that people are asked, as they would type it, whatever is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.desk import CODES
from tipdesk.domain.kinds import (
    Codes,
    CoordinatesField,
    DateTimeField,
    DurationField,
    Email,
    Flag,
    MoneyField,
    Number,
    PartialDateField,
    Phone,
    Reference,
    Texts,
)
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.registers.writing import add_row

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk

TYPED = {
    Number: "7",
    Flag: "yes",
    PartialDateField: "2026-11-17",
    DateTimeField: "2026-11-17T09:30-04:00",
    MoneyField: "1250.50 XCD",
    DurationField: "P1D",
    CoordinatesField: "14.0101,-60.9875",
    Phone: "+1 758 555 0101",
    Email: "ann@example.org",
}
FITTING = {"cleared": "0"}
"""Answers by the name of their field, where the one of its kind would contradict the others."""


def answers_for(desk: Desk, record: RecordType) -> dict[str, object]:
    """Return an answer to each question of a record; rows that it refers to are made first."""
    asked = (field for field in record.fields if field.is_asked and not (field.refers and _is_own(record, field)))
    return {field.name: answer for field in asked if (answer := _answer(desk, field)) is not None}


def add_example(desk: Desk, record: RecordType) -> bytes:
    """Add a row with an answer to each question; return its id."""
    row = add_row(desk, record, answers_for(desk, record)).row
    assert row is not None
    return row


def _is_own(record: RecordType, field: Field) -> bool:
    return field.may_name(record.name)


def _answer(desk: Desk, field: Field) -> object:
    if isinstance(field, Reference):
        meant = BY_NAME[field.record]
        if meant.scope is Scope.REGISTER:
            return add_example(desk, meant).hex()
        return desk.actor.login if meant.name == "Officer" else None
    if field.codes:
        first = next(iter(CODES.list_of(field.codes))).code
        return [first] if isinstance(field, Codes) else first
    if isinstance(field, Texts):
        return ["Police", "Labour"]
    typed = FITTING.get(field.name) or next((answer for kind, answer in TYPED.items() if isinstance(field, kind)), None)
    return typed or f"=Invented {field.name}"
