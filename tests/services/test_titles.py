"""What a row is called: by its answers, and never by the reason why one is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import CODES
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Missing
from tipdesk.services.case.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.schema import RecordType


@pytest.mark.parametrize(
    ("given", "family", "title"),
    [
        ("Ana", "Exempel", "P-7K2M Ana Exempel"),
        ("Ana", Missing.NOT_APPLICABLE, "P-7K2M Ana"),
        (Missing.UNKNOWN, Missing.REFUSED, "P-7K2M"),
    ],
)
def test_a_missing_name_is_no_name(given: str | Missing, family: str | Missing, title: str) -> None:
    """Nobody is called "Ana Does not apply"."""
    values = {"person_code": "P-7K2M", "given_names": given, "family_name": family}
    assert title_of(Row(BY_NAME["Person"], b"p", b"c", values), CODES) == title


def titles_of(record: RecordType) -> Iterator[str]:
    """Yield the title of a record with each code of each of its answers, the others being the first that there is."""
    coded = [field for field in record.title_fields if field.codes]
    for asked in coded:
        for code in CODES.list_of(asked.codes):
            told = {one.name: next(iter(CODES.list_of(one.codes))).code for one in coded} | {asked.name: code.code}
            values = {one.name: frozenset({told[one.name]}) if one.is_several else told[one.name] for one in coded}
            yield title_of(Row(record, b"r", b"c", values), CODES)


@pytest.mark.parametrize("record", [one for one in RECORDS if any(field.codes for field in one.title_fields)])
def test_a_title_is_one_phrase(record: RecordType) -> None:
    """It begins with a large letter, and what follows a mark goes on in small ones: "Interview: given"."""
    for title in titles_of(record):
        assert title[:1].isupper(), title
        assert not re.search(r"[a-z)][:,]? [A-Z][a-z]", title.replace("In-law", "in-law")), title


@pytest.mark.parametrize("record", RECORDS)
def test_no_title_is_an_id(record: RecordType) -> None:
    """What a row is called is made of its answers, never of the digits that stand for another row."""
    assert [field.name for field in record.title_fields if field.refers] == []
