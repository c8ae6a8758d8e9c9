"""What a row is called: by its answers, and never by the reason why one is missing."""

from __future__ import annotations

import pytest

from tests.fakes.desk import CODES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Missing
from tipdesk.services.case.titles import title_of


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
