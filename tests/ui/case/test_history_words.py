"""What a history says is words: no id of a rule, a clock or a letter, no code and no field's name stands there raw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.rules.own_lists import OWN_LISTS
from tipdesk.domain.rules.referring.letter_templates import ANSWERS, TEMPLATES
from tipdesk.services.documents.answers import Reading
from tipdesk.ui.wording import NO_NAMES, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tipdesk.domain.kinds import Field, Value

BOOK = load_code_book()
WORDING = Wording(BOOK)
READING = Reading(NO_NAMES, {}, BOOK, str, Level.FULL, 0)
RAW = re.compile(r"[a-z]_[a-z]|[a-z]\.[a-z]")
"""How an id or the name of a field looks; no label of ours does."""
FIELDS = [
    pytest.param(field, id=f"{record.name}.{field.name}")
    for record in CASE_RECORDS
    for field in record.fields
    if field.codes or field.names_answers or getattr(field, "ids", "")
]


def answers_of(field: Field) -> Iterable[tuple[str, Value]]:
    """Yield every answer that the program itself can write into a field, each with its raw form."""
    if field.names_answers:
        yield from ((one, frozenset({one})) for one in ANSWERS)
    elif field.codes:
        yield from (
            (one.code, frozenset({one.code}) if field.is_several else one.code) for one in BOOK.list_of(field.codes)
        )
    else:
        yield from ((name, name) for name, _label in OWN_LISTS[field.ids]())  # type: ignore[attr-defined] # a Text


@pytest.mark.parametrize("field", FIELDS)
def test_every_answer_of_ours_is_read_as_words(field: Field) -> None:
    """Window and terminal say each code, rule, clock, letter and named answer by its label."""
    told = {raw: (WORDING.value(field, value), READING.text_of(field, value)) for raw, value in answers_of(field)}
    labels = {raw: field.shown(value, BOOK.label_of) for raw, value in answers_of(field)}
    assert told == {raw: (label, label) for raw, label in labels.items()}
    assert [label for label in labels.values() if RAW.search(label)] == []
    known = {one.code: one.label for one in BOOK.list_of(field.codes)} if field.codes else {}
    assert [raw for raw, label in labels.items() if raw == label != known.get(raw)] == []


def test_every_rule_clock_and_letter_is_called_something() -> None:
    """What stands in a row as an id of the program is found by it in the book, and nobody is offered it as a list."""
    for name, table in (("rules", GATES), ("rules", CLOCKS), ("letters", TEMPLATES)):
        assert {one: BOOK.label_of(name, one) for one in table} == {one: known.label for one, known in table.items()}
    assert not set(OWN_LISTS) & set(BOOK.names())
