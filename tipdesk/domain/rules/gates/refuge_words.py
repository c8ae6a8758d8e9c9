"""Whether a text that leaves the service has the words of a sealed answer: where somebody is safe, or who told us.

People type an address where they think of it. What is sealed to whoever judges cannot be looked for, and is looked for
by those who hold the key.
"""

from collections.abc import Iterator
from functools import cache

from tipdesk.domain.folding import words_of
from tipdesk.domain.kinds import Field, Sensitivity
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.transfers import fields_shared, people_in
from tipdesk.domain.rules.referring.letter_templates import field_named
from tipdesk.domain.schema import RecordType

_SEALED = frozenset({Sensitivity.REFUGE, Sensitivity.SOURCE})
_OF_ITSELF = ("recipient", "safeguards")
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 10
"""A sealed answer of fewer words or letters ("mornings") is found everywhere and gives nothing away."""


def gives_away(view: FrozenCase, transfer: Row) -> bool:
    """Tell whether some text of a transfer has all words of a sealed answer, one after the other."""
    texts = [f" {' '.join(words_of(text))} " for text in _leaving(view, transfer)]
    return bool(texts) and any(f" {sealed} " in text for sealed in _sealed(view) for text in texts)


def _leaving(view: FrozenCase, transfer: Row) -> Iterator[str]:
    """Yield every text that leaves: of the answers that are shared, of the people in it, and of the transfer itself."""
    people = people_in(view, transfer)
    for name in _OF_ITSELF:
        yield from _texts(transfer, name)
    for name in sorted(fields_shared(transfer)):
        record, _dot, field = name.partition(".")
        if field_named(name) is None:
            continue
        for row in view.of(record):
            is_theirs = row.id in people or row.parent in people
            if is_theirs and (record != "Referral" or row.id in live_values(transfer, "referral")):
                yield from _texts(row, field)


def _sealed(view: FrozenCase) -> Iterator[str]:
    """Yield the words of each sealed answer of the case that opens here."""
    for record, fields in _sealed_fields().items():
        for row in view.of(record.name):
            for field in fields:
                for text in _texts(row, field.name):
                    words = words_of(text)
                    if len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS:
                        yield " ".join(words)


@cache
def _sealed_fields() -> dict[RecordType, tuple[Field, ...]]:
    found = {one: tuple(field for field in one.fields if field.sensitivity in _SEALED) for one in CASE_RECORDS}
    return {record: fields for record, fields in found.items() if fields}


def _texts(row: Row, name: str) -> Iterator[str]:
    yield from (one for one in live_values(row, name) if isinstance(one, str))
